package io.duebook.message;

import io.duebook.platform.Transactions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What goes with mails: printed before the first one that carries it, and the same bytes ever after. */
@Service
public class Enclosures {

    private final EnclosureRepository kept;
    private final Map<String, Enclosing> byKind;
    private final Transactions transactions;

    Enclosures(EnclosureRepository kept, List<Enclosing> all, Transactions transactions) {
        this.kept = kept;
        this.byKind = all.stream().collect(Collectors.toMap(Enclosing::kind, Function.identity()));
        this.transactions = transactions;
    }

    /**
     * What went with mails about this; empty where none did in this language, or the caller may not see it.
     *
     * @param about a public id
     */
    public Mono<Enclosure> find(String about, String language) {
        return kept.find(about, language);
    }

    /** What is to go with a mail; printed and kept where that was not done yet. Empty: nothing goes with it. */
    Mono<Enclosure> of(Message message) {
        Enclosing enclosing = byKind.get(message.kind());
        return enclosing == null
                ? Mono.empty()
                : transactions
                        .read(find(message.about(), message.language()))
                        .switchIfEmpty(Mono.defer(() -> print(enclosing, message)));
    }

    private Mono<Enclosure> print(Enclosing enclosing, Message message) {
        return enclosing
                .print(message.about(), message.language())
                .flatMap(printed -> transactions.write(
                        kept.keep(message, printed).then(find(message.about(), message.language()))));
    }
}
