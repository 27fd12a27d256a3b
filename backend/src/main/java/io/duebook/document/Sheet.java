package io.duebook.document;

import static io.duebook.document.Markup.div;
import static io.duebook.document.Markup.element;
import static io.duebook.document.Markup.text;

import io.duebook.customer.Address;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The parts that documents to a customer are made of, in the words of one kind of document. */
public final class Sheet {

    private static final Pattern NOT_FOR_FILES = Pattern.compile("[^\\w.-]+");

    private final Addressee to;
    private final Language language;
    private final ResourceBundle words;

    /** @param bundle of the words */
    public Sheet(Addressee to, String bundle) {
        this.to = to;
        this.language = to.language();
        this.words = language.words(bundle);
    }

    /** What a document is called as a file, whatever its number is made of. */
    public static String fileName(String number) {
        return NOT_FOR_FILES.matcher(number).replaceAll("_");
    }

    /** The whole, on paper as the tenant's country uses it. */
    public Paper paper(String title, LocalDate dated, List<Markup> body) {
        return new Paper(
                language,
                title,
                to.tenant().name(),
                dated,
                Paper.Size.usedIn(to.tenant().country()),
                body);
    }

    /** Whose document it is, and what. */
    public List<Markup> head(String title, String below) {
        return List.of(div("seller", text(to.tenant().name())), element("h1", title), div("below", text(below)));
    }

    /** Whom it is for, and what it is about; their address and tax number are today's. */
    public Markup sides(String name, List<Markup> facts) {
        var receiver = Stream.concat(
                        Stream.of(div("label", text(say("for"))), div("name", text(name))),
                        addressLines(to.customer().details().address()).stream().map(line -> element("div", line)))
                .toList();
        return element(
                        "table",
                        element("tr", element("td", receiver).with("style", "width: 62%"), element("td", facts)))
                .look("sides")
                .with("role", "presentation");
    }

    /** How the tenant knows the customer, and the tax office. */
    public List<Markup> account() {
        String id = Objects.requireNonNullElse(
                to.customer().externalId(), to.customer().id().text());
        String taxId = to.customer().details().taxId();
        return taxId == null ? List.of(fact("account", id)) : List.of(fact("account", id), fact("tax_id", taxId));
    }

    public Markup fact(String what, String is) {
        return div("fact", div("label", text(say(what))), element("div", is));
    }

    /** Where there is one. */
    public List<Markup> factIfAny(String what, @Nullable String is) {
        return is == null ? List.of() : List.of(fact(what, is));
    }

    private static List<String> addressLines(@Nullable Address address) {
        if (address == null) {
            return List.of();
        }
        return Stream.of(
                        joined(address.line1()),
                        joined(address.line2()),
                        joined(address.postalCode(), address.city()),
                        joined(address.region(), address.country()))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String joined(@Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" "));
    }

    /** What matters first, side by side. */
    public static Markup figures(List<Markup> cells) {
        return element("table", element("tr", cells)).look("due").with("role", "presentation");
    }

    /** One of them, with what it is above and more about it below. */
    public static Markup.Element cell(String label, String figure, String look, String below) {
        return element("td", div("label", text(label)), div(look, text(figure)), div("small", text(below)));
    }

    public static Markup lines(List<Markup> columns, List<Markup> rows) {
        return element("table", element("thead", element("tr", columns)), element("tbody", rows))
                .look("lines");
    }

    public Markup column(String what) {
        return element("th", say(what)).with("scope", "col");
    }

    public Markup figureColumn(String what) {
        return element("th", say(what)).with("scope", "col").look("figure");
    }

    public Markup day(LocalDate day) {
        return element("td", language.shortDate(day)).look("day");
    }

    public Markup.Element figure(long amount, Currency currency) {
        return element("td", language.figure(new Money(amount, currency))).look("figure");
    }

    /**
     * A line below the others.
     *
     * @param look {@code total}, or {@code balance} for the last
     * @param across how many columns its words may take
     */
    public Markup sum(String look, String words, long amount, Currency currency, int across) {
        return element("tr", element("td", words).with("colspan", Integer.toString(across)), figure(amount, currency))
                .look(look);
    }

    public String say(String what, Object... about) {
        return language.say(words.getString(what), about);
    }
}
