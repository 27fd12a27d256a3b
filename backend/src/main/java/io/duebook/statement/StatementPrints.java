package io.duebook.statement;

import io.duebook.document.Addressee;
import io.duebook.document.Correspondence;
import io.duebook.document.Printer;
import io.duebook.document.TooLongForPaper;
import io.duebook.message.Enclosure;
import io.duebook.message.Enclosures;
import io.duebook.platform.MalformedRequest;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.shared.StatementId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Frozen statements on paper: printed anew until one went with a mail; from then on what was mailed. */
@Service
class StatementPrints {

    private final Statements statements;
    private final Correspondence letters;
    private final Enclosures enclosures;
    private final StatementPrinting printing;
    private final Transactions transactions;

    StatementPrints(
            Statements statements,
            Correspondence letters,
            Enclosures enclosures,
            StatementPrinting printing,
            Transactions transactions) {
        this.statements = statements;
        this.letters = letters;
        this.enclosures = enclosures;
        this.printing = printing;
        this.transactions = transactions;
    }

    private record Asked(FrozenStatement statement, Addressee to, Optional<Enclosure> mailed) {}

    /**
     * @param language null: the customer's
     * @throws NotFound if there is none of this id that the caller may see
     * @throws MalformedRequest for a language that documents are not written in
     * @throws TooLongForPaper if it has more lines than anybody reads on paper
     */
    Mono<ResponseEntity<byte[]>> answer(StatementId id, @Nullable String language) {
        return transactions
                .read(statements.get(id).flatMap(statement -> letters.addressee(statement.customer(), language)
                        .flatMap(to -> asked(statement, to))))
                .flatMap(this::answer);
    }

    private Mono<Asked> asked(FrozenStatement statement, Addressee to) {
        return enclosures
                .find(statement.id().text(), to.language().tag())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(mailed -> new Asked(statement, to, mailed));
    }

    private Mono<ResponseEntity<byte[]>> answer(Asked asked) {
        return Mono.justOrEmpty(asked.mailed())
                .switchIfEmpty(Mono.defer(() -> printing.print(asked.statement(), asked.to())))
                .map(print -> Printer.answer(print.content(), print.fileName()));
    }
}
