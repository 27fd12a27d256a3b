package io.duebook.ledger;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The journal, entry by entry, for auditors and other ledgers. */
@RestController
class JournalController {

    private static final String PATH = "/v1/journal";
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final int ENTRIES_PER_READ = 1000;

    private final Journal journal;
    private final Transactions transactions;
    private final BusinessClock clock;

    JournalController(Journal journal, Transactions transactions, BusinessClock clock) {
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<JournalEntry>> entries(
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Limit rows = Limit.of(limit);
        Journal.Place after = place(Cursor.parse(cursor, 2));
        return page(
                orFirst(from), orLast(to), LAST_DAY.atStartOfDay().toInstant(java.time.ZoneOffset.UTC), after, rows);
    }

    /** As a journal of hledger. Read in stretches, so that its length costs time and not memory. */
    @GetMapping(path = PATH, produces = "text/x-hledger;charset=UTF-8")
    Flux<String> hledger(
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to) {
        return Flux.defer(() -> {
            var text = new HledgerText();
            Instant begun = clock.instant();
            return stretch(orFirst(from), orLast(to), begun, Journal.Place.BEFORE_ALL)
                    .expand(read -> read.size() < ENTRIES_PER_READ
                            ? Mono.empty()
                            : stretch(orFirst(from), orLast(to), begun, Journal.Place.after(read.getLast())))
                    .map(text::page)
                    .startWith(text.begin());
        });
    }

    /** Every line of every entry as one file. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to) {
        Instant begun = clock.instant();
        return TableFiles.of(
                asked,
                JournalTable.COLUMNS,
                (after, limit) -> page(orFirst(from), orLast(to), begun, place(after), limit),
                JournalTable::rows);
    }

    private Mono<Page<JournalEntry>> page(
            LocalDate from, LocalDate to, Instant knownAt, Journal.Place after, Limit limit) {
        return transactions.read(journal.entries(from, to, knownAt, after, limit.withOneMore())
                .collectList()
                .map(found -> Page.of(
                        found,
                        limit.rows(),
                        last -> Cursor.after(last.accountingOn(), last.id().value()))));
    }

    private Mono<List<JournalEntry>> stretch(LocalDate from, LocalDate to, Instant begun, Journal.Place after) {
        return transactions.read(
                journal.entries(from, to, begun, after, ENTRIES_PER_READ).collectList());
    }

    private static LocalDate orFirst(@Nullable LocalDate from) {
        return from == null ? FIRST_DAY : from;
    }

    private static LocalDate orLast(@Nullable LocalDate to) {
        return to == null ? LAST_DAY : to;
    }

    private static Journal.Place place(@Nullable Cursor cursor) {
        return cursor == null ? Journal.Place.BEFORE_ALL : new Journal.Place(cursor.day(), cursor.uuid());
    }
}
