package io.duebook.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and PostgreSQL, passes everything on and notes what was asked. A round trip is counted when
 * the client sends again after it was answered, so that what travels together counts once, whatever driver sent it.
 */
final class Wire implements AutoCloseable {

    private static final int STARTUP_VERSION_3 = 3 << 16;

    /** How the backend prepares what it executes in a text (docs/decisions/0173). */
    private static final Pattern PREPARING =
            Pattern.compile("\\$sql\\$prepare (\\w+) as (.*)\\$sql\\$", Pattern.DOTALL);

    private static final Pattern EXECUTING = Pattern.compile("\\bexecute (\\w+)\\(([^()]*)\\)");
    private static final Pattern LITERAL = Pattern.compile("'([^']*)'|\\w+");

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = java.util.Collections.synchronizedList(new ArrayList<>());

    private Wire(ServerSocket door, String host, int port) {
        this.door = door;
        this.host = host;
        this.port = port;
    }

    /**
     * A statement that went by.
     *
     * @param role who is signed in on that connection
     * @param connection which one it was
     * @param trip the how-manieth of that connection
     * @param types of the parameters, as the client declared them
     * @param values of the parameters as text; null: none; a value that was not sent as text is left out as null
     */
    record Asked(String role, int connection, int trip, String sql, int[] types, List<@Nullable String> values) {}

    static Wire before(String host, int port) throws IOException {
        Wire wire = new Wire(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), host, port);
        Thread.ofVirtual().start(wire::welcome);
        return wire;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Everything since the last time. */
    List<Asked> take() {
        List<Asked> taken = new ArrayList<>();
        for (Asked next = asked.poll(); next != null; next = asked.poll()) {
            taken.add(next);
        }
        return taken;
    }

    private void welcome() {
        int count = 0;
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(host, port);
                open.add(client);
                open.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                var talk = new Talk(client, server, count++);
                Thread.ofVirtual().start(talk::upwards);
                Thread.ofVirtual().start(talk::downwards);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One connection. */
    private final class Talk {

        private final Socket client;
        private final Socket server;
        private final int connection;
        private final Map<String, Prepared> prepared = new ConcurrentHashMap<>();
        private final Map<String, String> executed = new ConcurrentHashMap<>();
        private volatile boolean answered = true;
        private String role = "";
        private int trips;

        Talk(Socket client, Socket server, int connection) {
            this.client = client;
            this.server = server;
            this.connection = connection;
        }

        private record Prepared(String sql, int[] types) {}

        void upwards() {
            try (client;
                    server) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
                role = passStartup(in, out);
                while (true) {
                    int kind = in.readByte();
                    byte[] content = in.readNBytes(in.readInt() - Integer.BYTES);
                    if (answered) {
                        answered = false;
                        trips++;
                    }
                    note((char) kind, ByteBuffer.wrap(content));
                    out.writeByte(kind);
                    out.writeInt(content.length + Integer.BYTES);
                    out.write(content);
                    if (in.available() == 0) {
                        out.flush();
                    }
                }
            } catch (IOException ended) {
                // either side hung up
            }
        }

        /** Asks for encryption are answered by the server, which has none here, and asked again in plain. */
        private String passStartup(DataInputStream in, DataOutputStream out) throws IOException {
            while (true) {
                int length = in.readInt();
                byte[] content = in.readNBytes(length - Integer.BYTES);
                if (content.length < Integer.BYTES) {
                    throw new EOFException();
                }
                out.writeInt(length);
                out.write(content);
                out.flush();
                ByteBuffer packet = ByteBuffer.wrap(content);
                if (packet.getInt() == STARTUP_VERSION_3) {
                    while (packet.hasRemaining()) {
                        String name = text(packet);
                        if (name.isEmpty()) {
                            return "";
                        }
                        String value = text(packet);
                        if (name.equals("user")) {
                            return value;
                        }
                    }
                    return "";
                }
            }
        }

        private void note(char kind, ByteBuffer content) {
            switch (kind) {
                case 'Q' -> noteText(text(content));
                case 'P' -> {
                    String name = text(content);
                    String sql = text(content);
                    int[] types = new int[content.getShort()];
                    java.util.Arrays.setAll(types, at -> content.getInt());
                    prepared.put(name, new Prepared(sql, types));
                }
                case 'B' -> {
                    text(content);
                    Prepared bound = prepared.get(text(content));
                    if (bound != null) {
                        asked.add(new Asked(role, connection, trips, bound.sql(), bound.types(), values(content)));
                    }
                }
                default -> {
                    // execute, sync and the like go with what they belong to
                }
            }
        }

        /** What a text executes by name is noted beside it, with the statement behind the name and the values in the text. */
        private void noteText(String sql) {
            asked.add(new Asked(role, connection, trips, sql, new int[0], List.of()));
            Matcher preparing = PREPARING.matcher(sql);
            if (preparing.find()) {
                executed.put(preparing.group(1), preparing.group(2));
            }
            Matcher executing = EXECUTING.matcher(sql);
            while (executing.find()) {
                String named = executed.get(executing.group(1));
                if (named != null) {
                    List<@Nullable String> values = LITERAL.matcher(executing.group(2))
                            .results()
                            .<@Nullable String>map(value -> value.group(1) == null ? value.group() : value.group(1))
                            .toList();
                    asked.add(new Asked(role, connection, trips, named, new int[values.size()], values));
                }
            }
        }

        private static List<@Nullable String> values(ByteBuffer content) {
            short[] formats = new short[content.getShort()];
            for (int at = 0; at < formats.length; at++) {
                formats[at] = content.getShort();
            }
            List<@Nullable String> values = new ArrayList<>();
            int count = content.getShort();
            for (int at = 0; at < count; at++) {
                int length = content.getInt();
                boolean isText = formats.length == 0 || formats[formats.length == 1 ? 0 : at] == 0;
                byte[] value = new byte[Math.max(0, length)];
                content.get(value);
                values.add(length < 0 ? null : isText ? new String(value, StandardCharsets.UTF_8) : number(value));
            }
            return java.util.Collections.unmodifiableList(values);
        }

        /** What the driver sends in binary are whole numbers, and bytes, which no plan depends on. */
        private static @Nullable String number(byte[] value) {
            return switch (value.length) {
                case Short.BYTES, Integer.BYTES, Long.BYTES -> new BigInteger(value).toString();
                default -> null;
            };
        }

        private static String text(ByteBuffer content) {
            int start = content.position();
            while (content.get() != 0) {
                // up to the end of the text
            }
            return new String(content.array(), start, content.position() - start - 1, StandardCharsets.UTF_8);
        }

        void downwards() {
            try (client;
                    server) {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                byte[] buffer = new byte[64 << 10];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    answered = true;
                    out.write(buffer, 0, read);
                }
            } catch (IOException ended) {
                // either side hung up
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
