package io.duebook.payment;

import io.duebook.item.Reversals;
import io.duebook.payment.TransferRepository.Standing;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Write;
import io.duebook.shared.ImportId;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Transfers of what an import brought end with its undo: as their movements are taken back on their own dates, so are they,
 * and nobody ever had anything of them. Whoever undoes holds the locks of all customers concerned.
 */
@Component
class ImportedTransfers {

    private static final int ENDED_AT_ONCE = 1_000;

    private final TransferRepository transfers;
    private final Reversals reversals;
    private final EventLog events;
    private final Database database;

    ImportedTransfers(TransferRepository transfers, Reversals reversals, EventLog events, Database database) {
        this.transfers = transfers;
        this.reversals = reversals;
        this.events = events;
        this.database = database;
    }

    /** Before the movements are taken back: the log tells what each settled until then. */
    Mono<Void> end(ImportId id) {
        return transfers
                .standingOf(id)
                .buffer(ENDED_AT_ONCE)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::end)
                .then();
    }

    private Mono<Void> end(List<Standing> standing) {
        return Flux.fromIterable(standing)
                .concatMap(this::told)
                .collectList()
                .flatMap(told -> database.write(Write.all(
                        transfers.reverse(standing.stream()
                                .map(Standing::transfer)
                                .collect(Collectors.toMap(KeptTransfer::id, KeptTransfer::on))),
                        events.append(told))));
    }

    private Mono<Event> told(Standing standing) {
        KeptTransfer transfer = standing.transfer();
        return switch (transfer.kind()) {
            case DEBT -> Mono.just(TransferEvents.withdrawn(transfer, standing.amount(), List.of()));
            case CREDIT ->
                reversals
                        .settledBy(transfer.id().value())
                        .collectList()
                        .map(settled -> TransferEvents.withdrawn(transfer, standing.amount(), settled));
        };
    }
}
