package io.duebook.invoice;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One line of an invoice.
 *
 * @param unitAmount of one unit, before tax
 * @param taxRate in percent: 19 is 19 %
 * @param net quantity × unit amount, a half rounded up
 */
record Line(String description, BigDecimal quantity, Money unitAmount, BigDecimal taxRate, Money net) {

    static Line of(String description, BigDecimal quantity, Money unitAmount, BigDecimal taxRate) {
        return new Line(description, quantity, unitAmount, taxRate, unitAmount.times(quantity, RoundingMode.HALF_UP));
    }

    Currency currency() {
        return unitAmount.currency();
    }
}
