package io.duebook.statement;

import io.duebook.shared.StatementId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The frozen statements of one customer and kind, the last version of each. Those of activity cover days without gap or
 * overlap, so that each opens with the closing of the one before it.
 */
record Chain(List<Link> links) {

    /**
     * A frozen statement.
     *
     * @param from first day of an activity statement; null in an open-item statement
     */
    record Link(
            StatementId id,
            String number,
            int version,
            @Nullable LocalDate from,
            LocalDate to) {}

    /**
     * Where a statement stands that is to be frozen.
     *
     * @param from first day of an activity statement; null in an open-item statement
     * @param same the last version of the same period, if it was frozen before
     * @param before the one with whose closing it opens, if there is one
     */
    record Place(@Nullable LocalDate from, LocalDate to, Optional<Link> same, Optional<Link> before) {}

    Chain {
        links = List.copyOf(links);
    }

    /** A day may be frozen in any order: what is open then follows from nothing before it. */
    Place ofOpenItems(LocalDate asOf) {
        return new Place(null, asOf, link(link -> link.to().equals(asOf)), Optional.empty());
    }

    /**
     * A period of activity: one that was frozen before, or the next.
     *
     * @param asked its first day; null: the one that follows
     * @throws PeriodEndsBeforeItBegins if it has no day
     * @throws StatementRefused for a gap or an overlap
     */
    Place ofActivity(@Nullable LocalDate asked, LocalDate to) {
        Optional<Link> last = links.stream().max(Comparator.comparing(Link::to));
        LocalDate from = asked == null ? from(to, last) : asked;
        if (from.isAfter(to)) {
            throw new PeriodEndsBeforeItBegins();
        }
        Optional<Link> same = link(link -> from.equals(link.from()) && link.to().equals(to));
        LocalDate next = last.map(Link::to).map(end -> end.plusDays(1)).orElse(from);
        if (same.isEmpty() && !from.equals(next)) {
            throw StatementRefused.notNext(next);
        }
        return new Place(from, to, same, link(link -> link.to().plusDays(1).equals(from)));
    }

    private LocalDate from(LocalDate to, Optional<Link> last) {
        return link(link -> link.to().equals(to))
                .map(Link::from)
                .or(() -> last.map(Link::to).map(end -> end.plusDays(1)))
                .orElseGet(() -> to.withDayOfMonth(1));
    }

    private Optional<Link> link(Predicate<Link> condition) {
        return links.stream().filter(condition).findFirst();
    }
}
