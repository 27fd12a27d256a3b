package io.duebook.statement;

import io.duebook.document.Correspondence;
import io.duebook.document.Correspondence.Written;
import io.duebook.item.AsOf;
import io.duebook.item.Balances;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.NotFound;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A customer's statement, for staff, programs and the customer's own contacts. */
@RestController
class StatementController {

    private static final String PATH = "/v1/customers/{id}/statement";

    private final Balances balances;
    private final Transactions transactions;
    private final Correspondence letters;

    StatementController(Balances balances, Transactions transactions, Correspondence letters) {
        this.balances = balances;
        this.transactions = transactions;
        this.letters = letters;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Statement> statement(
            @PathVariable CustomerId id,
            @RequestParam(name = "kind", defaultValue = "open_item") String kind,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        return switch (kind) {
            case "open_item" -> openItems(id, onlyFor("activity", asOf, from, to), knownAt);
            case "activity" -> activity(id, from, onlyFor("open_item", to, asOf, null), knownAt);
            default -> throw new MalformedRequest("invalid_parameter", "", "kind is open_item or activity.");
        };
    }

    /** The same as one file; amounts in major units, as spreadsheets take them. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest request,
            @PathVariable CustomerId id,
            @RequestParam(name = "kind", defaultValue = "open_item") String kind,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        return statement(id, kind, asOf, from, to, knownAt).map(statement -> StatementTables.file(request, statement));
    }

    /** The same on paper, to the customer. */
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_PDF_VALUE)
    Mono<ResponseEntity<byte[]>> paper(
            @PathVariable CustomerId id,
            @RequestParam(name = "kind", defaultValue = "open_item") String kind,
            @RequestParam(name = "as_of", required = false) @Nullable LocalDate asOf,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "language", required = false) @Nullable String language) {
        return letters.answer(
                statement(id, kind, asOf, from, to, knownAt),
                Statement::customer,
                language,
                (found, addressee) ->
                        new Written(StatementPaper.of(found, addressee, null), StatementPaper.fileName(found)));
    }

    private Mono<Statement> openItems(CustomerId customer, @Nullable LocalDate day, @Nullable Instant knownAt) {
        return transactions.read(balances.asOf(day, knownAt).flatMap(asOf -> balances.position(customer, asOf)
                .map(position -> Statement.ofOpenItems(position, asOf))
                .switchIfEmpty(Mono.error(NotFound::new))));
    }

    private Mono<Statement> activity(
            CustomerId customer, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Instant knownAt) {
        return transactions.read(balances.asOf(to, knownAt).flatMap(asOf -> {
            LocalDate first = firstDay(from, asOf);
            return balances.position(customer, first, asOf)
                    .map(position -> Statement.ofActivity(position, first, asOf))
                    .switchIfEmpty(Mono.error(NotFound::new));
        }));
    }

    /** The first of the last day's month, unless given. */
    private static LocalDate firstDay(@Nullable LocalDate from, AsOf asOf) {
        LocalDate first = from == null ? asOf.day().withDayOfMonth(1) : from;
        if (first.isAfter(asOf.day())) {
            throw new PeriodEndsBeforeItBegins();
        }
        return first;
    }

    private static @Nullable LocalDate onlyFor(
            String otherKind, @Nullable LocalDate mine, @Nullable LocalDate other, @Nullable LocalDate another) {
        if (other != null || another != null) {
            throw new MalformedRequest(
                    "invalid_parameter",
                    "",
                    "kind=open_item takes as_of, kind=activity takes from and to; one given belongs to " + otherKind
                            + ".");
        }
        return mine;
    }
}
