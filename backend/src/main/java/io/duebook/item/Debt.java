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
 * @param dueOn the last day without default
 * @param disputed whether the customer objects to it now
 * @param changes of the principal, by day; none for a claim that was voided, which was never owed
 */
public record Debt(
        UUID id,
        OpenItem.Kind kind,
        String number,
        Currency currency,
        LocalDate dueOn,
        boolean disputed,
        List<PrincipalChange> changes) {

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
