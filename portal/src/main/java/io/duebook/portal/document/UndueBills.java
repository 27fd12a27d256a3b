package io.duebook.portal.document;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.duebook.portal.api.CustomersApi.Balances;
import io.duebook.portal.api.Money;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Amounts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a customer's bills and cheques promise and nobody has paid yet: no part of the balance, so it stands beside it. */
public final class UndueBills {

    private UndueBills() {}

    /** Empty where nothing is promised. Staff is led to the bills. */
    public static Optional<Paragraph> note(
            Screen on, Visitor visitor, Amounts amounts, Balances balances, String customer) {
        List<Money> promised = balances.undueBills();
        if (promised.isEmpty()) {
            return Optional.empty();
        }
        String sums = promised.stream().map(amounts::text).collect(Collectors.joining(" · "));
        var note = new Paragraph(
                new Text(on.getTranslation(visitor.isContact() ? "bills.undue.contact" : "bills.undue.staff", sums)));
        if (!visitor.isContact() && visitor.may("bills:read")) {
            note.add(new Text(" "), new Anchor("bills?customer=" + customer, on.getTranslation("bills.undue.see")));
        }
        note.addClassName("note");
        return Optional.of(note);
    }
}
