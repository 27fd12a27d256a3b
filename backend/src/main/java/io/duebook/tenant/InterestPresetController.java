package io.duebook.tenant;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The legal rates of late interest over HTTP. */
@RestController
class InterestPresetController {

    private final InterestPresets presets;

    InterestPresetController(InterestPresets presets) {
        this.presets = presets;
    }

    record InterestPresetsView(List<InterestPreset> data) {}

    /** @param country as ISO 3166 writes it, two capital letters */
    @GetMapping("/v1/interest_presets")
    Mono<InterestPresetsView> list(@RequestParam(required = false) @Nullable String country) {
        return Mono.fromSupplier(() -> new InterestPresetsView(presets.of(country)));
    }
}
