package io.duebook.document;

import io.duebook.platform.Refusal;
import java.util.Map;

/** More documents wait to be printed than can be in time. */
public final class PrinterBusy extends Refusal {

    PrinterBusy() {
        super(Kind.UNAVAILABLE, "printer_busy", Map.of(), "Many documents are printed at this moment; try again soon.");
    }
}
