package io.duebook.statement;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a list of a run's customers may be narrowed to. */
enum RunOutcome {
    @JsonProperty("pending")
    PENDING("c.state = 'pending'"),
    @JsonProperty("queued")
    QUEUED("c.state = 'queued'"),
    @JsonProperty("not_sent")
    NOT_SENT("c.state = 'not_sent'"),
    /** Nothing was sent, or a mail did not arrive as far as is known. */
    @JsonProperty("undelivered")
    UNDELIVERED("""
            (c.state = 'not_sent'
             or exists (select
                          from message m
                         where m.tenant_id = :tenant
                           and m.occasion = c.run_id
                           and m.customer_id = c.customer_id
                           and m.state in ('failed', 'unknown', 'bounced', 'suppressed')))""");

    private final String condition;

    RunOutcome(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
