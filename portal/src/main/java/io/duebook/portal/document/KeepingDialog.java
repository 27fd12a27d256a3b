package io.duebook.portal.document;

import com.vaadin.flow.component.select.Select;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.DepositsApi.Deposit;
import io.duebook.portal.api.DepositsApi.Keeping;
import io.duebook.portal.document.KeepingDialog.Pair;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Keeps a payment for a deposit: which money, or which deposit, is chosen. */
class KeepingDialog extends CommandDialog<Pair> {

    private final transient DepositsApi deposits;
    private final transient Consumer<Deposit> afterwards;
    private final Select<Pair> choice = new Select<>();

    /** By their ids. */
    record Pair(String deposit, String payment) {}

    /** @param choices with what each is called, at least one */
    KeepingDialog(DepositsApi deposits, String label, Map<Pair, String> choices, Consumer<Deposit> afterwards) {
        this.deposits = deposits;
        this.afterwards = afterwards;
        choice.setLabel(label);
        choice.setItems(choices.keySet());
        choice.setItemLabelGenerator(pair -> Objects.requireNonNull(choices.get(pair)));
        choice.setValue(choices.keySet().iterator().next());
        choice.addClassName("wide");
        ask(
                getTranslation("deposit.keep.title"),
                getTranslation("deposit.keep.text"),
                getTranslation("deposit.keep.save"),
                choice);
    }

    @Override
    protected boolean isComplete() {
        return Fields.require(choice);
    }

    @Override
    protected Pair wanted() {
        return choice.getValue();
    }

    @Override
    protected void send(String key, Pair wanted) {
        afterwards.accept(deposits.keep(wanted.deposit(), key, new Keeping(wanted.payment())));
    }
}
