package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.WebServer;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A running double of Stripe: API, payment page, webhooks and controls on one port. */
public final class StripeDouble implements AutoCloseable {

    private final ObjectStore store;
    private final Webhooks webhooks;
    private final WebServer server;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("expiry").factory());

    private StripeDouble(StripeSettings settings, Clock clock) throws IOException {
        store = new ObjectStore(settings.data());
        Faults faults = new Faults();
        webhooks = new Webhooks(settings, store, faults, clock);
        server = new WebServer(settings.address(), settings.port());
        Checkout checkout = new Checkout(store, webhooks, clock, publicUrl(settings, server.port()));
        Cashier cashier = new Cashier(store, webhooks, checkout, clock);
        Refunds refunds = new Refunds(store, webhooks, clock);
        Disputes disputes = new Disputes(store, webhooks, clock);
        StripeApi api = new StripeApi(store, checkout, refunds, faults, clock, settings.key());
        api.routes(server);
        new ControlApi(store, checkout, cashier, refunds, disputes, faults, webhooks, api, clock).routes(server);
        new CheckoutPages(store, checkout, cashier, clock).routes(server);
        server.otherwise(api::unknown);
        timer.scheduleWithFixedDelay(checkout::expireOverdue, 1, 1, TimeUnit.SECONDS);
    }

    public static StripeDouble start(StripeSettings settings, Clock clock) throws IOException {
        StripeDouble started = new StripeDouble(settings, clock);
        started.server.start();
        started.webhooks.resume();
        return started;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        server.close();
        webhooks.close();
        store.close();
    }

    private static String publicUrl(StripeSettings settings, int port) {
        @Nullable String given = settings.publicUrl();
        return given != null ? given : "http://" + settings.address() + ":" + port;
    }
}
