package io.duebook.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers as a test wants it to. */
final class MoodyMailServer implements AutoCloseable {

    enum Mood {
        TAKES,
        REFUSES_RECIPIENTS,
        DEFERS_RECIPIENTS,
        REFUSES_CONTENT,
        /** It has the whole mail, and hangs up without a word. */
        HANGS_UP_AFTER_THE_DOT,
        /** It hangs up before it has all of it. */
        HANGS_UP_BEFORE_DATA
    }

    private final ServerSocket socket;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;

    MoodyMailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    void is(Mood now) {
        mood = now;
    }

    /** The mails it has, header and all. */
    List<String> taken() {
        return List.copyOf(taken);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> converse(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            say(client, "220 moody");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!answer(client, in, line)) {
                    return;
                }
            }
        } catch (IOException gone) {
            // So is the conversation.
            return;
        }
    }

    private boolean answer(Socket client, BufferedReader in, String line) throws IOException {
        String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
        switch (verb) {
            case "RCPT" ->
                say(
                        client,
                        mood == Mood.REFUSES_RECIPIENTS
                                ? "550 5.1.1 no such user"
                                : mood == Mood.DEFERS_RECIPIENTS ? "451 4.3.0 later" : "250 ok");
            case "DATA" -> {
                if (mood == Mood.HANGS_UP_BEFORE_DATA) {
                    return false;
                }
                say(client, "354 go on");
                return data(client, in);
            }
            case "QUIT" -> {
                say(client, "221 bye");
                return false;
            }
            default -> say(client, "250 ok");
        }
        return true;
    }

    private boolean data(Socket client, BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        if (mood == Mood.REFUSES_CONTENT) {
            say(client, "554 5.7.1 spam");
            return true;
        }
        taken.add(mail.toString());
        if (mood == Mood.HANGS_UP_AFTER_THE_DOT) {
            return false;
        }
        say(client, "250 taken");
        return true;
    }

    private static void say(Socket client, String line) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
