package io.duebook.portal.staff;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.CustomersApi.OpenItems;
import io.duebook.portal.staff.Subjects.OffTheBooks;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a receipt settles: by a rule, or by parts that are chosen, also of the others of the customer's group. */
class ReceiptSettlement extends Div {

    private static final String CHOSEN = "chosen";
    private static final String NONE = "none";

    private final transient CustomersApi customers;
    private final transient GroupClaims group;
    private final RadioButtonGroup<String> way = new RadioButtonGroup<>();
    private final Checkbox ofGroup = new Checkbox(getTranslation("receipt.group"));
    private final Paragraph mostOfGroup = new Paragraph();
    private final Settlement settlement;
    private transient @Nullable Customer customer;
    private @Nullable String currency;
    private @Nullable LocalDate on;
    private transient @Nullable OffTheBooks recovered;

    ReceiptSettlement(CustomersApi customers, Settlement settlement) {
        this.customers = customers;
        this.group = new GroupClaims(customers);
        this.settlement = settlement;
        way.setAriaLabel(getTranslation("receipt.allocate"));
        way.setItems("oldest_first", CHOSEN, "by_reference", "pro_rata", "statutory", NONE);
        way.setItemLabelGenerator(one -> getTranslation("receipt.allocate." + one));
        way.setValue("oldest_first");
        way.addValueChangeListener(change -> offer());
        ofGroup.setVisible(false);
        ofGroup.addClassName("of-group");
        ofGroup.addValueChangeListener(change -> offer());
        mostOfGroup.addClassName("note");
        mostOfGroup.getElement().setAttribute("aria-live", "polite");
        mostOfGroup.setVisible(false);
        settlement.setVisible(false);
        add(way, ofGroup, mostOfGroup, settlement);
    }

    /** Starts anew with the claims of a customer; nothing is offered until all of it is known. */
    void offer(@Nullable Customer who, @Nullable String in) {
        boolean isOther = !Objects.equals(who, customer);
        customer = who;
        currency = in;
        if (isOther && ofGroup.getValue()) {
            ofGroup.setValue(false);
        } else {
            offer();
        }
    }

    /** What is to be split, and the text that came with it. */
    void of(long amount, String said) {
        settlement.of(amount, said);
    }

    /** By the rates of the money's day; what was typed stays. */
    void movedTo(@Nullable LocalDate day) {
        on = day;
        settlement.movedTo(day);
    }

    /** Money for a claim that was written off: it is among no open items, so it is offered beside them. */
    void recover(OffTheBooks claim) {
        recovered = claim;
        way.setValue(CHOSEN);
    }

    void nothing() {
        way.setValue(NONE);
    }

    private boolean isChosen() {
        return CHOSEN.equals(way.getValue());
    }

    private void offer() {
        Customer who = customer;
        String in = currency;
        settlement.setVisible(isChosen());
        ofGroup.setVisible(isChosen() && who != null && group.isAny(who));
        mostOfGroup.setVisible(false);
        if (isChosen() && who != null && in != null) {
            OpenItems open = customers.openItems(who.id());
            settlement.offer(who.id(), open, choices(who, open, in), in, null, on);
        }
    }

    private List<Choice> choices(Customer who, OpenItems open, String in) {
        return Stream.of(
                        Stream.ofNullable(recovered)
                                .filter(claim -> claim.customer().equals(who.id())
                                        && claim.currency().equals(in))
                                .map(claim -> new Choice(claim.id(), claim.number(), claim.writtenOff(), null)),
                        Choice.in(open, in).stream(),
                        ofGroup.getValue() ? groupClaims(who, in).stream() : Stream.<Choice>empty())
                .flatMap(some -> some)
                .toList();
    }

    /** Says so where there are more customers than are offered. */
    private List<Choice> groupClaims(Customer who, String in) {
        GroupClaims.Found found = group.claims(who, in);
        mostOfGroup.setText(found.isAll() ? "" : getTranslation("receipt.group.most", GroupClaims.MOST_CUSTOMERS));
        mostOfGroup.setVisible(!found.isAll());
        return found.claims();
    }

    /** Marks what is wrong, and tells whether nothing is. */
    boolean check() {
        return !isChosen() || settlement.check();
    }

    /** A word, or a list of parts. */
    Object asked() {
        if (!isChosen()) {
            return way.getValue();
        }
        return settlement.shares().isEmpty() ? NONE : settlement.shares();
    }
}
