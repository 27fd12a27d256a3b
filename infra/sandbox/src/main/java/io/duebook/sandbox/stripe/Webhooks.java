package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import io.duebook.sandbox.stripe.Fault.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** Sends each event, signed, until it is taken: at least once and in no promised order. */
final class Webhooks implements AutoCloseable {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5));
    private static final int MOST_ATTEMPTS = 60;
    private static final int MOST_REMEMBERED = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StripeSettings settings;
    private final ObjectStore store;
    private final Faults faults;
    private final Clock clock;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore atOnce = new Semaphore(16);
    private final AtomicLong taken = new AtomicLong();
    private final Deque<ObjectNode> attempts = new ArrayDeque<>();

    Webhooks(StripeSettings settings, ObjectStore store, Faults faults, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.faults = faults;
        this.clock = clock;
    }

    /** Takes up what an earlier run did not get rid of. */
    void resume() {
        for (ObjectStore.Owned owned : store.all(StripeObjects.EVENT).reversed()) {
            if (owned.object().path("pending_webhooks").asInt(0) > 0) {
                send(owned, Duration.ZERO);
            }
        }
    }

    /** Keeps the event and sends it, now or as the faults say. */
    void emit(String account, String type, ObjectNode object) {
        ObjectNode event = StripeObjects.event(
                account, type, object, StripeApi.VERSION, clock.instant().getEpochSecond());
        boolean dropped = faults.take(Kind.WEBHOOK_DROP, type).isPresent();
        if (settings.webhookUrl() == null || dropped) {
            event.put("pending_webhooks", 0);
        }
        store.put(account, event);
        if (event.path("pending_webhooks").asInt() == 0) {
            return;
        }
        ObjectStore.Owned owned = new ObjectStore.Owned(account, event);
        Duration delay =
                faults.take(Kind.WEBHOOK_DELAY_SECONDS, type).map(Fault::length).orElse(Duration.ZERO);
        faults.take(Kind.WEBHOOK_OUT_OF_ORDER, type)
                .ifPresentOrElse(fault -> sendAfterAnother(owned, fault.length()), () -> send(owned, delay));
        faults.take(Kind.WEBHOOK_DUPLICATE, type).ifPresent(fault -> send(owned, delay));
    }

    /** Sends an event once more; false when there is none of that id. */
    boolean resend(String eventId) {
        Optional<ObjectStore.Owned> event = store.findAnywhere(StripeObjects.EVENT, eventId);
        event.ifPresent(owned -> send(owned, Duration.ZERO));
        return event.isPresent() && settings.webhookUrl() != null;
    }

    /** The latest attempts to deliver, newest first. */
    List<ObjectNode> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
        try {
            threads.awaitTermination(3, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(ObjectStore.Owned owned, Duration delay) {
        threads.execute(() -> {
            try {
                Thread.sleep(delay);
                deliver(owned);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Holds the event back until a later one has been taken, or nobody came by. */
    private void sendAfterAnother(ObjectStore.Owned owned, Duration longest) {
        long before = taken.get();
        threads.execute(() -> {
            try {
                long end = System.nanoTime() + longest.toNanos();
                while (taken.get() == before && System.nanoTime() < end) {
                    Thread.sleep(20);
                }
                deliver(owned);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void deliver(ObjectStore.Owned owned) throws InterruptedException {
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            if (attempt(owned, attempt)) {
                taken.incrementAndGet();
                settled(owned);
                return;
            }
            Thread.sleep(PAUSES.get(Math.min(attempt - 1, PAUSES.size() - 1)));
        }
        settled(owned);
    }

    private boolean attempt(ObjectStore.Owned owned, int attempt) throws InterruptedException {
        ObjectNode record = Json.object()
                .put("event", owned.object().path("id").asString())
                .put("type", owned.object().path("type").asString())
                .put("account", owned.account())
                .put("attempt", attempt)
                .put("at", clock.instant().toString());
        atOnce.acquire();
        try {
            HttpResponse<String> answer = client.send(request(owned), HttpResponse.BodyHandlers.ofString());
            record.put("status", answer.statusCode());
            return answer.statusCode() / 100 == 2;
        } catch (IOException unreachable) {
            record.put("error", String.valueOf(unreachable.getMessage()));
            return false;
        } finally {
            atOnce.release();
            remember(record);
        }
    }

    private HttpRequest request(ObjectStore.Owned owned) {
        String body = owned.object().toString();
        String secret = owned.account().equals(ObjectStore.PLATFORM)
                ? settings.webhookSecret()
                : settings.connectWebhookSecret();
        return HttpRequest.newBuilder(Objects.requireNonNull(settings.webhookUrl()))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .header("Stripe-Signature", Signature.header(secret, clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private void settled(ObjectStore.Owned owned) {
        store.put(owned.account(), owned.object().deepCopy().put("pending_webhooks", 0));
    }

    private void remember(ObjectNode record) {
        synchronized (attempts) {
            attempts.addFirst(record);
            if (attempts.size() > MOST_REMEMBERED) {
                attempts.removeLast();
            }
        }
    }
}
