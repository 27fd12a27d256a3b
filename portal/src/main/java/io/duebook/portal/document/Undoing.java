package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.PaymentsApi;
import io.duebook.portal.shell.ReasonDialog;

/** Takes an allocation back, for a reason. */
final class Undoing {

    private Undoing() {}

    static Button button(Component on, PaymentsApi payments, String allocation, Runnable afterwards) {
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
