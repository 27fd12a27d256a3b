package io.duebook.portal.staff;

import com.vaadin.flow.component.combobox.ComboBox;
import io.duebook.portal.words.CurrencyCodes;
import java.util.Currency;

/** Picks one of the currencies the books take. */
class Currencies extends ComboBox<String> {

    Currencies(String chosen) {
        this();
        setLabel(getTranslation("field.currency"));
        setRequiredIndicatorVisible(true);
        setValue(chosen);
    }

    private Currencies() {
        setItems(CurrencyCodes.ALL);
        setItemLabelGenerator(code -> code + " · " + Currency.getInstance(code).getDisplayName(getLocale()));
    }

    /** With none chosen, and none needed. */
    static Currencies ifAny(String label) {
        var currencies = new Currencies();
        currencies.setLabel(label);
        currencies.setClearButtonVisible(true);
        return currencies;
    }
}
