package io.duebook.sandbox.mailbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes mail for anybody, each connection on a virtual thread of its own. */
final class SmtpServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SmtpServer.class.getName());
    private static final int PATIENCE_MILLIS = 300_000;

    private final ServerSocket socket = new ServerSocket();
    private final MailStore store;

    SmtpServer(String address, int port, MailStore store) throws IOException {
        this.store = store;
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), port), 100);
        Thread.ofPlatform().daemon().name("smtp").start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket caller = socket.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                if (!socket.isClosed()) {
                    LOG.log(Level.WARNING, "A mail connection was lost: " + closed.getMessage());
                }
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            caller.setSoTimeout(PATIENCE_MILLIS);
            new SmtpConversation(caller.getInputStream(), caller.getOutputStream(), store).run();
        } catch (IOException gone) {
            LOG.log(Level.DEBUG, "A mail connection ended: " + gone.getMessage());
        }
    }
}
