package io.duebook.sandbox.demo;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * What one demo tenant is like.
 *
 * @param currencies with how many customers of a hundred have them; the first is the tenant's own
 * @param rare currencies with how many customers have them in all
 * @param firsts and seconds make a customer's name, with {@code pattern}
 * @param places a customer's city and country
 */
record DemoProfile(
        long seed,
        String slug,
        String name,
        String country,
        ZoneId zone,
        String locale,
        List<Share> currencies,
        Map<String, Integer> rare,
        int customers,
        String staff,
        List<String> colleagues,
        String numberPrefix,
        List<String> firsts,
        List<String> seconds,
        List<String> endings,
        List<Place> places,
        List<String> goods) {

    record Share(String currency, int ofHundred) {}

    record Place(String city, String country) {}

    static final DemoProfile ENGLISH = new DemoProfile(
            20_260_101,
            "northlight",
            "Northlight Instruments",
            "IE",
            ZoneId.of("Europe/Dublin"),
            "en",
            List.of(new Share("EUR", 74), new Share("USD", 26)),
            Map.of("JPY", 4, "KWD", 3),
            240,
            "nora.byrne@northlight.example",
            List.of("collector:sean.doyle@northlight.example", "auditor:books@whitfield-audit.example"),
            "NL-",
            List.of(
                    "Harbour",
                    "Juniper",
                    "Kestrel",
                    "Larkfield",
                    "Meridian",
                    "Oakhurst",
                    "Pinewood",
                    "Quarry",
                    "Riverside",
                    "Saltmarsh",
                    "Thornton",
                    "Upland",
                    "Vantage",
                    "Westbrook",
                    "Amberley",
                    "Bracken",
                    "Coppice",
                    "Dunmore",
                    "Eastgate",
                    "Fenwick",
                    "Granite",
                    "Hollins",
                    "Inverleith",
                    "Kingsway"),
            List.of(
                    "Laboratories",
                    "Diagnostics",
                    "Medical Supplies",
                    "Optics",
                    "Water Services",
                    "Foods",
                    "Engineering",
                    "Packaging",
                    "Breweries",
                    "Textiles",
                    "Marine",
                    "Aerospace",
                    "Chemicals",
                    "Research"),
            List.of(" Ltd", " GmbH", " B.V.", " Inc.", " S.A.", " plc"),
            List.of(
                    new Place("Cork", "IE"),
                    new Place("Galway", "IE"),
                    new Place("Hamburg", "DE"),
                    new Place("Utrecht", "NL"),
                    new Place("Lyon", "FR"),
                    new Place("Boston", "US"),
                    new Place("Austin", "US"),
                    new Place("Leeds", "GB"),
                    new Place("Porto", "PT")),
            List.of("Calibration service", "Flow sensors", "Spare parts", "Annual maintenance", "Optical bench"));

    static final DemoProfile CHINESE = new DemoProfile(
            20_260_102,
            "lantian",
            "苏州蓝田精密仪器有限公司",
            "CN",
            ZoneId.of("Asia/Shanghai"),
            "zh-CN",
            List.of(new Share("CNY", 100)),
            Map.of(),
            240,
            "chen.lan@lantian.example",
            List.of("collector:wang.jing@lantian.example"),
            "LT",
            List.of(
                    "华辰", "瑞丰", "恒达", "金桥", "东方", "海川", "宏远", "天成", "德润", "新越", "中科", "永泰", "嘉禾", "远景", "明德", "卓越",
                    "银河", "启航", "长青", "正阳", "鼎盛", "百川", "和信", "盛世"),
            List.of("电子科技", "精密机械", "生物医药", "新能源", "环保设备", "食品", "纺织", "化工", "汽车零部件", "光电", "智能装备", "水务", "物流", "建材"),
            List.of("有限公司", "股份有限公司", "（集团）有限公司"),
            List.of(
                    new Place("上海", "CN"),
                    new Place("苏州", "CN"),
                    new Place("杭州", "CN"),
                    new Place("深圳", "CN"),
                    new Place("广州", "CN"),
                    new Place("成都", "CN"),
                    new Place("武汉", "CN"),
                    new Place("天津", "CN"),
                    new Place("青岛", "CN"),
                    new Place("西安", "CN")),
            List.of("流量传感器", "年度维护", "校准服务", "备件", "光学平台"));

    String baseCurrency() {
        return currencies.getFirst().currency();
    }
}
