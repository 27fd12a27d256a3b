package io.duebook.item;

import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A claim as late interest looks at it: since when it is due, and how its principal changed by value date.
 *
 * @param dues what of it is due when, the earliest first; each day the last without default of its part
 * @param disputed what of it the customer objects to now, in minor units; from zero to what is open of it
 * @param changes of the principal, by day; none for a claim that was voided, which was never owed
 */
public record Debt(
        UUID id,
        OpenItem.Kind kind,
        String number,
        Currency currency,
        List<Due> dues,
        long disputed,
        List<PrincipalChange> changes) {

    /** One that is due on one day. */
    public Debt(
            UUID id,
            OpenItem.Kind kind,
            String number,
            Currency currency,
            LocalDate dueOn,
            long disputed,
            List<PrincipalChange> changes) {
        this(id, kind, number, currency, List.of(Due.whole(dueOn)), disputed, changes);
    }

    /** The last day without default of any of it. */
    public LocalDate dueOn() {
        return dues.getFirst().on();
    }

    public PublicId claim() {
        return kind.idOf(id);
    }

    /**
     * @param from the first day whose interest is counted on the changed principal
     * @param delta in minor units: up where positive
     */
    public record PrincipalChange(LocalDate from, long delta) {

        /** Money of a day lowers the principal from the next one; what is written off or waived bears none from its day. */
        public static PrincipalChange of(String kind, LocalDate valueOn, long delta) {
            boolean fromThatDay = kind.startsWith("write_off") || kind.startsWith("waiver");
            return new PrincipalChange(fromThatDay ? valueOn : valueOn.plusDays(1), delta);
        }
    }

    /** @param moves each as its kind, value date and change, between blanks */
    public static List<PrincipalChange> changes(String[] moves) {
        List<String[]> parts = Arrays.stream(moves).map(move -> move.split(" ")).toList();
        return parts.stream().anyMatch(part -> part[0].equals("void"))
                ? List.of()
                : parts.stream()
                        .map(part -> PrincipalChange.of(part[0], LocalDate.parse(part[1]), Long.parseLong(part[2])))
                        .toList();
    }
}
