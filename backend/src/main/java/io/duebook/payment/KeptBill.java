package io.duebook.payment;

import io.duebook.item.CashDay;
import io.duebook.item.UndueBill;
import io.duebook.ledger.Account;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bill as the books hold it now.
 *
 * @param steps what was done with it, what was taken back included, in order
 * @param free the first day on which something else may happen to it: nothing that it went through is later
 * @param lastRecorded since when the books know all that
 * @param takenBack why its payment was taken back, if it was
 */
record KeptBill(
        Bill bill, List<BillStep> steps, LocalDate free, Instant lastRecorded, NewReversal.@Nullable Kind takenBack) {

    BillState state() {
        if (takenBack != null) {
            return takenBack == NewReversal.Kind.MISTAKE ? BillState.RETURNED : BillState.DISHONOURED;
        }
        return standing().map(step -> BillState.of(step.kind().code())).orElse(BillState.HELD);
    }

    /** What was done last and still stands: what became of it comes after its deposit. */
    Optional<BillStep> standing() {
        return settled().or(() -> steps.stream()
                .filter(BillStep::stands)
                .filter(BillStep::isDeposit)
                .findFirst());
    }

    private Optional<BillStep> settled() {
        return steps.stream()
                .filter(BillStep::stands)
                .filter(step -> !step.isDeposit())
                .findFirst();
    }

    /** Whether nobody has paid it yet, and it was not passed on: it is still held, be it at the bank. */
    boolean isOnlyPromised() {
        return !bill.inBank() && takenBack == null && settled().isEmpty();
    }

    /**
     * What was passed on for good is the loss of whoever took it; what is given back must be in the tenant's hands.
     *
     * @throws BillRefused where its payment cannot be taken back for this reason, as it is now
     */
    void mustBeTakeableAs(NewReversal.Kind reason) {
        if (settled().filter(BillStep::isForGood).isPresent()) {
            throw BillRefused.withoutRecourse(bill);
        }
        if (reason == NewReversal.Kind.MISTAKE && settled().isPresent()) {
            throw BillRefused.notHeld(this);
        }
    }

    /** The account that holds it. */
    Account isIn() {
        return bill.inBank() ? Account.bank() : standing().map(BillStep::into).orElse(Account.billsReceivable());
    }

    /**
     * From which day the customer is no longer trusted for it. What was passed on with recourse comes back if it is
     * dishonoured, so it counts through its maturity.
     */
    private Optional<LocalDate> over() {
        return bill.inBank() ? Optional.of(LocalDate.MIN) : settled().map(this::over);
    }

    private LocalDate over(BillStep step) {
        LocalDate afterMaturity = bill.maturesOn().plusDays(1);
        return step.withRecourse() && afterMaturity.isAfter(step.on()) ? afterMaturity : step.on();
    }

    /**
     * From when on it counts as money once this is done: one that is paid early, from then on; one that is paid late, as if
     * it had been paid when it matured.
     */
    Optional<CashDay> cashDayWith(BillStep step) {
        return step.isCollection()
                ? Optional.of(cashFrom(step.on().isBefore(bill.maturesOn()) ? step.on() : bill.maturesOn()))
                : Optional.empty();
    }

    Optional<CashDay> cashDayWithout(BillStep step) {
        return step.isCollection() ? Optional.of(cashFrom(bill.maturesOn())) : Optional.empty();
    }

    private CashDay cashFrom(LocalDate on) {
        return new CashDay(bill.payment().value(), on);
    }

    List<UndueBill> when(BillStep step) {
        return bill.inBank() || step.isDeposit() ? List.of() : List.of(bill.counts(-whole(), over(step)));
    }

    List<UndueBill> whenUndone(BillStep step, LocalDate on) {
        LocalDate was = over(step);
        return bill.inBank() || step.isDeposit()
                ? List.of()
                : List.of(bill.counts(whole(), was.isAfter(on) ? was : on));
    }

    List<UndueBill> whenTakenBack(LocalDate on) {
        return until(-whole(), on);
    }

    List<UndueBill> whenGivenAgain(LocalDate on) {
        return until(whole(), on);
    }

    /** A change from a day to the day on which it would not count any more anyway. */
    private List<UndueBill> until(long delta, LocalDate on) {
        return over().map(end -> on.isBefore(end)
                        ? List.of(bill.counts(delta, on), bill.counts(-delta, end))
                        : List.<UndueBill>of())
                .orElseGet(() -> List.of(bill.counts(delta, on)));
    }

    private long whole() {
        return bill.amount().amount();
    }
}
