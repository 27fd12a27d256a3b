package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.PoliciesApi.RoleLimit;
import io.duebook.portal.api.PoliciesApi.WriteOff;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Amounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may write off, waive or take off how much alone, and whether the tax in it is taken back. */
class WriteOffLimits extends Div {

    /** Whose roles let them write anything off. */
    private static final List<String> ROLES = List.of("admin", "accountant");

    private final String currency;
    private final boolean isEditable;
    private final Checkbox taxRelief = new Checkbox(getTranslation("policies.tax_relief"));
    private final TextField approveAbove = new TextField(getTranslation("policies.approve_above"));
    private final Div rows = new Div();
    private final List<Row> limits = new ArrayList<>();

    /** One role's own limit. */
    private record Row(Div area, Select<String> role, TextField upTo) {}

    /** @param currency in which the limits are shown; they count in each document's own */
    WriteOffLimits(String currency, boolean isEditable) {
        this.currency = currency;
        this.isEditable = isEditable;
        taxRelief.setReadOnly(!isEditable);
        approveAbove.setReadOnly(!isEditable);
        approveAbove.setClearButtonVisible(true);
        approveAbove.setPlaceholder(getTranslation("policies.never"));
        approveAbove.setHelperText(getTranslation("policies.approve_above.help", currency));
        approveAbove.getElement().setAttribute("inputmode", "decimal");
        var explained = new Paragraph(getTranslation("policies.limits.text"));
        explained.addClassName("muted");
        var add = new Button(
                getTranslation("policies.limit.add"), VaadinIcon.PLUS.create(), click -> add(new RoleLimit("", null)));
        add.setVisible(isEditable);
        var adding = new Div(add);
        adding.addClassName("adding");
        approveAbove.addClassName("third");
        taxRelief.addClassName("wide");
        var form = new Div(taxRelief, approveAbove);
        form.addClassName("form");
        add(form, new H3(getTranslation("policies.limits")), explained, rows, adding);
    }

    void show(@Nullable WriteOff policy) {
        limits.clear();
        rows.removeAll();
        setVisible(policy != null);
        if (policy != null) {
            taxRelief.setValue(policy.taxRelief());
            approveAbove.setValue(text(policy.approveAbove()));
            policy.limits().forEach(this::add);
        }
    }

    private String text(@Nullable Long minor) {
        return minor == null ? "" : Amounts.plain(minor, currency);
    }

    private void add(RoleLimit limit) {
        var role = new Select<String>();
        role.setLabel(getTranslation("field.role"));
        role.setItems(ROLES);
        role.setItemLabelGenerator(word -> word == null ? "" : getTranslation("role." + word));
        if (ROLES.contains(limit.role())) {
            role.setValue(limit.role());
        }
        role.setReadOnly(!isEditable);
        var upTo = new TextField(getTranslation("policies.up_to"));
        upTo.setPlaceholder(getTranslation("policies.any_amount"));
        upTo.setValue(text(limit.upTo()));
        upTo.setReadOnly(!isEditable);
        upTo.getElement().setAttribute("inputmode", "decimal");
        var area = new Div();
        var row = new Row(area, role, upTo);
        var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> {
            limits.remove(row);
            rows.remove(area);
        });
        remove.setAriaLabel(getTranslation("policies.limit.remove"));
        remove.setVisible(isEditable);
        area.addClassName("rate");
        area.add(role, upTo, remove);
        limits.add(row);
        rows.add(area);
    }

    /** Marks what is missing or wrong, and tells whether nothing is. */
    boolean check() {
        boolean isRight = isAmountOrNone(approveAbove);
        var roles = new HashSet<String>();
        for (Row row : limits) {
            String role = row.role().getValue();
            isRight &= Fields.mark(
                    row.role(),
                    role != null && roles.add(role),
                    role == null ? "form.required" : "policies.limit.twice");
            isRight &= isAmountOrNone(row.upTo());
        }
        return isRight;
    }

    private boolean isAmountOrNone(TextField field) {
        return Fields.mark(field, field.isEmpty() || amount(field).isPresent(), "form.not_an_amount");
    }

    private Optional<Long> amount(TextField field) {
        return Amounts.read(field.getValue(), currency).filter(minor -> minor >= 0);
    }

    /** What was typed; only after {@link #check}. */
    WriteOff wanted() {
        return new WriteOff(
                taxRelief.getValue(),
                amount(approveAbove).orElse(null),
                limits.stream()
                        .map(row -> new RoleLimit(
                                row.role().getValue(), amount(row.upTo()).orElse(null)))
                        .toList());
    }
}
