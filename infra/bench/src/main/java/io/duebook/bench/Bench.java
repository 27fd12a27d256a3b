package io.duebook.bench;

import io.duebook.bench.Imports.Imported;
import io.duebook.bench.Load.Workload;
import io.duebook.bench.Options.Part;
import io.duebook.bench.Promises.Judged;
import io.duebook.bench.Trips.Counted;
import io.duebook.bench.Wire.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run: starts a durable server and the backend, measures part by part, tells what it found and whether it counts. */
public final class Bench {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DATA = "data";
    private static final String MARK = ".duebook-bench";
    private static final int FEWEST_ITEMS = 4_000;
    private static final int ITEMS_PER_SECOND = 800;
    private static final int MOST_ITEMS_FOR_PLANS = 100_000;
    private static final int OTHERS_FOR_PLANS = 5;
    private static final Duration PROFILED = Duration.ofSeconds(15);
    private static final Duration WARM_UP_OF_READS = Duration.ofSeconds(3);

    private final Options options;
    private final Report report;
    private final Server server;
    private final Issuer issuer;
    private List<Imported> imported = List.of();

    private Bench(Options options, Report report, Server server, Issuer issuer) {
        this.options = options;
        this.report = report;
        this.server = server;
        this.issuer = issuer;
    }

    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        System.exit(run(
                Path.of(System.getProperty("duebook.root", "."))
                        .toAbsolutePath()
                        .normalize(),
                arguments));
    }

    /** The exit code: 0, 1 if the run is worth nothing, 2 if a promise was not kept and that was to be strict. */
    static int run(Path root, String... arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(root, arguments);
        } catch (Options.Misused misused) {
            System.err.println(misused.getMessage() + "\n\n" + Options.USAGE);
            return 1;
        }
        Report report = new Report(System.out);
        empty(options.folder());
        List<Judged> judged;
        try (Issuer issuer = Issuer.start();
                Server server = Server.start(options.folder().resolve(DATA))) {
            var bench = new Bench(options, report, server, issuer);
            bench.everything();
            judged = bench.judge();
        }
        report.write(options.output());
        if (!options.keep()) {
            Backend.deleteTree(options.folder().resolve(DATA));
        }
        if (!report.faults().isEmpty()) {
            return 1;
        }
        return options.strict() && judged.stream().anyMatch(one -> !one.kept()) ? 2 : 0;
    }

    /** Deletes nothing that is not from an earlier run. */
    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            boolean ours = Files.exists(folder.resolve(MARK));
            try (var inside = Files.list(folder)) {
                if (!ours && inside.findAny().isPresent()) {
                    throw new IllegalStateException(folder + " is neither empty nor of an earlier run.");
                }
            }
            Server.stopLeftOver(folder.resolve(DATA));
            Backend.deleteTree(folder);
        }
        Files.createDirectories(folder);
        Files.createFile(folder.resolve(MARK));
    }

    private void everything() throws Exception {
        Backend.migrate(options, server.database());
        Map<String, Object> machine = Machine.describe(options.folder());
        Map<String, Object> database = server.describe();
        report.keep("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        report.keep("machine", machine);
        report.keep("database", database);
        report.keep("options", options.toString());
        report.say("machine: " + machine);
        report.say("database: " + database);
        if (options.has(Part.STARTUP)) {
            startup();
        }
        if (options.has(Part.TRIPS)) {
            trips();
        }
        try (Backend backend = startBackend()) {
            var seeds = new Seeds(server, backend, issuer);
            Processes processes = new Processes(backend.pid(), server.postmaster());
            Contest contest = new Contest(processes, Duration.ofSeconds(options.seconds()), options.rounds());
            requests(backend, seeds, contest);
            guarded(seeds, contest);
            imports(backend, processes);
            aging(backend, seeds, contest);
            memory(backend, processes);
            if (!backend.isAlive()) {
                report.fault("the backend ended");
            }
        }
        if (options.has(Part.PLANS)) {
            plans();
        }
        List<String> differences = Books.differences(server);
        differences.forEach(difference -> report.fault("the books differ: " + difference));
        if (differences.isEmpty()) {
            report.say("\nThe books of all tenants balance.");
        }
    }

    private Backend startBackend() throws IOException, InterruptedException {
        return Backend.start(options, server.database(), server.database().port(), issuer);
    }

    private void startup() throws Exception {
        report.heading("Start-up: from the start of the process to the first answer that it is ready");
        List<Map<String, Long>> starts = new ArrayList<>();
        for (int at = 0; at < options.starts(); at++) {
            try (Backend backend = startBackend()) {
                Processes processes = new Processes(backend.pid(), server.postmaster());
                long resident = processes.residentBytes();
                long live = backend.liveHeapBytes();
                report.say("%d ms; memory %d MB, live heap %d MB"
                        .formatted(backend.startMillis(), resident >> 20, live >> 20));
                starts.add(
                        Map.of("millis", backend.startMillis(), "resident_bytes", resident, "live_heap_bytes", live));
            }
        }
        report.keep("startup", starts);
    }

    private void trips() throws Exception {
        report.heading("Round trips to the database, counted on the wire");
        Map<String, Object> kept = new LinkedHashMap<>();
        try (Wire wire = Wire.before(server.database().host(), server.database().port());
                Wire floorWire =
                        Wire.before(server.database().host(), server.database().port());
                Backend backend = Backend.start(options, server.database(), wire.port(), issuer)) {
            var seeds = new Seeds(server, backend, issuer);
            report.say("rows of one command: " + seeds.rows());
            kept.put("rows", seeds.rows());
            Population served = seeds.populate(1, 400, true);
            Population floors = seeds.populate(1, 400, false);
            Calls calls = new Calls(backend, issuer, served);
            Server watched = server.through(floorWire.port());
            Trips ofApi = new Trips(wire);
            Trips ofFloor = new Trips(floorWire);
            count("empty", ofApi, calls.empty(), ofFloor, null, kept);
            count("tenant", ofApi, calls.tenant(), ofFloor, null, kept);
            Plain plain = new Plain(watched, Server.APPLICATION, served);
            count("balance", ofApi, calls.balance(), ofFloor, plain.balance(), kept);
            count("list", ofApi, calls.openItems(), ofFloor, plain.openItems(), kept);
            count("statement", ofApi, calls.statement(), ofFloor, plain.statement(), kept);
            count("aging", ofApi, calls.aging(AsOf.today()), ofFloor, plain.aging(AsOf.today()), kept);
            Floor invoices = Floor.ofInvoice(watched, Server.APPLICATION, floors, seeds.invoice());
            count("invoice", ofApi, calls.invoice(), ofFloor, invoices, kept);
            Floor payments = Floor.ofPayment(watched, Server.APPLICATION, floors, seeds.payment());
            count("payment", ofApi, calls.payment(), ofFloor, payments, kept);
        }
        report.keep("trips", kept);
    }

    private void count(
            String name, Trips ofApi, Workload api, Trips ofFloor, @Nullable Workload floor, Map<String, Object> kept)
            throws Exception {
        Counted counted = ofApi.count(name, api);
        Counted below = floor == null ? null : ofFloor.count(name, floor);
        report.counted(counted, below);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("api", counted.count());
        figures.put("api_commits", counted.commits());
        figures.put("api_statements", counted.statements());
        if (below != null) {
            figures.put("floor", below.count());
            figures.put("floor_commits", below.commits());
            int promised = below.asked().isEmpty() ? 0 : expected(name);
            if (promised > 0 && below.count() != promised) {
                report.fault("the floor of %s takes %d round trips, not %d".formatted(name, below.count(), promised));
            }
            if (promised > 0 && below.commits() != counted.commits()) {
                report.fault("the floor of %s commits %d times, the API %d"
                        .formatted(name, below.commits(), counted.commits()));
            }
        }
        kept.put(name, figures);
    }

    private static int expected(String name) {
        return switch (name) {
            case "invoice" -> 7;
            case "payment" -> 9;
            default -> 0;
        };
    }

    /** One kind of request: what the API is asked, and what it is compared with. */
    private record Kind(
            Part part,
            Function<Calls, Workload> api,
            @Nullable Function<Grounds, Workload> floor,
            boolean writes) {

        String name() {
            return part.name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Where the floor works: on the API's books where it only reads, on others like them where it writes. */
    private record Grounds(Server server, Seeds seeds, Population served, Population floors) {

        Plain plain() {
            return new Plain(server, Server.APPLICATION, served);
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(Part.EMPTY, Calls::empty, null, false),
            new Kind(Part.TENANT, Calls::tenant, on -> on.plain().tenant(), false),
            new Kind(Part.BALANCE, Calls::balance, on -> on.plain().balance(), false),
            new Kind(Part.LIST, Calls::openItems, on -> on.plain().openItems(), false),
            new Kind(Part.STATEMENT, Calls::statement, on -> on.plain().statement(), false),
            new Kind(
                    Part.INVOICE,
                    Calls::invoice,
                    on -> Floor.ofInvoice(
                            on.server(),
                            Server.APPLICATION,
                            on.floors(),
                            on.seeds().invoice()),
                    true),
            new Kind(
                    Part.PAYMENT,
                    Calls::payment,
                    on -> Floor.ofPayment(
                            on.server(),
                            Server.APPLICATION,
                            on.floors(),
                            on.seeds().payment()),
                    true));

    private void requests(Backend backend, Seeds seeds, Contest contest) throws Exception {
        List<Kind> kinds =
                KINDS.stream().filter(kind -> options.has(kind.part())).toList();
        if (kinds.isEmpty()) {
            return;
        }
        report.heading("Requests, the API and its floor in turns");
        List<Grounds> grounds = new ArrayList<>();
        for (int tenants : options.tenants()) {
            grounds.add(new Grounds(
                    server, seeds, seeds.populate(tenants, items(), true), seeds.populate(tenants, items(), false)));
        }
        report.tableHead();
        for (Kind kind : kinds) {
            warmUp(kind, backend, grounds.getFirst());
            contest.settle();
            for (Grounds on : grounds) {
                Workload api = kind.api().apply(new Calls(backend, issuer, on.served()));
                var floor = kind.floor();
                Workload below = floor == null ? null : floor.apply(on);
                for (int clients : options.clients()) {
                    report.result(contest.run(kind.name(), clients, on.served().tenants(), api, below));
                }
            }
            if (kind.part() == Part.BALANCE && options.has(Part.EMPTY)) {
                for (Grounds on : grounds) {
                    againstEmpty(
                            new Calls(backend, issuer, on.served()), on.served().tenants(), contest);
                }
            }
            if (options.profile()) {
                profile(kind, backend, grounds.getFirst());
            }
        }
    }

    /** In turns, for what a machine is worth changes within the minutes between one kind of request and another. */
    private void againstEmpty(Calls calls, int tenants, Contest contest) throws Exception {
        for (int clients : options.clients()) {
            report.result(contest.run(Promises.BALANCE_OF_EMPTY, clients, tenants, calls.balance(), calls.empty()));
        }
    }

    private void profile(Kind kind, Backend backend, Grounds on) throws Exception {
        Workload api = kind.api().apply(new Calls(backend, issuer, on.served()));
        new Profile(backend, options.folder())
                .of(kind.name(), api, options.mostClients(), PROFILED)
                .forEach(report::say);
    }

    /** Enough open items that each is paid a few times and not many. */
    private int items() {
        return Math.max(FEWEST_ITEMS, ITEMS_PER_SECOND * options.seconds() * options.rounds());
    }

    private void warmUp(Kind kind, Backend backend, Grounds on) throws Exception {
        Duration time = Duration.ofSeconds(options.warmUp());
        Contest.warmUp(kind.api().apply(new Calls(backend, issuer, on.served())), options.mostClients(), time);
        var floor = kind.floor();
        if (floor != null) {
            Contest.warmUp(floor.apply(on), options.mostClients(), time.dividedBy(4));
        }
        // Plans are made anew for what the tables hold by now, as within a minute on a server that has run for long.
        server.run("analyze");
    }

    /** The same rows and questions under the application's role and under one that row-level security does not hold. */
    private void guarded(Seeds seeds, Contest contest) throws Exception {
        if (!options.has(Part.RLS)) {
            return;
        }
        report.heading("Row-level security: with it (as API) against without (as floor), both by JDBC");
        Population population = seeds.populate(100, items(), false);
        report.tableHead();
        Map<String, Function<String, Workload>> kinds = new LinkedHashMap<>();
        kinds.put("rls invoice", role -> Floor.ofInvoice(server, role, population, seeds.invoice()));
        kinds.put("rls payment", role -> Floor.ofPayment(server, role, population, seeds.payment()));
        kinds.put("rls balance", role -> new Plain(server, role, population).balance());
        kinds.put("rls list", role -> new Plain(server, role, population).openItems());
        kinds.put("rls statement", role -> new Plain(server, role, population).statement());
        kinds.put("rls aging", role -> new Plain(server, role, population).aging(AsOf.today()));
        for (var kind : kinds.entrySet()) {
            Workload with = kind.getValue().apply(Server.APPLICATION);
            Workload without = kind.getValue().apply(Server.UNGUARDED);
            Contest.warmUp(with, options.mostClients(), WARM_UP_OF_READS);
            Contest.warmUp(without, options.mostClients(), WARM_UP_OF_READS);
            report.result(contest.run(kind.getKey(), options.mostClients(), population.tenants(), with, without));
        }
    }

    private void imports(Backend backend, Processes processes) throws Exception {
        if (!options.has(Part.IMPORT)) {
            return;
        }
        report.heading("Imports: checked, then committed");
        UUID tenant = Seeds.tenant(server);
        imported = new Imports(backend, issuer, processes, tenant)
                .run(options.importFiles(), options.importRows(), options.folder());
        imported.forEach(report::imported);
        report.keep("imports", imported);
    }

    private void aging(Backend backend, Seeds seeds, Contest contest) throws Exception {
        if (!options.has(Part.AGING)) {
            return;
        }
        report.heading("Aging of one tenant against the plain SQL");
        report.tableHead();
        for (int items : options.items()) {
            Population population = seeds.populate(1, items, true);
            Calls calls = new Calls(backend, issuer, population);
            Plain plain = new Plain(server, Server.APPLICATION, population);
            for (AsOf asOf : List.of(AsOf.today(), AsOf.past(), AsOf.known())) {
                mustAgree(calls, population.anyCustomer().tenant(), asOf);
                Contest.warmUp(calls.aging(asOf), 1, WARM_UP_OF_READS);
                Contest.warmUp(plain.aging(asOf), 1, WARM_UP_OF_READS);
                report.result(contest.run(asOf.name() + " " + items, 1, 1, calls.aging(asOf), plain.aging(asOf)));
            }
        }
    }

    /** Figures that are compared must be the same figures. */
    private void mustAgree(Calls calls, UUID tenant, AsOf asOf) throws Exception {
        JsonNode answer = JSON.readTree(calls.once(Calls.aging(tenant, asOf)));
        List<String> lines = new ArrayList<>();
        for (JsonNode currency : answer.path("currencies")) {
            String code = currency.path("currency").asString();
            int at = 0;
            for (JsonNode bucket : currency.path("buckets")) {
                if (bucket.path("count").asLong() > 0) {
                    lines.add("%s %d %d %d"
                            .formatted(
                                    code,
                                    at,
                                    bucket.path("count").asLong(),
                                    bucket.path("amount").asLong()));
                }
                at++;
            }
        }
        List<String> plain = Plain.aging(server, tenant, asOf).stream()
                .filter(line -> !line.contains(" -1 "))
                .toList();
        if (!lines.stream().sorted().toList().equals(plain)) {
            report.fault("the API's " + asOf.name() + " is " + lines + ", plain SQL says " + plain);
        }
    }

    private void memory(Backend backend, Processes processes) throws Exception {
        long resident = processes.residentBytes();
        long most = processes.mostResidentBytes();
        long live = backend.liveHeapBytes();
        report.heading("Memory of the backend after all this");
        report.say("%d MB now, %d MB at most; live heap %d MB".formatted(resident >> 20, most >> 20, live >> 20));
        report.keep("memory", Map.of("resident_bytes", resident, "most_resident_bytes", most, "live_heap_bytes", live));
    }

    private void plans() throws Exception {
        report.heading("Plans of what the backend asks, with row-level security on");
        try (Wire wire = Wire.before(server.database().host(), server.database().port());
                Backend backend = Backend.start(options, server.database(), wire.port(), issuer)) {
            var seeds = new Seeds(server, backend, issuer);
            int items = Math.min(MOST_ITEMS_FOR_PLANS, options.items().getLast());
            // Whoever owns most of a table rightly reads it whole; nobody does where many share it.
            seeds.populate(50, OTHERS_FOR_PLANS * items, true);
            Population population = seeds.populate(1, items, true);
            UUID tenant = population.anyCustomer().tenant();
            Map<String, List<Asked>> asked = Hottest.asked(wire, new Calls(backend, issuer, population), population);
            List<Plans.Plan> plans = new Plans(server).of(tenant, asked);
            for (Plans.Plan plan : plans) {
                if (options.tellsPlans()) {
                    tell(plan);
                }
                plan.faults().forEach(fault -> report.fault(plan.name() + " " + fault));
            }
            report.say("\n%d statements looked at".formatted(plans.size()));
            report.keep("plans", plans);
        }
    }

    private void tell(Plans.Plan plan) {
        report.say("\n== " + plan.name() + ": " + plan.sql().strip().replaceAll("\\s+", " "));
        report.say("  for these values:\n" + Plans.indented(plan.texts().getFirst()));
        if (!plan.texts().getFirst().equals(plan.texts().getLast())) {
            report.say("  for any values:\n" + Plans.indented(plan.texts().getLast()));
        }
    }

    private List<Judged> judge() {
        List<Judged> judged = Promises.judge(report.results(), imported);
        if (!judged.isEmpty()) {
            report.heading("What was promised");
            judged.forEach(one ->
                    report.say("%-8s %s: %s".formatted(one.kept() ? "kept" : "NOT KEPT", one.promise(), one.figure())));
        }
        report.keep("promises", judged);
        return judged;
    }
}
