package io.duebook.bench;

import io.duebook.bench.Contest.Result;
import io.duebook.bench.Imports.Imported;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What was promised of these figures, and what they came to. What was not measured is not judged. */
final class Promises {

    /** The balance with the empty answer as its floor. */
    static final String BALANCE_OF_EMPTY = "balance of empty";

    private static final double OF_THE_FLOOR = 0.25;
    private static final double OF_EMPTY = 0.5;
    private static final double OF_PLAIN_SQL = 0.5;
    private static final double OF_A_HUNDRED_TENANTS = 0.5;
    private static final String AGING = "aging ";
    private static final int LARGE_AGING = 100_000;
    private static final long FLAT_BYTES = 64L << 20;

    private final List<Judged> judged = new ArrayList<>();
    private final List<Result> results;
    private final int clients;

    private Promises(List<Result> results) {
        this.results = results;
        this.clients = results.stream().mapToInt(Result::clients).max().orElse(0);
    }

    /** @param figure what it came to */
    record Judged(String promise, String figure, boolean kept) {}

    static List<Judged> judge(List<Result> results, List<Imported> imports) {
        var promises = new Promises(results);
        promises.ofTheFloor("invoice");
        promises.ofTheFloor("payment");
        promises.balanceAgainstEmpty();
        promises.aging();
        promises.oneTenantAgainstMany();
        promises.memory(imports);
        return promises.judged;
    }

    private void ofTheFloor(String name) {
        atMostClients(result -> result.name().equals(name)).forEach(result -> {
            double ratio = Report.median(result.ratios());
            add(
                    "%s, %s, %d clients: at least 25 %% of the floor".formatted(name, tenants(result), clients),
                    Report.spread(result.ratios()).strip(),
                    ratio >= OF_THE_FLOOR);
        });
    }

    private void balanceAgainstEmpty() {
        atMostClients(result -> result.name().equals(BALANCE_OF_EMPTY))
                .forEach(balance -> add(
                        "balance, %s, %d clients: at least half the rate of an empty answer"
                                .formatted(tenants(balance), clients),
                        Report.spread(balance.ratios()).strip(),
                        Report.median(balance.ratios()) >= OF_EMPTY));
    }

    private void aging() {
        results.stream().filter(Promises::isLargeAging).forEach(result -> {
            double ratio = Report.median(result.ratios());
            add(
                    result.name() + ": at most twice the plain SQL",
                    String.format(Locale.ROOT, "%.2f times", 1 / ratio),
                    ratio >= OF_PLAIN_SQL);
        });
    }

    /** Of fewer items, an answer over HTTP is mostly HTTP. */
    private static boolean isLargeAging(Result result) {
        return result.name().startsWith(AGING)
                && Integer.parseInt(result.name().substring(AGING.length())) >= LARGE_AGING;
    }

    private void oneTenantAgainstMany() {
        Optional<Result> one = atMostClients(result -> result.name().equals("invoice") && result.tenants() == 1)
                .findFirst();
        Optional<Result> many = atMostClients(result -> result.name().equals("invoice") && result.tenants() > 1)
                .findFirst();
        if (one.isPresent() && many.isPresent()) {
            addRatio(
                    "invoice, gap-free numbers of one tenant: at least half the rate of " + tenants(many.get()),
                    one.get(),
                    many.get(),
                    OF_A_HUNDRED_TENANTS);
        }
    }

    private void memory(List<Imported> imports) {
        if (imports.size() > 1) {
            long growth = imports.getLast().liveHeap() - imports.getFirst().liveHeap();
            add(
                    "imports: live heap after the last file as after the first",
                    "%+d MB over %,d rows"
                            .formatted(
                                    growth >> 20,
                                    imports.stream().mapToInt(Imported::rows).sum()),
                    growth < FLAT_BYTES);
        }
    }

    private java.util.stream.Stream<Result> atMostClients(Predicate<Result> wanted) {
        return results.stream().filter(result -> result.clients() == clients).filter(wanted);
    }

    private static String tenants(Result result) {
        return result.tenants() == 1 ? "one tenant" : result.tenants() + " tenants";
    }

    private void addRatio(String promise, Result part, Result whole, double least) {
        double ratio = part.api().all().perSecond() / whole.api().all().perSecond();
        add(promise, String.format(Locale.ROOT, "%.0f %%", ratio * 100), ratio >= least);
    }

    private void add(String promise, String figure, boolean kept) {
        judged.add(new Judged(promise, figure, kept));
    }
}
