package io.duebook.shared;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A currency of ISO 4217 that has 0, 2 or 3 digits after the point. The table is our own, for the JDK's also lists
 * currencies that no longer exist.
 *
 * @param code three capital letters
 * @param digits of the minor unit: 0 (JPY), 2 (EUR) or 3 (KWD)
 */
public record Currency(String code, int digits) {

    private static final String WITHOUT_MINOR_UNIT = """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
            """;
    private static final String IN_HUNDREDTHS = """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
            CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
            GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD
            LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
            PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
            TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWG
            """;
    private static final String IN_THOUSANDTHS = """
            BHD IQD JOD KWD LYD OMR TND
            """;

    private static final Map<String, Currency> ALL = Stream.of(
                    table(WITHOUT_MINOR_UNIT, 0), table(IN_HUNDREDTHS, 2), table(IN_THOUSANDTHS, 3))
            .flatMap(currencies -> currencies)
            .collect(Collectors.toUnmodifiableMap(Currency::code, currency -> currency));

    /**
     * The currency of an ISO 4217 code.
     *
     * @throws CurrencyNotSupported if there is none of that code with 0, 2 or 3 digits
     */
    public static Currency of(String code) {
        Currency found = ALL.get(code);
        if (found == null) {
            throw new CurrencyNotSupported(code);
        }
        return found;
    }

    public static boolean isKnown(String code) {
        return ALL.containsKey(code);
    }

    private static Stream<Currency> table(String codes, int digits) {
        return codes.strip()
                .lines()
                .flatMap(line -> Stream.of(line.strip().split(" ")))
                .map(code -> new Currency(code, digits));
    }

    @Override
    public String toString() {
        return code;
    }
}
