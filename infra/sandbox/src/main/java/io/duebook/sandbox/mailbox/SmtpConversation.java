package io.duebook.sandbox.mailbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One sender's side of SMTP. A message is acknowledged when it is on disk, not before. */
final class SmtpConversation {

    private static final int LARGEST = 26_214_400;
    private static final int LONGEST_LINE = 1_000_000;
    private static final Pattern PATH = Pattern.compile("(?i)(?:FROM|TO):\\s*<([^>]*)>.*");

    private final InputStream in;
    private final OutputStream out;
    private final MailStore store;
    private @Nullable String sender;
    private final List<String> recipients = new ArrayList<>();

    SmtpConversation(InputStream in, OutputStream out, MailStore store) {
        this.in = new BufferedInputStream(in);
        this.out = out;
        this.store = store;
    }

    void run() throws IOException {
        say("220 localhost Duebook sandbox mailbox");
        for (String line = line(); line != null; line = line()) {
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            String rest = line.length() > verb.length() ? line.substring(verb.length() + 1) : "";
            if (verb.equals("QUIT")) {
                say("221 Bye");
                return;
            }
            answer(verb, rest);
        }
    }

    private void answer(String verb, String rest) throws IOException {
        switch (verb) {
            case "EHLO" -> say("250-localhost\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE " + LARGEST);
            case "HELO" -> say("250 localhost");
            case "MAIL" -> from(rest);
            case "RCPT" -> to(rest);
            case "DATA" -> data();
            case "RSET" -> {
                forget();
                say("250 OK");
            }
            case "NOOP" -> say("250 OK");
            case "VRFY" -> say("252 Anybody gets mail here");
            default -> say("502 Command not known");
        }
    }

    private void from(String rest) throws IOException {
        Matcher path = PATH.matcher(rest);
        if (!path.matches()) {
            say("501 MAIL FROM:<address>");
            return;
        }
        forget();
        sender = path.group(1);
        say("250 OK");
    }

    private void to(String rest) throws IOException {
        Matcher path = PATH.matcher(rest);
        if (sender == null) {
            say("503 MAIL first");
        } else if (!path.matches() || path.group(1).isEmpty()) {
            say("501 RCPT TO:<address>");
        } else {
            recipients.add(path.group(1));
            say("250 OK");
        }
    }

    private void data() throws IOException {
        String from = sender;
        if (from == null || recipients.isEmpty()) {
            say("503 MAIL and RCPT first");
            return;
        }
        say("354 End with a line of one dot");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte[] line = bytes(); ; line = bytes()) {
            if (line == null) {
                throw new IOException("cut off within a message");
            }
            if (line.length == 1 && line[0] == '.') {
                break;
            }
            // A leading dot was doubled by the sender (RFC 5321, 4.5.2).
            int start = line.length > 0 && line[0] == '.' ? 1 : 0;
            message.write(line, start, line.length - start);
            message.write('\r');
            message.write('\n');
            if (message.size() > LARGEST) {
                throw new IOException("larger than " + LARGEST + " bytes");
            }
        }
        store.keep(from, List.copyOf(recipients), message.toByteArray());
        forget();
        say("250 Kept");
    }

    private void forget() {
        sender = null;
        recipients.clear();
    }

    private void say(String words) throws IOException {
        out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private @Nullable String line() throws IOException {
        byte[] bytes = bytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A line without its end; null at the end of the stream. */
    private byte @Nullable [] bytes() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        boolean carriageReturn = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
