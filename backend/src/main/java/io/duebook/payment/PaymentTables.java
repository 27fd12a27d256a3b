package io.duebook.payment;

import io.duebook.platform.Table;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.util.List;
import java.util.Objects;

/** What payments, and what else settles or gives back, look like in a table. */
final class PaymentTables {

    static final Table<PaymentView> PAYMENTS = Table.<PaymentView>named("payments")
            .column("id", PaymentView::id)
            .column("external_id", PaymentView::externalId)
            .column("customer", payment -> payment.customer().id())
            .column("customer_external_id", payment -> payment.customer().externalId())
            .column("customer_name", payment -> payment.customer().name())
            .column("payer", PaymentView::payer)
            .column("received_on", PaymentView::receivedOn)
            .column("method", PaymentView::method)
            .column("channel", PaymentView::channel)
            .column("account", PaymentView::account)
            .column("reference", PaymentView::reference)
            .column("state", PaymentView::state)
            .column("currency", payment -> payment.amount().currency().code())
            .column("amount", PaymentView::amount)
            .column(
                    "unapplied",
                    payment -> new Money(payment.unapplied(), payment.amount().currency()))
            .column(
                    "refunded",
                    payment -> new Money(payment.refunded(), payment.amount().currency()));

    static final Table<RefundView> REFUNDS = Table.<RefundView>named("refunds")
            .column("id", RefundView::id)
            .column("external_id", RefundView::externalId)
            .column("customer", refund -> refund.customer().id())
            .column("customer_external_id", refund -> refund.customer().externalId())
            .column("customer_name", refund -> refund.customer().name())
            .column("of", PaymentTables::of)
            .column("number", RefundView::number)
            .column("refunded_on", RefundView::refundedOn)
            .column("method", RefundView::method)
            .column("state", RefundView::state)
            .column("failed_on", RefundView::failedOn)
            .column("currency", refund -> refund.currency().code())
            .column("amount", refund -> new Money(refund.amount(), refund.currency()));

    static final Table<UnidentifiedReceiptView> UNIDENTIFIED_RECEIPTS = Table.<UnidentifiedReceiptView>named(
                    "unidentified_receipts")
            .column("id", UnidentifiedReceiptView::id)
            .column("external_id", UnidentifiedReceiptView::externalId)
            .column("received_on", UnidentifiedReceiptView::receivedOn)
            .column("age_days", UnidentifiedReceiptView::ageDays)
            .column("method", UnidentifiedReceiptView::method)
            .column("payer", UnidentifiedReceiptView::payer)
            .column("reference", UnidentifiedReceiptView::reference)
            .column("state", UnidentifiedReceiptView::state)
            .column("payment", UnidentifiedReceiptView::payment)
            .column("returned_on", UnidentifiedReceiptView::returnedOn)
            .column("currency", receipt -> receipt.currency().code())
            .column("amount", receipt -> new Money(receipt.amount(), receipt.currency()));

    static final Table<BillView> BILLS = Table.<BillView>named("bills")
            .column("id", BillView::id)
            .column("payment", BillView::payment)
            .column("external_id", BillView::externalId)
            .column("customer", bill -> bill.customer().id())
            .column("customer_external_id", bill -> bill.customer().externalId())
            .column("customer_name", bill -> bill.customer().name())
            .column("kind", bill -> bill.kind().code())
            .column("number", BillView::number)
            .column("drawer", BillView::drawer)
            .column("acceptor", BillView::acceptor)
            .column("state", bill -> bill.state().code())
            .column("issued_on", BillView::issuedOn)
            .column("received_on", BillView::receivedOn)
            .column("matures_on", BillView::maturesOn)
            .column("days_to_maturity", BillView::daysToMaturity)
            .column("slip", BillView::slip)
            .column("taken_back_on", BillView::takenBackOn)
            .column("replaces", BillView::replaces)
            .column("currency", bill -> bill.currency().code())
            .column("amount", bill -> new Money(bill.amount(), bill.currency()));

    static final Table<DeductionView> DEDUCTIONS = Table.<DeductionView>named("deductions")
            .column("id", DeductionView::id)
            .column("customer", deduction -> deduction.customer().id())
            .column("customer_external_id", deduction -> deduction.customer().externalId())
            .column("customer_name", deduction -> deduction.customer().name())
            .column("payment", DeductionView::payment)
            .column("allocation", DeductionView::allocation)
            .column("invoice", DeductionView::invoice)
            .column("number", DeductionView::number)
            .column("reason", DeductionView::reason)
            .column("deducted_on", DeductionView::deductedOn)
            .column("reversed_on", DeductionView::reversedOn)
            .column("currency", deduction -> deduction.currency().code())
            .column("amount", deduction -> new Money(deduction.amount(), deduction.currency()));

    /** A claim of a netting: as every claim has its amount, sums of the column are right. */
    record NettedRow(NettingView netting, NettingView.NettedItemView item) {
        static List<NettedRow> of(NettingView netting) {
            return netting.items().stream()
                    .map(item -> new NettedRow(netting, item))
                    .toList();
        }
    }

    static final Table<NettedRow> NETTINGS = Table.<NettedRow>named("nettings")
            .column("id", row -> row.netting().id())
            .column("external_id", row -> row.netting().externalId())
            .column("customer", row -> row.netting().customer().id())
            .column("customer_external_id", row -> row.netting().customer().externalId())
            .column("customer_name", row -> row.netting().customer().name())
            .column("netted_on", row -> row.netting().nettedOn())
            .column("reason", row -> row.netting().reason())
            .column("reversed_on", row -> row.netting().reversedOn())
            .column("invoice", row -> row.item().invoice())
            .column("number", row -> row.item().number())
            .column("reversed", row -> String.valueOf(row.item().reversed()))
            .column("currency", row -> row.netting().currency().code())
            .column(
                    "amount",
                    row -> new Money(row.item().amount(), row.netting().currency()));

    private PaymentTables() {}

    /** The document whose money or credit it gave back. */
    private static PublicId of(RefundView refund) {
        PublicId credit = refund.payment() != null ? refund.payment() : refund.creditNote();
        return credit != null ? credit : Objects.requireNonNull(refund.charge());
    }
}
