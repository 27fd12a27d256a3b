package io.duebook.platform;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Every scope a tenant's program may hold: read off the paths that are served, as access itself is. */
@Component
public class Scopes {

    /** Whose calls prove themselves, or tell nothing but to whoever knows what to ask for. */
    private static final Set<String> OPEN = Set.of("stripe", "openapi.json", "verifications");

    /** The operator's and the sandbox's. */
    private static final Set<String> NOT_TENANTS = Set.of("tenants", "sandbox");

    private final Set<String> all;
    private final Set<String> resources = new TreeSet<>();

    Scopes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        Set<String> found = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternsCondition().getPatterns().forEach(path -> {
                    found.add(scope(path, mapping));
                    resources.add(resource(path.getPatternString()));
                }));
        found.remove("");
        all = Collections.unmodifiableSet(found);
    }

    public Set<String> all() {
        return all;
    }

    /** Whether a resource is open to all, without a token. */
    static boolean isOpen(String resource) {
        return OPEN.contains(resource);
    }

    /** Whether anything is served under the first two segments of this path, to whomever. */
    boolean isServed(String path) {
        return resources.contains(resource(path));
    }

    private static String resource(String path) {
        String[] segments = path.split("/", 4);
        return segments.length < 3 ? path : segments[1] + "/" + segments[2];
    }

    private static String scope(PathPattern path, RequestMappingInfo mapping) {
        String[] segments = path.getPatternString().split("/");
        if (segments.length < 3
                || !segments[1].equals("v1")
                || NOT_TENANTS.contains(segments[2])
                || isOpen(segments[2])
                || !segments[2].matches("[a-z_]+")) {
            return "";
        }
        boolean reads = mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET);
        return segments[2] + (reads ? ":read" : ":write");
    }
}
