package io.duebook.portal.staff;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.ChargesApi.NewInterestClaim;
import io.duebook.portal.api.ChargesApi.Preview;
import io.duebook.portal.api.ChargesApi.Previewed;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.util.List;

/** Claims the late interest of a customer through a day, after showing what that would bring. */
@Route("interest/of")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"interest_claims:read", "interest_claims:write"})
class InterestForm extends FormScreen implements HasUrlParameter<String> {

    private final transient ChargesApi charges;
    private final transient CustomersApi customers;
    private final DatePicker through;
    private final Div preview = new Div();
    private final Div claiming = new Div();
    private final transient CommandKeys<NewInterestClaim> keys = new CommandKeys<>();

    InterestForm(Visitor visitor, ChargesApi charges, CustomersApi customers) {
        this.charges = charges;
        this.customers = customers;
        LocalDate today = visitor.today();
        this.through = Dates.field(getTranslation("interest.through"), today, getLocale());
        through.setMax(today);
        through.setRequiredIndicatorVisible(true);
        errors.of("through", through);
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        Customer customer = customers.get(id);
        head(getTranslation("interest.title"), customer.name(), action("customers/" + customer.id(), "action.back"));
        preview.getElement().setAttribute("role", "status");
        var asking = new Div(through);
        asking.addClassName("asking");
        add(panel(getTranslation("interest.preview"), asking, preview), claiming);
        claiming.add(claiming(customer));
        through.addValueChangeListener(change -> show(customer));
        show(customer);
    }

    private void show(Customer customer) {
        preview.removeAll();
        claiming.setVisible(false);
        if (through.getValue() == null || through.isInvalid()) {
            return;
        }
        Preview found = charges.preview(customer.id(), through.getValue());
        if (found.data().isEmpty() && found.credits().isEmpty()) {
            preview.add(nothing(getTranslation("interest.nothing.title"), getTranslation("interest.nothing.text")));
            return;
        }
        if (!found.data().isEmpty()) {
            show("interest.to_claim", found.data());
        }
        if (!found.credits().isEmpty()) {
            show("interest.to_give_back", found.credits());
        }
        var rule = new Paragraph(getTranslation("interest.rule"));
        rule.addClassName("note");
        preview.add(rule);
        claiming.setVisible(true);
    }

    private void show(String heading, List<Previewed> rows) {
        preview.add(new H3(getTranslation(heading)), table(getTranslation(heading), rows));
    }

    private Table table(String caption, List<Previewed> rows) {
        var table = new Table(
                caption,
                Column.words(getTranslation("charge.about")).at(Place.TITLE),
                Column.words(getTranslation("field.due_date")),
                Column.figures(getTranslation("interest.total")),
                Column.figures(getTranslation("interest.claimed_before")),
                Column.figures(getTranslation("field.amount")).at(Place.FIGURE));
        for (Previewed row : rows) {
            table.row(
                    new Anchor(Documents.address(row.invoice()), row.invoiceNumber()),
                    days().text(row.invoiceDueDate()),
                    amounts().text(row.interest().total(), row.currency()),
                    amounts().text(row.interest().claimedBefore(), row.currency()),
                    amounts().text(row.amount(), row.currency()));
        }
        return table;
    }

    private Div claiming(Customer customer) {
        return saving("interest.claim", () -> Fields.require(through), () -> {
            var wanted = new NewInterestClaim(customer.id(), through.getValue());
            keys.tell(wanted, key -> charges.claim(key, wanted));
            UI.getCurrent().navigate("customers/" + customer.id());
        });
    }
}
