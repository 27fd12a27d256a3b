package io.duebook.portal.staff;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.Currency;
import java.util.List;

/** Picks one of the currencies the books take: those of ISO 4217 with 0, 2 or 3 digits. */
class Currencies extends ComboBox<String> {

    private static final List<String> ALL = Currency.getAvailableCurrencies().stream()
            .filter(currency -> List.of(0, 2, 3).contains(currency.getDefaultFractionDigits()))
            .map(Currency::getCurrencyCode)
            .sorted()
            .toList();

    Currencies(String chosen) {
        this();
        setLabel(getTranslation("field.currency"));
        setRequiredIndicatorVisible(true);
        setValue(chosen);
    }

    private Currencies() {
        setItems(ALL);
        setItemLabelGenerator(code -> code + " · " + Currency.getInstance(code).getDisplayName(getLocale()));
    }

    /** Whether it is the code of one of them. */
    static boolean isKnown(String code) {
        return ALL.contains(code);
    }

    /** With none chosen, and none needed. */
    static Currencies ifAny(String label) {
        var currencies = new Currencies();
        currencies.setLabel(label);
        currencies.setClearButtonVisible(true);
        return currencies;
    }
}
