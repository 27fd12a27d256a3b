package io.duebook.item;

import io.duebook.platform.ApprovalHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Carries out a write-off or waiver that a second person agreed to. */
record ApprovedEnding(Ending.Way way, WriteOffs writeOffs, JsonMapper json) implements ApprovalHandler {

    @Override
    public String kind() {
        return way.kind();
    }

    @Override
    public Mono<Void> carryOut(JsonNode command) {
        return writeOffs.endApproved(WriteOffs.asked(way, json.treeToValue(command, WriteOffs.Asked.class)));
    }

    /** One for each way in which a claim ends unpaid. */
    @Configuration(proxyBeanMethods = false)
    static class Handlers {

        @Bean
        ApprovalHandler approvedWriteOff(WriteOffs writeOffs, JsonMapper json) {
            return new ApprovedEnding(Ending.Way.WRITE_OFF, writeOffs, json);
        }

        @Bean
        ApprovalHandler approvedWaiver(WriteOffs writeOffs, JsonMapper json) {
            return new ApprovedEnding(Ending.Way.WAIVER, writeOffs, json);
        }
    }
}
