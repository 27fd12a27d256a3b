package io.duebook.portal.payer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.CheckoutsApi;
import io.duebook.portal.api.CustomersApi.InCurrency;
import io.duebook.portal.api.CustomersApi.Line;
import io.duebook.portal.api.Money;
import io.duebook.portal.words.Translations;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PayBarTest extends BrowserlessTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final Line LATE = new Line("inv_a", "A-1", DAY, DAY, 1_000, 0, 1_000, 21);
    private static final Line PROCESSING = new Line("inv_b", "A-2", DAY, DAY, 250, 0, 250, -3);

    private final Asked checkouts = new Asked();

    /** Remembers what was asked, and can lose an answer. */
    private static final class Asked implements CheckoutsApi {

        private final List<String> keys = new ArrayList<>();
        private final List<Object> items = new ArrayList<>();
        private boolean losesAnswers;
        private boolean refuses;

        @Override
        public Checkout open(String key, NewCheckout checkout) {
            keys.add(key);
            items.add(checkout.items());
            if (refuses) {
                throw new ApiProblem(new ApiProblem.Body(409, "payment_processing", Map.of(), null, List.of(), null));
            }
            if (losesAnswers) {
                throw ApiProblem.unreachable(new IOException("lost"));
            }
            return get("chk_1");
        }

        @Override
        public Checkout get(String id) {
            return new Checkout(
                    id,
                    "open",
                    "http://pay.example/1",
                    new Money(1_005, "EUR"),
                    new Money(1_000, "EUR"),
                    List.of(new Applied("inv_a", "A-1", 1_000)),
                    null,
                    null);
        }
    }

    @Override
    protected Set<Class<?>> lookupServices() {
        return Set.of(Translations.class);
    }

    @BeforeEach
    void speakEnglish() {
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    @Test
    void offersTheWholeBalanceUntilSomethingIsChosen() {
        OpenItemsPanel panel = panel();
        assertThat(payButton(panel).getText()).isEqualTo("Pay all €11.50");
        grid(panel).select(LATE);
        assertThat(payButton(panel).getText()).isEqualTo("Pay €10.00");
        grid(panel).deselectAll();
        assertThat(payButton(panel).getText()).isEqualTo("Pay all €11.50");
    }

    @Test
    void choosesAllPartsOfAnInvoiceTogether() {
        Line later = new Line("inv_a", "A-1", DAY, DAY.plusDays(30), 400, 0, 400, -9);
        OpenItemsPanel panel =
                panel(new InCurrency("EUR", List.of(LATE, PROCESSING, later), 1_650, 0, 1_650, List.of()));
        grid(panel).select(later);
        assertThat(grid(panel).getSelectedItems()).containsExactlyInAnyOrder(LATE, later);
        assertThat(payButton(panel).getText()).isEqualTo("Pay €14.00");
        grid(panel).deselect(LATE);
        assertThat(grid(panel).getSelectedItems()).isEmpty();
    }

    @Test
    void showsHowThePaymentIsAppliedAndWhatRoundingLeaves() {
        var dialog = dialog();
        dialog.ask(Selection.of(statement(), List.of(LATE)));
        assertThat(dialog.isOpened()).isTrue();
        assertThat(dialog.getElement().getTextRecursively())
                .contains("A-1")
                .contains("€10.00")
                .contains("€10.05")
                .contains("small difference");
        assertThat(checkouts.items).containsExactly(List.of("inv_a"));
    }

    @Test
    void asksAgainWithTheSameKeyWhenTheAnswerWasLost() {
        var dialog = dialog();
        Selection chosen = Selection.of(statement(), List.of(LATE));
        checkouts.losesAnswers = true;
        assertThatThrownBy(() -> dialog.ask(chosen)).isInstanceOf(ApiProblem.class);
        checkouts.losesAnswers = false;
        dialog.ask(chosen);
        assertThat(checkouts.keys).hasSize(2);
        assertThat(checkouts.keys.getFirst()).isEqualTo(checkouts.keys.getLast());
        dialog.ask(Selection.of(statement(), List.of()));
        assertThat(checkouts.keys.getLast()).isNotEqualTo(checkouts.keys.getFirst());
    }

    @Test
    void asksAnewAfterARefusalForItMayBeOver() {
        var dialog = dialog();
        Selection chosen = Selection.of(statement(), List.of(LATE));
        checkouts.refuses = true;
        assertThatThrownBy(() -> dialog.ask(chosen)).isInstanceOf(ApiProblem.class);
        checkouts.refuses = false;
        dialog.ask(chosen);
        assertThat(checkouts.keys).hasSize(2).doesNotHaveDuplicates();
        assertThat(dialog.isOpened()).isTrue();
    }

    private PayDialog dialog() {
        var dialog = new PayDialog(checkouts, "cus_1", "EUR", "http://portal.example/payments/return");
        UI.getCurrent().add(dialog);
        return dialog;
    }

    private OpenItemsPanel panel() {
        return panel(statement());
    }

    private OpenItemsPanel panel(InCurrency statement) {
        var panel = new OpenItemsPanel(
                statement,
                Set.of("inv_b"),
                Optional.of(new PayDialog(checkouts, "cus_1", "EUR", "http://portal.example/payments/return")));
        UI.getCurrent().add(panel);
        return panel;
    }

    @SuppressWarnings("unchecked")
    private Grid<Line> grid(OpenItemsPanel panel) {
        return find(Grid.class, panel).single();
    }

    private Button payButton(OpenItemsPanel panel) {
        return find(Button.class, panel).withId("pay-EUR").single();
    }

    private static InCurrency statement() {
        return new InCurrency("EUR", List.of(LATE, PROCESSING), 1_250, 100, 1_150, List.of());
    }
}
