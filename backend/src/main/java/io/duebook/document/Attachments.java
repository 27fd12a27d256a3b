package io.duebook.document;

import io.duebook.document.Attachable.Named;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.MergePatch;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.AttachmentId;
import io.duebook.shared.CustomerId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Files that belong to documents, kept in the database beside them (docs/decisions/0161). They come and go in pieces:
 * their length costs time and not memory.
 */
@Service
class Attachments {

    static final int PIECE = 256 * 1024;

    private final AttachmentRepository attachments;
    private final AttachmentSettings settings;
    private final EventLog events;
    private final MergePatch patches;
    private final Database database;
    private final Transactions transactions;

    Attachments(
            AttachmentRepository attachments,
            AttachmentSettings settings,
            EventLog events,
            MergePatch patches,
            Database database,
            Transactions transactions) {
        this.attachments = attachments;
        this.settings = settings;
        this.events = events;
        this.patches = patches;
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * Keeps a file that arrived; joins the transaction at hand.
     *
     * @throws UnknownReference if there is no such document
     * @throws AttachmentRefused if the tenant keeps as much as it may
     */
    Mono<AttachmentView> add(IncomingFile file) {
        AttachmentId id = new AttachmentId(Ids.next());
        Named document = named(file.document());
        return transactions.write(attachments
                .ownerOf(document)
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/document")))
                .doOnNext(owner -> mustBeSomebodys(file, owner))
                .delayUntil(owner -> database.write(Write.all(
                        attachments.insert(id, document, owner, file),
                        events.append(AttachmentEvents.added(
                                id, document.kind().idOf(document.id()), owner.orElse(null), file)))))
                .delayUntil(owner -> pieces(file.path())
                        .index()
                        .concatMap(piece -> attachments.addPiece(id, owner, piece.getT1(), piece.getT2()))
                        .then())
                // Last, so that files of one tenant wait for each other as short as can be.
                .then(Mono.defer(() ->
                        attachments.addToUsage(file.bytes(), settings.quota().toBytes())))
                .doOnNext(this::mustFit)
                .then(Mono.defer(() -> attachments.view(id))));
    }

    private static Named named(String document) {
        return Attachable.named(document).orElseThrow(() -> new UnknownReference("/document"));
    }

    private static void mustBeSomebodys(IncomingFile file, Optional<CustomerId> owner) {
        if (file.visibleToCustomer() && owner.isEmpty()) {
            throw AttachmentRefused.nobodysCustomer();
        }
    }

    private void mustFit(boolean fits) {
        if (!fits) {
            throw AttachmentRefused.quotaUsedUp(settings.quota().toBytes());
        }
    }

    private static Flux<ByteBuffer> pieces(Path file) {
        return DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, PIECE)
                .map(Attachments::content);
    }

    private static ByteBuffer content(DataBuffer read) {
        ByteBuffer content = ByteBuffer.allocate(read.readableByteCount());
        read.toByteBuffer(content);
        DataBufferUtils.release(read);
        return content;
    }

    Mono<Page<AttachmentView>> list(String document, @Nullable Cursor after, Limit limit) {
        return Mono.fromCallable(() -> named(document))
                .flatMap(named -> transactions.read(attachments
                        .ownerOf(named)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/document")))
                        .thenMany(attachments.list(named, after, limit.withOneMore()))
                        .collectList()
                        .map(rows -> Page.of(
                                rows,
                                limit.rows(),
                                last -> Cursor.after(last.id().value())))));
    }

    AttachmentLimits limits() {
        return AttachmentLimits.of(settings);
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<AttachmentView> get(AttachmentId id) {
        return transactions.readByKey(attachments.view(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    /**
     * What is in a file, read piece by piece, each in a transaction of its own, as fast as the client takes it. One that is
     * deleted meanwhile ends with an error.
     */
    Flux<byte[]> content(AttachmentView file) {
        int pieces = Math.toIntExact(Math.ceilDiv(file.bytes(), (long) PIECE));
        return Flux.range(0, pieces)
                .concatMap(
                        number -> transactions
                                .read(attachments.piece(file.id(), number))
                                .switchIfEmpty(Mono.error(NotFound::new)),
                        0);
    }

    /**
     * Says anew who may see it.
     *
     * @throws NotFound if there is none of this id, or it was deleted
     * @throws AttachmentRefused if no customer can see it, as nobody knows whose it is
     */
    Mono<AttachmentView> edit(AttachmentId id, Version expected, JsonNode patch) {
        return transactions.write(kept(id).doOnNext(file -> expected.mustBe(new Version(file.version())))
                .flatMap(file -> change(file, patches.apply(details(file), patch, AttachmentDetails.class)))
                .then(Mono.defer(() -> attachments.view(id))));
    }

    private static AttachmentDetails details(AttachmentView file) {
        return new AttachmentDetails(file.visibleToCustomer());
    }

    private Mono<Void> change(AttachmentView file, AttachmentDetails wanted) {
        if (wanted.equals(details(file))) {
            return Mono.empty();
        }
        boolean shown = wanted.visibleToCustomer();
        if (shown && file.customer() == null) {
            return Mono.error(AttachmentRefused.nobodysCustomer());
        }
        return database.write(attachments.show(file, shown).and(events.append(AttachmentEvents.shown(file, shown))));
    }

    /** @throws NotFound if there is none of this id, or it was deleted before */
    Mono<AttachmentView> delete(AttachmentId id, Reason reason) {
        return transactions.write(kept(id).flatMap(file -> database.write(
                        attachments.delete(file).and(events.append(AttachmentEvents.deleted(file, reason)))))
                .then(Mono.defer(() -> attachments.view(id))));
    }

    private Mono<AttachmentView> kept(AttachmentId id) {
        return attachments
                .findAndLock(id)
                .filter(file -> file.deletedAt() == null)
                .switchIfEmpty(Mono.error(NotFound::new));
    }
}
