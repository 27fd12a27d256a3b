package io.duebook.portal.staff;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.CustomersApi.Customer;
import io.duebook.portal.api.DeductionsApi;
import io.duebook.portal.api.DeductionsApi.Deduction;
import io.duebook.portal.document.DeductionWords;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.Columns.Mark;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** What payers withheld, by reason and customer, the newest first: whom to ask about what. */
@Route("deductions")
@PermitAll
@For(
        value = For.Audience.STAFF,
        scopes = {"deductions:read", "customers:read"})
class DeductionsScreen extends Screen implements AfterNavigationObserver {

    private final transient DeductionsApi deductions;
    private final transient CustomersApi customers;
    private final transient Translations translations;
    private final transient Exports exports;

    DeductionsScreen(DeductionsApi deductions, CustomersApi customers, Translations translations, Exports exports) {
        this.deductions = deductions;
        this.customers = customers;
        this.translations = translations;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("deductions.title"), getTranslation("deductions.below"));
        Grid<Deduction> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("deductions.nothing"));
        ComboBox<String> reason = reasons();
        var customer = new CustomerPicker(customers);
        var filters = new Filters(event)
                .customer(customer, customers)
                .code("reason", reason, asked -> DeductionDraft.code(asked)
                        .filter(asked::equals)
                        .isPresent());
        filters.read(() -> CursorSource.show(
                grid, (cursor, limit) -> deductions.list(id(customer.getValue()), reason.getValue(), cursor, limit)));
        var asking = new Div(
                customer,
                reason,
                new ExportMenu(exports, () -> new Asked("/v1/deductions", filters.asked(), "deductions")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private static @Nullable String id(@Nullable Customer customer) {
        return customer == null ? null : customer.id();
    }

    /** Also a reason of the tenant's own, by its code. */
    private ComboBox<String> reasons() {
        var reasons = new ComboBox<String>(getTranslation("field.reason"));
        reasons.setItems(DeductionWords.USUAL);
        reasons.setItemLabelGenerator(reason -> DeductionWords.of(translations, reason, getLocale()));
        reasons.setAllowCustomValue(true);
        reasons.setClearButtonVisible(true);
        reasons.addCustomValueSetListener(
                typed -> reasons.setValue(DeductionDraft.code(typed.getDetail()).orElse(null)));
        return reasons;
    }

    private Grid<Deduction> list() {
        return new Columns<Deduction>(
                        getTranslation("deductions.title"),
                        DeductionsScreen::payment,
                        deduction -> new Card(
                                deduction.customer().name(),
                                amounts().text(deduction.amount(), deduction.currency()),
                                mark(deduction),
                                reason(deduction) + " · " + deduction.number()))
                .link(
                        getTranslation("deductions.on"),
                        deduction -> days().text(deduction.deductedOn()),
                        DeductionsScreen::payment)
                .words(getTranslation("field.reason"), this::reason)
                .link(
                        getTranslation("field.number"),
                        Deduction::number,
                        deduction -> Documents.address(deduction.invoice()))
                .name(
                        getTranslation("field.customer"),
                        deduction -> deduction.customer().name(),
                        deduction -> "customers/" + deduction.customer().id())
                .mark(getTranslation("field.state"), this::mark)
                .figures(getTranslation("field.amount"), deduction -> amounts()
                        .text(deduction.amount(), deduction.currency()))
                .grid();
    }

    private String reason(Deduction deduction) {
        return DeductionWords.of(translations, deduction.reason(), getLocale());
    }

    private static String payment(Deduction deduction) {
        return Documents.address(deduction.payment());
    }

    private Mark mark(Deduction deduction) {
        return deduction.reversedOn() == null
                ? new Mark(getTranslation("deductions.withheld"), "warn")
                : new Mark(getTranslation("deductions.back"), "ok");
    }
}
