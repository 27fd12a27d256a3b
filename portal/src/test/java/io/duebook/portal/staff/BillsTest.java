package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.BillsApi;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.BillsApi.Step;
import io.duebook.portal.api.InvoicesApi.CustomerName;
import io.duebook.portal.api.PaymentsApi.NewBill;
import io.duebook.portal.staff.BillDoings.Doing;
import io.duebook.portal.words.Translations;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BillsTest extends BrowserlessTest {

    private static final LocalDate CAME = LocalDate.of(2026, 1, 20);
    private static final LocalDate MATURES = LocalDate.of(2026, 4, 20);

    private final List<String> keys = new ArrayList<>();
    private final List<Object> sent = new ArrayList<>();
    private @Nullable ApiProblem refusal;

    @Override
    protected Set<Class<?>> lookupServices() {
        return Set.of(Translations.class);
    }

    @BeforeEach
    void speakEnglish() {
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    @Test
    void offersOnlyWhatTheBooksTakeWhereItIsNow() {
        assertThat(BillDoings.with(bill("held")))
                .containsExactly(
                        Doing.DEPOSIT, Doing.COLLECT, Doing.DISCOUNT, Doing.ENDORSE, Doing.DISHONOUR, Doing.RETURN);
        assertThat(BillDoings.with(bill("deposited", step("deposited", true))))
                .containsExactly(Doing.COLLECT, Doing.DISHONOUR, Doing.RETURN, Doing.UNDO);
        assertThat(BillDoings.with(bill("endorsed", step("endorsed", true))))
                .containsExactly(Doing.DISHONOUR, Doing.UNDO);
        assertThat(BillDoings.with(bill("discounted", step("discounted", false))))
                .containsExactly(Doing.UNDO);
        assertThat(BillDoings.with(bill("collected", step("collected", false))))
                .containsExactly(Doing.DISHONOUR, Doing.UNDO);
        assertThat(BillDoings.with(bill("dishonoured"))).containsExactly(Doing.REINSTATE, Doing.REPLACE);
        assertThat(BillDoings.with(bill("a_state_to_come"))).isEmpty();
    }

    @Test
    void offersTheLikeliestLastAndToSellWhatHasMaturedFirst() {
        assertThat(BillDoings.byLikelihood(bill("held", 5)))
                .containsExactly(
                        Doing.RETURN, Doing.DISHONOUR, Doing.ENDORSE, Doing.DISCOUNT, Doing.COLLECT, Doing.DEPOSIT);
        assertThat(BillDoings.byLikelihood(bill("held", 0)))
                .containsExactly(
                        Doing.ENDORSE, Doing.DISCOUNT, Doing.RETURN, Doing.DISHONOUR, Doing.COLLECT, Doing.DEPOSIT);
        assertThat(BillDoings.byLikelihood(bill("dishonoured", 0))).isEmpty();
    }

    @Test
    void neverPassesOnAChequeThatIsMoneyAlready() {
        assertThat(BillDoings.with(bill("held", "cheque", CAME, List.of())))
                .containsExactly(Doing.DEPOSIT, Doing.COLLECT, Doing.DISHONOUR, Doing.RETURN);
        assertThat(BillDoings.with(bill("held", "cheque", MATURES, List.of()))).contains(Doing.ENDORSE);
    }

    @Test
    void saysInTheDayWhatIsWrongWithIt() {
        var dialog = new DishonourDialog(api(), bill("held"), MATURES, bill -> {});
        dialog.open();
        field(dialog, TextArea.class).setValue("Insufficient funds");
        refusal = problem(422, "bill_too_early", Map.of("number", "17", "earliest", "2026-04-21"));
        press(dialog);
        DatePicker day = field(dialog, DatePicker.class);
        assertThat(day.isInvalid()).isTrue();
        assertThat(day.getErrorMessage()).contains("2026-04-21");
        assertThat(dialog.isOpened()).isTrue();

        refusal = null;
        day.setValue(MATURES.plusDays(1));
        press(dialog);
        assertThat(dialog.isOpened()).isFalse();
        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void saysInTheDayOfItsReturnWhatIsWrongWithIt() {
        var dialog = new DatedReasonDialog(
                "Give it back",
                "What it settled is open again.",
                "Give back",
                "bill.returned_on",
                MATURES,
                (key, on, reason) -> api().giveBack("bil_1", key, new BillsApi.Return(on, reason)));
        dialog.open();
        DatePicker day = field(dialog, DatePicker.class);
        assertThat(day.isRequiredIndicatorVisible()).isTrue();
        day.setValue(null);
        press(dialog);
        assertThat(day.isInvalid()).isTrue();
        assertThat(field(dialog, TextArea.class).isInvalid()).isTrue();
        assertThat(sent).isEmpty();

        day.setValue(MATURES);
        field(dialog, TextArea.class).setValue(" Wrong drawer ");
        refusal = problem(422, "bill_too_early", Map.of("number", "17", "earliest", "2026-04-21"));
        press(dialog);
        assertThat(day.isInvalid()).isTrue();
        assertThat(day.getErrorMessage()).contains("2026-04-21");
        assertThat(dialog.isOpened()).isTrue();

        refusal = null;
        press(dialog);
        assertThat(dialog.isOpened()).isFalse();
        assertThat(sent).containsOnly(new BillsApi.Return(MATURES, "Wrong drawer"));
        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void asksAgainUnderTheSameKeyWhereTheAnswerWasLost() {
        var dialog = new CollectingDialog(api(), List.of(bill("held")), MATURES, () -> {});
        dialog.open();
        refusal = problem(503, "", Map.of());
        assertThatThrownBy(() -> press(dialog)).isInstanceOf(ApiProblem.class);
        refusal = null;
        press(dialog);
        assertThat(keys).hasSize(2);
        assertThat(keys.getFirst()).isEqualTo(keys.getLast());
    }

    @Test
    void discountsForAnythingLessThanTheWhole() {
        var dialog = new DiscountingDialog(api(), bill("held"), MATURES.plusDays(9), bill -> {});
        dialog.open();
        TextField cost = field(dialog, TextField.class);
        for (String wrong : List.of("", "100.00", "-1", "x")) {
            cost.setValue(wrong);
            press(dialog);
            assertThat(cost.isInvalid()).as(wrong).isTrue();
        }
        cost.setValue("0");
        press(dialog);
        assertThat(sent).containsExactly(new BillsApi.Discounting(MATURES, 0, null, true));
    }

    @Test
    void asksWhatABillSaysAndAChequeNeedNot() {
        var fields = new BillFields();
        UI.getCurrent().add(fields);
        fields.of("bank_transfer", CAME);
        assertThat(fields.check()).isTrue();
        assertThat(fields.asked()).isNull();
        fields.of("bill", CAME);
        assertThat(fields.check()).isFalse();
        field(fields, TextField.class).setValue(" 17 ");
        assertThat(fields.check()).isFalse();
        fields.of("cheque", CAME);
        assertThat(fields.check()).isTrue();
        assertThat(fields.asked()).isEqualTo(new NewBill("cheque", "17", null, null, null, null, true, null));
        field(fields, Checkbox.class).setValue(false);
        assertThat(fields.asked()).isNull();
    }

    private BillsApi api() {
        return (BillsApi) Proxy.newProxyInstance(
                BillsApi.class.getClassLoader(), new Class<?>[] {BillsApi.class}, (proxy, method, asked) -> {
                    List<Object> given = List.of(asked);
                    keys.add((String) given.get(given.size() - 2));
                    sent.add(given.getLast());
                    if (refusal != null) {
                        throw refusal;
                    }
                    return method.getReturnType() == Bill.class ? bill("held") : new BillsApi.Several(List.of());
                });
    }

    private static ApiProblem problem(int status, String code, Map<String, Object> params) {
        return new ApiProblem(new ApiProblem.Body(status, code, params, null, List.of(), null));
    }

    private static <T extends com.vaadin.flow.component.Component> T field(
            com.vaadin.flow.component.Component on, Class<T> type) {
        return within(on).filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
    }

    private static java.util.stream.Stream<com.vaadin.flow.component.Component> within(
            com.vaadin.flow.component.Component on) {
        return java.util.stream.Stream.concat(
                java.util.stream.Stream.of(on), on.getChildren().flatMap(BillsTest::within));
    }

    private static void press(com.vaadin.flow.component.dialog.Dialog dialog) {
        dialog.getFooter()
                .getElement()
                .getChildren()
                .map(element -> element.getComponent().orElse(null))
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .reduce((first, last) -> last)
                .orElseThrow()
                .click();
    }

    private static Bill bill(String state, Step... steps) {
        return bill(state, "bank_acceptance", MATURES, List.of(steps));
    }

    private static Bill bill(String state, String kind, LocalDate matures, List<Step> steps) {
        return bill(state, kind, matures, 90, steps);
    }

    private static Bill bill(String state, long daysToMaturity) {
        return bill(state, "bank_acceptance", MATURES, daysToMaturity, List.of());
    }

    private static Bill bill(String state, String kind, LocalDate matures, long daysToMaturity, List<Step> steps) {
        return new Bill(
                "bil_1",
                "pay_1",
                new CustomerName("cus_1", "Keller", null),
                kind,
                "17",
                10_000,
                "EUR",
                state,
                null,
                null,
                null,
                CAME,
                matures,
                daysToMaturity,
                true,
                null,
                null,
                null,
                List.of(),
                null,
                steps);
    }

    private static Step step(String kind, boolean withRecourse) {
        return new Step(kind, CAME, null, null, 0, withRecourse, null);
    }
}
