package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;

/** Takes allocations back, each for a reason; tells of others how they stand. */
final class Undoing {

    private final Component on;
    private final PaymentsApi payments;
    private final boolean isAllowed;

    /** @param on the screen that shows the allocations */
    Undoing(Component on, Visitor visitor, PaymentsApi payments) {
        this.on = on;
        this.payments = payments;
        this.isAllowed = !visitor.isContact() && visitor.may("allocations:write");
    }

    /** The button for whoever may take it back, else how it stands. */
    Component state(String allocation, boolean isUndone, Runnable afterwards) {
        if (isUndone) {
            return new Pill(on.getTranslation("allocation.undone"), "neutral");
        }
        return isAllowed ? button(allocation, afterwards) : new Pill(on.getTranslation("allocation.made"), "ok");
    }

    private Button button(String allocation, Runnable afterwards) {
        var undo = new Button(on.getTranslation("allocation.undo"), click -> new ReasonDialog(
                        on.getTranslation("allocation.undo.title"),
                        on.getTranslation("allocation.undo.text"),
                        on.getTranslation("allocation.undo"),
                        (key, reason) -> {
                            payments.reverseAllocation(allocation, key, new InvoicesApi.Reason(reason));
                            afterwards.run();
                        })
                .open());
        undo.addThemeVariants(ButtonVariant.SMALL);
        return undo;
    }
}
