package io.duebook.ledger;

import io.duebook.platform.Transactions;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The journal as a text that hledger reads. Read in stretches, so that its length costs time and not memory. */
@Service
public class HledgerJournal {

    private static final int ENTRIES_PER_READ = 1000;

    private final Journal journal;
    private final Transactions transactions;

    HledgerJournal(Journal journal, Transactions transactions) {
        this.journal = journal;
        this.transactions = transactions;
    }

    /** Everything that is recorded so far; a part of the transaction at hand, where there is one. */
    public Flux<String> text() {
        return text(Journal.Days.ALL);
    }

    Flux<String> text(Journal.Days days) {
        return Flux.defer(() -> {
            var text = new HledgerText();
            return stretch(days, Journal.Place.BEFORE_ALL)
                    .expand(read -> read.size() < ENTRIES_PER_READ
                            ? Mono.empty()
                            : stretch(days, Journal.Place.after(read.getLast())))
                    .map(text::page)
                    .startWith(text.begin());
        });
    }

    private Mono<List<JournalEntry>> stretch(Journal.Days days, Journal.Place after) {
        return transactions.read(journal.entries(days, after, ENTRIES_PER_READ).collectList());
    }
}
