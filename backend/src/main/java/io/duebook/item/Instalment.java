package io.duebook.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a document says is due when.
 *
 * @param amount in minor units of its currency, positive
 * @param retention whether the customer keeps it back until the warranty is over
 */
public record Instalment(LocalDate dueOn, long amount, boolean retention) {

    public Instalment(LocalDate dueOn, long amount) {
        this(dueOn, amount, false);
    }

    /** As it was kept before there was retention money, too. */
    @JsonCreator
    static Instalment kept(
            @JsonProperty("due_on") LocalDate dueOn,
            @JsonProperty("amount") long amount,
            @JsonProperty("retention") @Nullable Boolean retention) {
        return new Instalment(dueOn, amount, Boolean.TRUE.equals(retention));
    }
}
