package io.duebook.portal.staff;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.duebook.portal.api.PoliciesApi.Discount;

/** What early payment earns when only a part comes early, and whether the tax follows. */
class DiscountPolicy extends Div {

    private final RadioButtonGroup<String> partPayment = new RadioButtonGroup<>();
    private final Checkbox taxFollows = new Checkbox(getTranslation("policies.discount.tax_follows"));

    DiscountPolicy(boolean isEditable) {
        partPayment.setLabel(getTranslation("policies.discount.part_payment"));
        partPayment.setItems("full_only", "pro_rata");
        partPayment.setItemLabelGenerator(word -> getTranslation("policies.discount." + word));
        partPayment.setReadOnly(!isEditable);
        taxFollows.setReadOnly(!isEditable);
        partPayment.addClassName("wide");
        taxFollows.addClassName("wide");
        addClassName("form");
        add(partPayment, taxFollows);
    }

    void show(Discount inForce) {
        partPayment.setValue(inForce.partPayment());
        taxFollows.setValue(inForce.taxFollows());
    }

    Discount wanted() {
        return new Discount(partPayment.getValue(), taxFollows.getValue());
    }
}
