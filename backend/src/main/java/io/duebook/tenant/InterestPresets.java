package io.duebook.tenant;

import io.duebook.platform.InvalidRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The legal rates we found, each with its sources and the day they were read. A tenant that takes one has its rates as its
 * own from then on: what a later version of the table knows is taken by asking again.
 */
@Component
class InterestPresets {

    private static final String TABLE = "interest-presets.json";

    private final List<InterestPreset> presets;

    InterestPresets(JsonMapper json) {
        try (InputStream table = Objects.requireNonNull(InterestPresets.class.getResourceAsStream(TABLE))) {
            presets = List.copyOf(json.readValue(table, new TypeReference<List<InterestPreset>>() {}));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @param country only those of this country, and those of several */
    List<InterestPreset> of(@Nullable String country) {
        return presets.stream()
                .filter(preset -> country == null
                        || preset.country() == null
                        || preset.country().equals(country))
                .toList();
    }

    /**
     * The policies wanted, with the rates of the preset that the patch names. Rates that a tenant gives itself are no
     * preset's any more.
     *
     * @throws InvalidRequest for a preset that is not known, or one with other rates beside it
     */
    Policies applied(Policies before, Policies wanted, JsonNode patch) {
        JsonNode asked = patch.path("interest");
        Policies.Interest interest = wanted.interest();
        String named = interest.preset();
        boolean ownRates = asked.has("rates") || asked.has("mode");
        if (ownRates && interest.isOfTheSameRates(before.interest()) && !isAnother(named, before)) {
            // Sent back as it was read.
            return wanted;
        }
        if (named != null && asked.has("preset")) {
            InterestPreset preset = get(named);
            if (asked.has("rates") && !interest.rates().equals(preset.policy())
                    || asked.has("mode") && interest.mode() != preset.mode()) {
                throw new InvalidRequest("/interest/rates", "given_twice", "A preset brings its own rates and mode.");
            }
            return wanted.with(new Policies.Interest(preset.policy(), preset.mode(), interest.dueDays(), preset.id()));
        }
        return named != null && ownRates
                ? wanted.with(new Policies.Interest(interest.rates(), interest.mode(), interest.dueDays(), null))
                : wanted;
    }

    private static boolean isAnother(@Nullable String named, Policies before) {
        return !Objects.equals(named, before.interest().preset());
    }

    private InterestPreset get(String id) {
        return presets.stream()
                .filter(preset -> preset.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest(
                        "/interest/preset",
                        "unknown_preset",
                        "There is no such preset; /v1/interest_presets lists them."));
    }
}
