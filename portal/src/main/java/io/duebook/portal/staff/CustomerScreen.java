package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.CustomersApi.OpenItems;
import io.duebook.portal.api.DepositsApi;
import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.api.StatementsApi;
import io.duebook.portal.document.AttachedFiles;
import io.duebook.portal.document.DepositsPanel;
import io.duebook.portal.document.FrozenStatementsPanel;
import io.duebook.portal.document.LedgerPanel;
import io.duebook.portal.document.UndueBills;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.AgingBar;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Parts;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Due;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One customer: what they owe, how late, how it came to be, and who of them may sign in. */
@Route("customers")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "customers:read")
class CustomerScreen extends Screen implements HasUrlParameter<String> {

    private static final int SHOWN_AS_A_WHOLE = 60;

    private final Visitor visitor;
    private final transient CustomersApi customers;
    private final transient StatementsApi statements;
    private final transient PeopleApi people;
    private final transient DepositsApi deposits;
    private final transient Exports exports;
    private final transient AttachedFiles files;
    private final transient CommandKeys<String> keys = new CommandKeys<>();

    CustomerScreen(
            Visitor visitor,
            CustomersApi customers,
            DepositsApi deposits,
            StatementsApi statements,
            PeopleApi people,
            Exports exports,
            AttachedFiles files) {
        this.exports = exports;
        this.files = files;
        this.visitor = visitor;
        this.customers = customers;
        this.deposits = deposits;
        this.statements = statements;
        this.people = people;
    }

    @Override
    public void setParameter(BeforeEvent event, String id) {
        show(customers.get(id));
    }

    private void show(Customer customer) {
        String id = customer.id();
        OpenItems statement = customers.openItems(id);
        head(customer.name(), below(customer, statement), actions(customer));
        if (customer.archivedAt() != null) {
            var note = new Paragraph(getTranslation("customer.archived"));
            note.addClassNames("note", "warn");
            add(note);
        }
        UndueBills.note(this, visitor, amounts(), customers.balance(id), id).ifPresent(this::add);
        owed(id, statement);
        DepositsPanel.of(visitor, deposits, id).ifPresent(this::add);
        GroupPanel.of(visitor, customers, customer).ifPresent(this::add);
        add(new LedgerPanel(customers, exports, visitor, id));
        FrozenStatementsPanel.of(visitor, statements, id, customer.name()).ifPresent(this::add);
        if (visitor.may("contacts:read")) {
            add(new PeoplePanel("contacts", new People.Contacts(people, id), List.of(), visitor.may("contacts:write"))
                    .headed());
        }
        files.of(id).ifPresent(this::add);
    }

    private String below(Customer customer, OpenItems statement) {
        return Stream.of(
                        customer.externalId(),
                        getTranslation("customer_kind." + customer.kind()),
                        customer.email(),
                        getTranslation("customer.as_of", days().text(statement.asOf())))
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.joining(" · "));
    }

    private Component[] actions(Customer customer) {
        String id = customer.id();
        var actions = new ArrayList<Component>();
        if (visitor.may("customers:write")) {
            actions.add(
                    customer.archivedAt() == null
                            ? new Button(
                                    getTranslation("customer.change"),
                                    click -> new CustomerDialog(customers, customer, this::show).open())
                            : unarchiving(customer));
        }
        if (visitor.may("invoices:write")) {
            actions.add(action("invoices/new?customer=" + id, "invoice.new", false));
        }
        if (visitor.may("deposits:read") && visitor.may("deposits:write")) {
            actions.add(action("deposits/new?customer=" + id, "deposit.new", false));
        }
        if (visitor.may("fees:write")) {
            actions.add(action("fees/new?customer=" + id, "fee.new", false));
        }
        if (visitor.may("interest_claims:read") && visitor.may("interest_claims:write")) {
            actions.add(action("interest/of/" + id, "interest.claim", false));
        }
        if (visitor.may("nettings:write")) {
            actions.add(action("nettings/new?customer=" + id, "netting.short", false));
        }
        if (visitor.may("payments:write")) {
            actions.add(action("receipts/new?customer=" + id, "receipt.new", true));
        }
        return actions.toArray(Component[]::new);
    }

    private Button unarchiving(Customer customer) {
        var unarchive = new Button(getTranslation("customer.unarchive"));
        unarchive.setDisableOnClick(true);
        unarchive.addClickListener(click -> {
            try {
                show(keys.send(customer.id(), key -> customers.unarchive(customer.id(), key)));
            } finally {
                unarchive.setEnabled(true);
            }
        });
        return unarchive;
    }

    private void owed(String id, OpenItems statement) {
        if (statement.currencies().isEmpty()) {
            var box = new Div(nothing(
                    getTranslation("customer.owes_nothing.title"), getTranslation("customer.owes_nothing.text")));
            box.addClassName("panel");
            add(box);
        } else if (statement.currencies().size() == 1) {
            add(part(id, statement.currencies().getFirst()));
        } else {
            var parts = new Parts();
            statement.currencies().forEach(in -> parts.add(amounts().named(in.balance(), in.currency()), part(id, in)));
            add(parts);
        }
    }

    private Component part(String id, InCurrency in) {
        List<Line> overdue = in.lines().stream()
                .filter(line -> Due.of(line.daysPastDue()).isOverdue())
                .toList();
        long late = overdue.stream().mapToLong(Line::open).sum();
        var part = new Div(Figure.row(
                Figure.hero(
                        getTranslation("customer.balance"),
                        amounts().text(in.balance(), in.currency()),
                        getTranslation("customer.balance.below")),
                Figure.overdue(
                        late > 0,
                        getTranslation("overview.overdue"),
                        amounts().text(late, in.currency()),
                        getTranslation("customer.items", overdue.size())),
                Figure.plain(
                        getTranslation("overview.open"),
                        amounts().text(in.open(), in.currency()),
                        getTranslation("customer.items", in.lines().size())),
                Figure.plain(
                        getTranslation("overview.unapplied"),
                        amounts().text(in.unapplied(), in.currency()),
                        getTranslation("overview.unapplied.below"))));
        part.addClassName("part");
        if (!in.lines().isEmpty()) {
            part.add(panel(getTranslation("aging.title"), new AgingBar(in.aging(), in.currency())), items(id, in));
        }
        return part;
    }

    private Component items(String id, InCurrency in) {
        var columns = new Columns<Line>(
                        getTranslation("customer.open_items"),
                        line -> Documents.address(line.id()),
                        line -> new Card(
                                line.number(),
                                amounts().text(line.open(), in.currency()),
                                Mark.due(this, line.daysPastDue()),
                                days().text(line.dueDate())))
                .link(getTranslation("field.number"), Line::number, line -> Documents.address(line.id()))
                .words(getTranslation("field.issue_date"), line -> days().text(line.issueDate()))
                .words(getTranslation("field.due_date"), line -> days().text(line.dueDate()))
                .mark(getTranslation("field.state"), line -> Mark.due(this, line.daysPastDue()))
                .figures(getTranslation("field.total"), line -> amounts().text(line.original(), in.currency()))
                .figures(getTranslation("field.open"), line -> amounts().text(line.open(), in.currency()));
        Grid<Line> grid = columns.grid();
        grid.setItems(in.lines());
        if (in.lines().size() <= SHOWN_AS_A_WHOLE) {
            grid.setAllRowsVisible(true);
        } else {
            grid.addClassName("long");
        }
        var export = ExportMenu.withPaper(
                exports,
                () -> new Asked("/v1/customers/" + id + "/statement", Map.of("kind", "open_item"), "open-items"));
        var asking = new Div(export);
        asking.addClassName("asking");
        var panel = panel(getTranslation("customer.open_items"), asking, grid, columns.onPaper(in.lines()));
        panel.addClassName("list-panel");
        return panel;
    }
}
