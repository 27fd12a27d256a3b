package io.duebook.portal.staff;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Balance;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.GroupBalance;
import io.duebook.portal.api.CustomersApi.Member;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Facts;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Amounts;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The group a customer belongs to: who is above it, and what it owes together with all below it. */
class GroupPanel extends Section {

    private static final int MOST_NAMED = 200;

    private GroupPanel(Customer customer, List<Customer> below, GroupBalance balance) {
        String heading = getTranslation("group.title");
        addClassName("panel");
        setAriaLabel(heading);
        add(new H2(heading));
        if (customer.parent() != null) {
            add(new Facts()
                    .fact(
                            getTranslation("group.parent"),
                            new Anchor(
                                    "customers/" + customer.parent().id(),
                                    customer.parent().name())));
        }
        if (!below.isEmpty()) {
            add(named(below), owed(balance));
        }
    }

    /** Empty where the customer stands alone, or groups are not this person's to see. */
    static Optional<GroupPanel> of(Visitor visitor, CustomersApi customers, Customer customer) {
        if (visitor.isContact()) {
            return Optional.empty();
        }
        List<Customer> below = customers.below(customer.id(), MOST_NAMED).data();
        if (below.isEmpty() && customer.parent() == null) {
            return Optional.empty();
        }
        GroupBalance balance =
                below.isEmpty() ? new GroupBalance(List.of(), List.of()) : customers.groupBalance(customer.id());
        return Optional.of(new GroupPanel(customer, below, balance));
    }

    private Paragraph named(List<Customer> below) {
        var named = new Paragraph(new Span(getTranslation("group.below") + " "));
        named.addClassName("group-members");
        below.forEach(one -> named.add(new Anchor("customers/" + one.id(), one.name())));
        return named;
    }

    /** Each currency by itself; whoever owes nothing and has no credit is left out. */
    private Table owed(GroupBalance balance) {
        var table = new Table(
                getTranslation("group.title"),
                Column.words(getTranslation("field.customer")).at(Place.TITLE),
                Column.figures(getTranslation("overview.open")),
                Column.figures(getTranslation("overview.unapplied")),
                Column.figures(getTranslation("customer.balance")).at(Place.FIGURE));
        for (Member member : balance.customers()) {
            table.row(
                    new Anchor(
                            "customers/" + member.customer().id(),
                            member.customer().name()),
                    each(member.balances(), Balance::open),
                    each(member.balances(), Balance::unapplied),
                    each(member.balances(), Balance::balance));
        }
        table.sum(
                getTranslation("group.all"),
                each(balance.balances(), Balance::open),
                each(balance.balances(), Balance::unapplied),
                each(balance.balances(), Balance::balance));
        return table;
    }

    private String each(List<Balance> balances, ToLongFunction<Balance> amount) {
        String text = balances.stream()
                .map(in -> Amounts.in(getLocale()).text(amount.applyAsLong(in), in.currency()))
                .collect(Collectors.joining(" · "));
        return text.isEmpty() ? "–" : text;
    }
}
