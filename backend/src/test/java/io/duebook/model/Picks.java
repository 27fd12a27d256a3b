package io.duebook.model;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a script's references mean now. */
final class Picks {

    static final List<String> CURRENCIES = List.of("EUR", "JPY", "KWD");

    private final PaperBooks books;

    Picks(PaperBooks books) {
        this.books = books;
    }

    /** There is nothing of the kind yet: the command is passed over. */
    static final class NothingThere extends RuntimeException {
        NothingThere() {
            super("nothing there", null, false, false);
        }
    }

    /** The so manieth from the end. */
    static <T> T last(List<T> all, int index) {
        if (all.isEmpty()) {
            throw new NothingThere();
        }
        return all.get(all.size() - 1 - Math.floorMod(index, all.size()));
    }

    Party customer(int index) {
        return books.customers.get(Math.floorMod(index, books.customers.size()));
    }

    static String currency(int index) {
        return CURRENCIES.get(Math.floorMod(index, CURRENCIES.size()));
    }

    Claim claim(int index, Predicate<Claim> which) {
        return last(books.claims.stream().filter(which).toList(), index);
    }

    Credit credit(int index, Predicate<Credit> which) {
        return last(books.credits.stream().filter(which).toList(), index);
    }

    /** Claims that money of this customer and currency may name. */
    static Predicate<Claim> of(Party customer, String currency) {
        return claim -> claim.isItem()
                && claim.state != Claim.State.GONE
                && claim.customer.equals(customer)
                && claim.currency.equals(currency);
    }

    @Nullable
    LocalDate day(@Nullable Integer distance) {
        return distance == null ? null : books.today().plusDays(distance);
    }

    /** A JSON object of what is given. */
    static Map<String, Object> body(@Nullable Object... given) {
        var body = new LinkedHashMap<String, Object>();
        for (int at = 0; at < given.length; at += 2) {
            Object value = given[at + 1];
            if (value != null) {
                body.put(String.valueOf(given[at]), value instanceof LocalDate day ? day.toString() : value);
            }
        }
        return body;
    }

    /** The version a change names, or one that is stale. */
    static String version(int version, boolean stale) {
        return "\"" + (stale ? version + 7 : version) + "\"";
    }

    static void mustBeFresh(boolean stale) {
        if (stale) {
            throw new Refused(412, "version_mismatch");
        }
    }
}
