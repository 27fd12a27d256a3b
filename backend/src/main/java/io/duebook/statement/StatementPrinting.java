package io.duebook.statement;

import io.duebook.document.Addressee;
import io.duebook.document.Correspondence;
import io.duebook.document.Printer;
import io.duebook.document.TooLongForPaper;
import io.duebook.message.Enclosing;
import io.duebook.message.Enclosure;
import io.duebook.platform.Transactions;
import io.duebook.shared.PublicId;
import io.duebook.shared.StatementId;
import io.duebook.statement.StatementPaper.Proof;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Prints frozen statements. One goes with the mail that tells of it, unless it is too long for paper. */
@Component
class StatementPrinting implements Enclosing {

    private final Statements statements;
    private final Correspondence letters;
    private final Printer printer;
    private final Transactions transactions;

    StatementPrinting(Statements statements, Correspondence letters, Printer printer, Transactions transactions) {
        this.statements = statements;
        this.letters = letters;
        this.printer = printer;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return "statement";
    }

    @Override
    public Mono<Enclosure> print(String about, String language) {
        return transactions
                .read(Mono.justOrEmpty(PublicId.parse(StatementId.PREFIX, about))
                        .flatMap(id -> statements.get(new StatementId(id)))
                        .zipWhen(statement -> letters.addressee(statement.customer(), language)))
                .flatMap(found -> print(found.getT1(), found.getT2()))
                .onErrorResume(TooLongForPaper.class, tooLong -> Mono.empty());
    }

    /** Fails with {@link TooLongForPaper} if it has more lines than anybody reads on paper. */
    Mono<Enclosure> print(FrozenStatement statement, Addressee to) {
        return Mono.fromCallable(() -> StatementPaper.of(statement.statement(), to, Proof.of(statement)))
                .flatMap(printer::print)
                .map(pdf -> new Enclosure(Proof.of(statement).fileName() + ".pdf", pdf));
    }
}
