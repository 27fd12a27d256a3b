package io.duebook.item;

import io.duebook.platform.Refusal;
import java.util.Map;

/**
 * Credit or a debt passed to another customer while a command on it waited for its turn. To lock them then would be out of
 * order, and two could wait for each other; asked again, the command knows whom to wait for.
 */
public final class PassedOnMeanwhile extends Refusal {

    public PassedOnMeanwhile() {
        super(Kind.BUSY, "busy", Map.of(), "Something of it passed to another customer at this moment; try again.");
    }
}
