package io.duebook.sandbox.demo;

import io.duebook.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;

/** The demo tenants: made and filled once, through the public API; a start that was cut short is taken up again. */
public final class Demo {

    private static final List<DemoProfile> PROFILES = List.of(DemoProfile.ENGLISH, DemoProfile.CHINESE);

    private final DemoSettings settings;
    private final BiConsumer<Path, String> write;
    private final Map<String, DemoTenant> known = new LinkedHashMap<>();

    /** @param write keeps a file that only its owner may read */
    public Demo(DemoSettings settings, BiConsumer<Path, String> write) {
        this.settings = settings;
        this.write = write;
        read();
    }

    /** Whether nothing is left to do. */
    public boolean isFilled() {
        return known.size() == PROFILES.size() && known.values().stream().allMatch(DemoTenant::filled);
    }

    /** @throws Unfilled when the installation refuses a part of it */
    public List<DemoTenant> fill() throws InterruptedException {
        List<Callable<DemoTenant>> work = new ArrayList<>();
        for (DemoProfile profile : PROFILES) {
            work.add(() -> fill(profile));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<DemoTenant> done : threads.invokeAll(work)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Unfilled unfilled
                    ? unfilled
                    : new IllegalStateException("The demo cannot be made", failed.getCause());
        }
        return PROFILES.stream().map(profile -> known(profile)).toList();
    }

    private DemoTenant fill(DemoProfile profile) throws InterruptedException {
        DemoTenant tenant;
        synchronized (this) {
            tenant = known.get(profile.slug());
        }
        if (tenant == null) {
            tenant = new TenantMaker(settings, profile).make();
            remember(profile, tenant);
        }
        if (!tenant.filled()) {
            new TenantFiller(settings, profile, tenant).fill();
            tenant = tenant.asFilled();
            remember(profile, tenant);
        }
        return tenant;
    }

    private synchronized DemoTenant known(DemoProfile profile) {
        DemoTenant tenant = known.get(profile.slug());
        if (tenant == null) {
            throw new IllegalStateException("The tenant " + profile.slug() + " was made and is not known");
        }
        return tenant;
    }

    private synchronized void remember(DemoProfile profile, DemoTenant tenant) {
        known.put(profile.slug(), tenant);
        ArrayNode kept = Json.array();
        known.forEach((slug, one) -> kept.add(one.kept().put("profile", slug)));
        write.accept(settings.file(), Json.pretty(kept));
    }

    private void read() {
        try {
            if (Files.exists(settings.file())) {
                Json.parse(Files.readString(settings.file()))
                        .values()
                        .forEach(kept -> known.put(kept.path("profile").asString(), DemoTenant.read(kept)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(settings.file() + " cannot be read", unreadable);
        }
    }
}
