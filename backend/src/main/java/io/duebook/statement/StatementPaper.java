package io.duebook.statement;

import static io.duebook.document.Markup.div;
import static io.duebook.document.Markup.element;
import static io.duebook.document.Markup.text;

import io.duebook.document.Addressee;
import io.duebook.document.Language;
import io.duebook.document.Markup;
import io.duebook.document.Paper;
import io.duebook.document.QrCode;
import io.duebook.document.Sheet;
import io.duebook.document.TooLongForPaper;
import io.duebook.item.Aging;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A statement on paper, to the customer: each figure is one of the statement's, and none is computed anew but sums of them. */
final class StatementPaper {

    /** Two hundred pages. */
    static final int MOST_LINES = 5_000;

    private final Statement statement;
    private final Addressee to;
    private final Language language;
    private final @Nullable Proof proof;
    private final Sheet sheet;

    private StatementPaper(Statement statement, Addressee to, @Nullable Proof proof) {
        this.statement = statement;
        this.to = to;
        this.language = to.language();
        this.proof = proof;
        this.sheet = new Sheet(to, "io.duebook.statement.paper");
    }

    /**
     * Which frozen statement it is, and where somebody who holds it sees that it is genuine.
     *
     * @param version counted from 1
     * @param hash SHA-256, in hexadecimal
     */
    record Proof(String number, int version, String hash, String address) {

        static Proof of(FrozenStatement frozen) {
            return new Proof(frozen.number(), frozen.version(), frozen.hash(), frozen.verificationUrl());
        }

        /** {@code ST-000017}, or {@code ST-000017-v2}. */
        String fileName() {
            String name = Sheet.fileName(number);
            return version == 1 ? name : name + "-v" + version;
        }
    }

    /**
     * The statement in the language of whom it goes to.
     *
     * @param proof null: it was computed just now, and nothing else remembers it
     * @throws TooLongForPaper if it has more than {@value #MOST_LINES} lines
     */
    static Paper of(Statement statement, Addressee to, @Nullable Proof proof) {
        mustFit(statement);
        return new StatementPaper(statement, to, proof).paper();
    }

    /** {@code statement-2026-11-23}; names of customers stay out of names of files. */
    static String fileName(Statement statement) {
        return "statement-" + statement.asOf();
    }

    private static void mustFit(Statement statement) {
        int lines = statement.currencies().stream()
                .mapToInt(part -> switch (part) {
                    case Statement.OpenItems items -> items.lines().size();
                    case Statement.Activity activity ->
                        activity.lines().size() + activity.adjustments().size();
                })
                .sum();
        if (lines > MOST_LINES) {
            throw new TooLongForPaper(lines, MOST_LINES);
        }
    }

    private Paper paper() {
        var body = new ArrayList<Markup>(sheet.head(say("title"), when()));
        body.add(sides());
        statement.currencies().forEach(part -> body.add(section(part)));
        if (statement.currencies().isEmpty()) {
            body.add(div("nothing", text(say(isActivity() ? "nothing.activity" : "nothing"))));
        }
        howToPay().ifPresent(body::add);
        if (proof != null) {
            body.add(verification(proof));
        }
        return sheet.paper(say("title") + " · " + statement.customerName(), statement.asOf(), body);
    }

    private boolean isActivity() {
        return statement.kind().equals("activity");
    }

    private String when() {
        LocalDate from = statement.from();
        return from == null
                ? say("as_of", language.date(statement.asOf()))
                : say("period", language.date(from), language.date(statement.asOf()));
    }

    /** Whom it is for, and what it is about. */
    private Markup sides() {
        var facts = new ArrayList<Markup>();
        if (proof != null) {
            facts.add(sheet.fact("statement", which(proof)));
        }
        facts.add(sheet.fact("date", language.date(statement.asOf())));
        facts.addAll(sheet.account());
        return sheet.sides(statement.customerName(), facts);
    }

    private String which(Proof frozen) {
        return frozen.version() == 1 ? frozen.number() : say("statement.version", frozen.number(), frozen.version());
    }

    private Markup section(Statement.InCurrency part) {
        return switch (part) {
            case Statement.OpenItems items -> openItems(items);
            case Statement.Activity activity -> activity(activity);
        };
    }

    private Markup openItems(Statement.OpenItems items) {
        Currency currency = items.currency();
        return element("section", element("h2", currency.code()))
                .and(figures(
                        currency,
                        items.balance(),
                        items.unapplied(),
                        items.aging(),
                        nextDue(items).orElse(null)))
                .and(aging(currency, items.aging(), items.open()))
                .and(itemTable(items));
    }

    private static Optional<Statement.OpenItemLine> nextDue(Statement.OpenItems items) {
        return items.lines().stream()
                .filter(line -> line.daysPastDue() <= 0)
                .min(Comparator.comparing(Statement.OpenItemLine::dueDate));
    }

    private Markup activity(Statement.Activity activity) {
        Currency currency = activity.currency();
        return element("section", element("h2", currency.code()))
                .and(figures(currency, activity.balance(), activity.unapplied(), activity.aging(), null))
                .and(aging(currency, activity.aging(), activity.open()))
                .and(movements(activity));
    }

    /** What matters first: what is owed, how much of it is late, what comes next. */
    private Markup figures(
            Currency currency,
            long balance,
            long unapplied,
            List<Aging.Bucket> aging,
            Statement.@Nullable OpenItemLine next) {
        var cells = new ArrayList<Markup>();
        cells.add(balanceCell(currency, balance, unapplied, count(aging)));
        cells.add(Sheet.cell(
                say("overdue"),
                language.amount(new Money(overdue(aging), currency)),
                overdue(aging) > 0 ? "middle late" : "middle",
                say("overdue.below", countOverdue(aging))));
        if (next != null) {
            cells.add(Sheet.cell(
                    say("next"),
                    language.amount(new Money(next.open(), currency)),
                    "middle",
                    say("next.below", language.date(next.dueDate()))));
        }
        if (unapplied > 0) {
            cells.add(Sheet.cell(
                    say("credit"), language.amount(new Money(unapplied, currency)), "middle", say("credit.below")));
        }
        return Sheet.figures(cells);
    }

    private Markup balanceCell(Currency currency, long balance, long unapplied, long count) {
        boolean inFavour = balance < 0;
        String label = inFavour ? "balance.credit" : balance == 0 ? "balance.settled" : "balance";
        return Sheet.cell(
                        say(label),
                        language.amount(new Money(Math.absExact(balance), currency)),
                        "big",
                        say(unapplied > 0 ? "balance.below_less_credit" : "balance.below", count))
                .look(inFavour ? "first credit" : "first");
    }

    private Markup aging(Currency currency, List<Aging.Bucket> aging, long open) {
        if (open <= 0) {
            return text("");
        }
        List<Markup> bar = aging.stream()
                .filter(bucket -> bucket.amount() > 0)
                .map(bucket ->
                        element("div").look(look(bucket)).with("style", "width: " + share(bucket.amount(), open) + "%"))
                .map(Markup.class::cast)
                .toList();
        List<Markup> names = aging.stream()
                .<Markup>map(bucket -> element(
                                "th",
                                element("span").look("dot " + look(bucket)),
                                text(say("bucket." + bucket.bucket())))
                        .with("scope", "col"))
                .toList();
        List<Markup> amounts = aging.stream()
                .<Markup>map(bucket -> element("td", language.figure(new Money(bucket.amount(), currency))))
                .toList();
        return div(
                "aging",
                element("h3", say("aging")),
                element("div", bar).look("bar"),
                element("table", element("thead", element("tr", names)), element("tbody", element("tr", amounts)))
                        .look("buckets"));
    }

    private static String look(Aging.Bucket bucket) {
        return Character.isDigit(bucket.bucket().charAt(0)) ? "d" + bucket.bucket() : bucket.bucket();
    }

    /** In percent, rounded down, so that the parts never need a second row. */
    private static String share(long amount, long open) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(open), 2, RoundingMode.DOWN)
                .toPlainString();
    }

    private Markup itemTable(Statement.OpenItems items) {
        Currency currency = items.currency();
        var rows = new ArrayList<Markup>();
        items.lines().forEach(line -> rows.add(itemRow(line, currency)));
        if (items.unapplied() > 0) {
            rows.add(sheet.sum("total", say("total.open"), items.open(), currency, 6));
            rows.add(sheet.sum("total", say("total.credit"), -items.unapplied(), currency, 6));
        }
        rows.add(sheet.sum(
                "balance", say(items.balance() < 0 ? "balance.credit" : "balance"), items.balance(), currency, 6));
        return Sheet.lines(
                List.of(
                        sheet.column("number"),
                        sheet.column("issued"),
                        sheet.column("due"),
                        sheet.column("status"),
                        sheet.figureColumn("original"),
                        sheet.figureColumn("settled"),
                        sheet.figureColumn("open")),
                rows);
    }

    private Markup itemRow(Statement.OpenItemLine line, Currency currency) {
        List<Markup> number = line.retention()
                ? List.of(text(line.number()), div("small", text(say("retention"))))
                : List.of(text(line.number()));
        return element(
                "tr",
                element("td", number).look("number"),
                sheet.day(line.issueDate()),
                sheet.day(line.dueDate()),
                element("td", status(line)).look(line.daysPastDue() > 0 ? "day late" : "day"),
                sheet.figure(line.original(), currency),
                sheet.figure(line.settled(), currency),
                sheet.figure(line.open(), currency).look("figure last"));
    }

    private String status(Statement.OpenItemLine line) {
        return line.daysPastDue() > 0
                ? say("due.overdue", line.daysPastDue())
                : say("due.in", Math.negateExact(line.daysPastDue()));
    }

    private Markup movements(Statement.Activity activity) {
        Currency currency = activity.currency();
        var rows = new ArrayList<Markup>();
        rows.add(frame(statement.from(), "opening", activity.opening(), currency));
        if (!activity.adjustments().isEmpty()) {
            rows.add(between("adjustments"));
            activity.adjustments().forEach(late -> rows.add(adjustmentRow(late, currency)));
            rows.add(between("movements"));
        }
        activity.lines().forEach(line -> rows.add(movementRow(line, currency)));
        rows.add(sheet.sum("balance", say("closing"), activity.closing(), currency, 4));
        return Sheet.lines(
                List.of(
                        sheet.column("on"),
                        sheet.column("what"),
                        sheet.column("number"),
                        sheet.figureColumn("amount"),
                        sheet.figureColumn("running")),
                rows);
    }

    private Markup between(String what) {
        return element("tr", element("td", say(what)).with("colspan", "5")).look("frame");
    }

    /** With the day it is of, where another counts in the books, and when it was known. */
    private Markup adjustmentRow(Statement.Adjustment late, Currency currency) {
        LocalDate known =
                late.recordedAt().atZone(ZoneId.of(statement.timeZone())).toLocalDate();
        return element(
                "tr",
                sheet.day(late.on()),
                element(
                        "td",
                        text(say("movement." + late.kind())),
                        div(
                                "small",
                                text(say(
                                        "adjustment.of",
                                        language.shortDate(late.valueOn()),
                                        language.shortDate(known))))),
                element("td", Objects.requireNonNullElse(late.number(), "")).look("number"),
                sheet.figure(late.amount(), currency),
                sheet.figure(late.running(), currency).look("figure last"));
    }

    private Markup movementRow(Statement.ActivityLine line, Currency currency) {
        return element(
                "tr",
                sheet.day(line.on()),
                element("td", say("movement." + line.kind())),
                element("td", Objects.requireNonNullElse(line.number(), "")).look("number"),
                sheet.figure(line.amount(), currency),
                sheet.figure(line.running(), currency).look("figure last"));
    }

    private Markup frame(@Nullable LocalDate on, String what, long balance, Currency currency) {
        return element(
                        "tr",
                        on == null ? element("td") : sheet.day(on),
                        element("td", say(what)).with("colspan", "3"),
                        sheet.figure(balance, currency))
                .look("frame");
    }

    private Optional<Markup> howToPay() {
        if (statement.currencies().stream().noneMatch(part -> balance(part) > 0)) {
            return Optional.empty();
        }
        String late = statement.currencies().stream()
                .map(StatementPaper::dueAtOnce)
                .filter(Money::isPositive)
                .map(language::amount)
                .collect(Collectors.joining(language == Language.CHINESE ? "、" : ", "));
        var sentences = new ArrayList<Markup>();
        sentences.add(element("h3", say("pay")));
        sentences.add(element("p", say("pay.amount")));
        if (!late.isEmpty()) {
            sentences.add(element("p", say("pay.late", late)));
        }
        sentences.add(element("p", say("pay.reference")));
        sentences.add(element("p", say("pay.different", to.tenant().name())));
        return Optional.of(element("div", sentences).look("pay"));
    }

    private Markup verification(Proof proof) {
        return div(
                "verify",
                element(
                                "table",
                                element(
                                        "tr",
                                        element("td", QrCode.of(proof.address(), say("verify.picture"))),
                                        element(
                                                "td",
                                                element("h3", say("verify")),
                                                element("p", say("verify.text", which(proof))),
                                                element(
                                                        "p",
                                                        element("a", proof.address())
                                                                .with("href", proof.address())
                                                                .with("title", say("verify"))),
                                                div("small", text("SHA-256 " + proof.hash())))))
                        .with("role", "presentation"));
    }

    /** What is overdue and no credit covers. */
    private static Money dueAtOnce(Statement.InCurrency part) {
        return new Money(Math.min(overdue(aging(part)), balance(part)), part.currency());
    }

    private static long balance(Statement.InCurrency part) {
        return switch (part) {
            case Statement.OpenItems items -> items.balance();
            case Statement.Activity activity -> activity.balance();
        };
    }

    private static List<Aging.Bucket> aging(Statement.InCurrency part) {
        return switch (part) {
            case Statement.OpenItems items -> items.aging();
            case Statement.Activity activity -> activity.aging();
        };
    }

    private static long count(List<Aging.Bucket> aging) {
        return aging.stream().mapToLong(Aging.Bucket::count).sum();
    }

    private static long countOverdue(List<Aging.Bucket> aging) {
        return late(aging).mapToLong(Aging.Bucket::count).sum();
    }

    private static long overdue(List<Aging.Bucket> aging) {
        return late(aging).mapToLong(Aging.Bucket::amount).reduce(0, Math::addExact);
    }

    private static Stream<Aging.Bucket> late(List<Aging.Bucket> aging) {
        return aging.stream().filter(bucket -> bucket.fromDays() != null && bucket.fromDays() > 0);
    }

    private String say(String what, Object... about) {
        return sheet.say(what, about);
    }
}
