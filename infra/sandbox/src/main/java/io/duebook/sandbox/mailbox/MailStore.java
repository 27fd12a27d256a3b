package io.duebook.sandbox.mailbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Every mail ever received, a file each; the newest comes first. */
final class MailStore {

    private static final Logger LOG = System.getLogger(MailStore.class.getName());
    private static final String SUFFIX = ".eml";

    private final Path folder;
    private final Clock clock;
    private final MailReader reader = new MailReader();
    private final List<Mail> mails = new ArrayList<>();

    MailStore(Path folder, Clock clock) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.clock = clock;
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(this::load);
        }
    }

    synchronized void keep(String sender, List<String> recipients, byte[] message) throws IOException {
        Instant now = clock.instant();
        String id = "%013d-%s"
                .formatted(now.toEpochMilli(), UUID.randomUUID().toString().substring(0, 8));
        ByteArrayOutputStream kept = new ByteArrayOutputStream(message.length + 200);
        kept.writeBytes((MailReader.RECEIVED_AT + ": " + now + "\r\n" + MailReader.SENDER + ": " + sender + "\r\n"
                        + MailReader.RECIPIENTS + ": " + String.join(", ", recipients) + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        kept.writeBytes(message);
        Path fresh = folder.resolve(id + ".new");
        Files.write(fresh, kept.toByteArray());
        Path file = folder.resolve(id + SUFFIX);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        load(file);
    }

    synchronized List<Mail> newestFirst() {
        return List.copyOf(mails).reversed();
    }

    synchronized Optional<Mail> find(String id) {
        return mails.stream().filter(mail -> mail.id().equals(id)).findFirst();
    }

    synchronized void deleteAll() throws IOException {
        for (Mail mail : mails) {
            Files.deleteIfExists(folder.resolve(mail.id() + SUFFIX));
        }
        mails.clear();
    }

    private void load(Path file) {
        String name = file.getFileName().toString();
        try {
            mails.add(reader.read(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(file)));
        } catch (IOException | RuntimeException unreadable) {
            LOG.log(Level.WARNING, "The mail " + name + " cannot be read and is not shown", unreadable);
        }
    }
}
