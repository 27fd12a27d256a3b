package io.duebook.item;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.duebook.platform.Row;
import io.duebook.shared.Currency;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** What a report of ages counted in one currency, bucket by bucket, and the credit beside it. */
record Figures(Currency currency, List<Figure> parts) {

    /** Of the unapplied credit, which is in no bucket. */
    private static final int CREDIT = -1;

    /** @param bucket from 0; −1 is credit */
    record Figure(Currency currency, int bucket, long count, long amount) {

        static Figure of(Row row) {
            return new Figure(row.currency("currency"), row.number("bucket"), row.minor("count"), row.minor("amount"));
        }

        private static Figure parse(String text) {
            String[] parts = text.split(" ");
            return new Figure(
                    Currency.of(parts[0]),
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]));
        }
    }

    /** By currency code. */
    static List<Figures> byCurrency(List<Figure> figures) {
        return figures.stream()
                .collect(collectingAndThen(
                        groupingBy(figure -> figure.currency().code(), TreeMap::new, toList()),
                        byCode -> byCode.values().stream()
                                .map(ofOne -> new Figures(ofOne.getFirst().currency(), ofOne))
                                .toList()));
    }

    static List<Figures> parse(String[] figures) {
        return byCurrency(Arrays.stream(figures).map(Figure::parse).toList());
    }

    long count(int bucket) {
        return parts.stream()
                .filter(part -> part.bucket() == bucket)
                .mapToLong(Figure::count)
                .sum();
    }

    long amount(int bucket) {
        return parts.stream()
                .filter(part -> part.bucket() == bucket)
                .map(Figure::amount)
                .reduce(0L, Math::addExact);
    }

    long unapplied() {
        return amount(CREDIT);
    }

    List<Aging.Part> claims() {
        return parts.stream()
                .filter(part -> part.bucket() != CREDIT)
                .map(part -> new Aging.Part(part.bucket(), part.count(), part.amount()))
                .toList();
    }
}
