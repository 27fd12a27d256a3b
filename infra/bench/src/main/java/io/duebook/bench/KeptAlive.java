package io.duebook.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept: a request is written, its answer read to the end. It does no more than a
 * measurement needs, since whatever the caller costs is taken from who is measured.
 */
final class KeptAlive implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[64 << 10];
    private int filled;
    private int status;
    private int bodyStart;
    private int bodyEnd;

    KeptAlive(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a whole request and waits for the whole answer. */
    int send(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int headEnd = readHead();
        String head = new String(buffer, 0, headEnd, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
        status = Integer.parseInt(head.substring(9, 12));
        bodyStart = headEnd;
        if (head.contains("\r\ntransfer-encoding: chunked")) {
            readChunks();
        } else {
            int length = contentLength(head);
            readUpTo(bodyStart + length);
            bodyEnd = bodyStart + length;
        }
        return status;
    }

    /** The body of the last answer. */
    String body() {
        return new String(buffer, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
    }

    /** Whether the body of the last answer has this in it; it is looked for byte by byte, to cost little. */
    boolean bodyContains(byte[] wanted) {
        for (int at = bodyStart; at + wanted.length <= bodyEnd; at++) {
            if (Arrays.equals(buffer, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private int readHead() throws IOException {
        int searched = 0;
        while (true) {
            read();
            for (int at = searched; at + END_OF_HEAD.length <= filled; at++) {
                if (endsHead(at)) {
                    return at + END_OF_HEAD.length;
                }
            }
            searched = Math.max(0, filled - END_OF_HEAD.length + 1);
        }
    }

    private boolean endsHead(int at) {
        return buffer[at] == '\r' && buffer[at + 1] == '\n' && buffer[at + 2] == '\r' && buffer[at + 3] == '\n';
    }

    private static int contentLength(String head) {
        int at = head.indexOf("\r\ncontent-length: ");
        if (at < 0) {
            return 0;
        }
        int start = at + "\r\ncontent-length: ".length();
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).strip());
    }

    /** Puts the chunks together at the place where the first one began. */
    private void readChunks() throws IOException {
        int from = bodyStart;
        int to = bodyStart;
        while (true) {
            int lineEnd = endOfLine(from);
            int size =
                    Integer.parseInt(new String(buffer, from, lineEnd - from, StandardCharsets.US_ASCII).strip(), 16);
            from = lineEnd + 2;
            readUpTo(from + size + 2);
            if (size == 0) {
                bodyEnd = to;
                return;
            }
            System.arraycopy(buffer, from, buffer, to, size);
            to += size;
            from += size + 2;
        }
    }

    private int endOfLine(int from) throws IOException {
        int at = from;
        while (true) {
            readUpTo(at + 2);
            if (buffer[at] == '\r') {
                return at;
            }
            at++;
        }
    }

    private void readUpTo(int end) throws IOException {
        while (filled < end) {
            read();
        }
    }

    private void read() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the backend closed the connection");
        }
        filled += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
