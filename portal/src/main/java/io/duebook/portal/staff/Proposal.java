package io.duebook.portal.staff;

import io.duebook.portal.api.PaymentsApi.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which claims an amount probably settles: those its text names, the one it equals, or the oldest. Never more than there
 * is, never more of a claim than is open of it.
 *
 * @param amount in minor units
 * @param text what came with the money
 * @param oldestFirst the claims to choose from
 */
record Proposal(long amount, String text, List<Choice> oldestFirst) {

    /** What speaks for it, the strongest first. */
    enum Way {
        BY_REFERENCE("by_reference"),
        EXACT_AMOUNT("exact_amount"),
        OLDEST_FIRST("oldest_first");

        private final String word;

        Way(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The ways that lead to anything. */
    List<Way> ways() {
        return List.of(Way.values()).stream()
                .filter(way -> !parts(way).isEmpty())
                .toList();
    }

    List<Part> parts(Way way) {
        return inOrder(
                switch (way) {
                    case BY_REFERENCE ->
                        oldestFirst.stream().filter(this::isNamed).toList();
                    case EXACT_AMOUNT ->
                        oldestFirst.stream().filter(this::isExact).limit(1).toList();
                    case OLDEST_FIRST -> oldestFirst;
                });
    }

    /** Whether the text has the claim's number, and not only as a part of another. */
    boolean isNamed(Choice claim) {
        String number = claim.number().toLowerCase(Locale.ROOT);
        String said = text.toLowerCase(Locale.ROOT);
        return !number.isEmpty()
                && said.contains(number)
                && Pattern.compile("(?<![a-z0-9_-])" + Pattern.quote(number) + "(?![a-z0-9_]|-[a-z0-9])")
                        .matcher(said)
                        .find();
    }

    boolean isExact(Choice claim) {
        return claim.most() == amount;
    }

    private List<Part> inOrder(List<Choice> claims) {
        var parts = new ArrayList<Part>();
        long left = amount;
        for (Choice claim : claims) {
            long part = Math.min(left, claim.most());
            if (part > 0) {
                parts.add(new Part(claim.id(), part));
                left -= part;
            }
        }
        return List.copyOf(parts);
    }
}
