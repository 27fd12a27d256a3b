package io.duebook.ledger;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.KnownAtInFuture;
import io.duebook.platform.Limit;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.Page;
import io.duebook.platform.TableFiles;
import io.duebook.platform.Transactions;
import java.time.Instant;
import java.time.LocalDate;
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
    private static final String ACCOUNTING = "accounting";

    private final Journal journal;
    private final HledgerJournal hledger;
    private final Transactions transactions;
    private final BusinessClock clock;

    JournalController(Journal journal, HledgerJournal hledger, Transactions transactions, BusinessClock clock) {
        this.journal = journal;
        this.hledger = hledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<JournalEntry>> entries(
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "date", defaultValue = ACCOUNTING) String date,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Limit rows = Limit.of(limit);
        Journal.Place after = place(Cursor.parse(cursor, 2));
        Instant until = KnownAtInFuture.orNow(knownAt, clock.instant());
        return page(days(from, to, date, knownAt == null ? Journal.ALWAYS : until), after, rows);
    }

    /** As a journal of hledger. Read in stretches, so that its length costs time and not memory. */
    @GetMapping(path = PATH, produces = "text/x-hledger;charset=UTF-8")
    Flux<String> hledger(
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "date", defaultValue = ACCOUNTING) String date,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        return Flux.defer(() -> hledger.text(days(from, to, date, KnownAtInFuture.orNow(knownAt, clock.instant()))));
    }

    /** Every line of every entry as one file. */
    @GetMapping(
            path = PATH,
            produces = {TableFiles.CSV, TableFiles.XLSX})
    Mono<ResponseEntity<Flux<byte[]>>> table(
            ServerHttpRequest asked,
            @RequestParam(name = "from", required = false) @Nullable LocalDate from,
            @RequestParam(name = "to", required = false) @Nullable LocalDate to,
            @RequestParam(name = "date", defaultValue = ACCOUNTING) String date,
            @RequestParam(name = "known_at", required = false) @Nullable Instant knownAt) {
        Journal.Days days = days(from, to, date, KnownAtInFuture.orNow(knownAt, clock.instant()));
        return TableFiles.of(
                asked, JournalTable.COLUMNS, (after, limit) -> page(days, place(after), limit), JournalTable::rows);
    }

    private Mono<Page<JournalEntry>> page(Journal.Days days, Journal.Place after, Limit limit) {
        return transactions.read(journal.entries(days, after, limit.withOneMore())
                .collectList()
                .map(found -> Page.of(
                        found,
                        limit.rows(),
                        last -> Cursor.after(last.accountingOn(), last.id().value()))));
    }

    private static Journal.Days days(
            @Nullable LocalDate from, @Nullable LocalDate to, String date, Instant recordedUntil) {
        LocalDate first = from == null ? Journal.FIRST_DAY : from;
        LocalDate last = to == null ? Journal.LAST_DAY : to;
        return switch (date) {
            case ACCOUNTING -> Journal.Days.byAccountingDate(first, last, recordedUntil);
            case "value" -> Journal.Days.byValueDate(first, last, recordedUntil);
            default -> throw new MalformedRequest("invalid_parameter", "", "date is accounting or value.");
        };
    }

    private static Journal.Place place(@Nullable Cursor cursor) {
        return cursor == null ? Journal.Place.BEFORE_ALL : new Journal.Place(cursor.day(), cursor.uuid());
    }
}
