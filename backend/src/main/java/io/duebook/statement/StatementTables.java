package io.duebook.statement;

import io.duebook.platform.Table;
import io.duebook.platform.TableFiles;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/** What statements look like in a table: open items, or movements between the opening and the closing balance. */
final class StatementTables {

    private static final Table<OpenItem> OPEN_ITEMS = Table.<OpenItem>named("open_items")
            .column("currency", item -> item.currency().code())
            .column("id", item -> item.line().id())
            .column("number", item -> item.line().number())
            .column("issue_date", item -> item.line().issueDate())
            .column("due_date", item -> item.line().dueDate())
            .column("days_past_due", item -> item.line().daysPastDue())
            .column("retention", item -> item.line().retention() ? "retention" : null)
            .column("original", item -> item.money(item.line().original()))
            .column("settled", item -> item.money(item.line().settled()))
            .column("open", item -> item.money(item.line().open()));

    private static final Table<Movement> ACTIVITY = Table.<Movement>named("activity")
            .column("currency", movement -> movement.balance().currency().code())
            .column("on", Movement::on)
            .column("kind", Movement::kind)
            .column("id", Movement::id)
            .column("number", Movement::number)
            .column("amount", Movement::amount)
            .column("balance", Movement::balance);

    static final Table<ListedStatement> FROZEN = Table.<ListedStatement>named("statements")
            .column("id", ListedStatement::id)
            .column("number", ListedStatement::number)
            .column("version", ListedStatement::version)
            .column("customer", statement -> statement.customer().id())
            .column("external_id", statement -> statement.customer().externalId())
            .column("name", statement -> statement.customer().name())
            .column("kind", ListedStatement::kind)
            .column("from", ListedStatement::from)
            .column("as_of", ListedStatement::asOf)
            .column("frozen_at", ListedStatement::frozenAt)
            .column("known_at", ListedStatement::knownAt)
            .column("replaced_by", ListedStatement::replacedBy)
            .column("hash", ListedStatement::hash);

    private StatementTables() {}

    record OpenItem(Currency currency, Statement.OpenItemLine line) {

        Money money(long amount) {
            return new Money(amount, currency);
        }
    }

    /** @param amount nothing for what frames the movements: the opening and the closing */
    record Movement(
            @Nullable LocalDate on,
            String kind,
            @Nullable PublicId id,
            @Nullable String number,
            @Nullable Money amount,
            Money balance) {}

    /** A statement as one file of the kind asked for. */
    static ResponseEntity<Flux<byte[]>> file(ServerHttpRequest asked, Statement statement) {
        return switch (StatementKind.of(statement.kind())) {
            case OPEN_ITEM -> TableFiles.of(asked, OPEN_ITEMS, openItems(statement));
            case ACTIVITY -> TableFiles.of(asked, ACTIVITY, activity(statement));
        };
    }

    private static List<OpenItem> openItems(Statement statement) {
        return statement.currencies().stream()
                .flatMap(part -> part instanceof Statement.OpenItems items
                        ? items.lines().stream().map(line -> new OpenItem(items.currency(), line))
                        : Stream.empty())
                .toList();
    }

    private static List<Movement> activity(Statement statement) {
        return statement.currencies().stream()
                .flatMap(part ->
                        part instanceof Statement.Activity activity ? movements(statement, activity) : Stream.empty())
                .toList();
    }

    private static Stream<Movement> movements(Statement statement, Statement.Activity activity) {
        Currency currency = activity.currency();
        return Stream.of(
                        Stream.of(frame(statement.from(), "opening", activity.opening(), currency)),
                        activity.adjustments().stream()
                                .map(line -> new Movement(
                                        line.valueOn(),
                                        "adjustment:" + line.kind(),
                                        line.id(),
                                        line.number(),
                                        new Money(line.amount(), currency),
                                        new Money(line.running(), currency))),
                        activity.lines().stream()
                                .map(line -> new Movement(
                                        line.on(),
                                        line.kind(),
                                        line.id(),
                                        line.number(),
                                        new Money(line.amount(), currency),
                                        new Money(line.running(), currency))),
                        Stream.of(frame(statement.to(), "closing", activity.closing(), currency)))
                .flatMap(part -> part);
    }

    private static Movement frame(@Nullable LocalDate on, String kind, long balance, Currency currency) {
        return new Movement(on, kind, null, null, null, new Money(balance, currency));
    }
}
