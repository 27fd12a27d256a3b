package io.duebook.portal.staff;

import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.BillsApi.Bill;
import io.duebook.portal.api.PaymentsApi.NewBill;
import io.duebook.portal.shell.Dates;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.words.Days;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a bill or cheque says that a payment comes as. One that nobody follows is money in the bank at once. */
class BillFields extends Div {

    static final String BILL = "bill";
    static final String CHEQUE = "cheque";
    private static final List<String> KINDS = List.of("bank_acceptance", "commercial_acceptance", "promissory_note");
    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_NAME = 200;

    private final Checkbox isFollowed = new Checkbox(getTranslation("bill.follow"), true);
    private final Select<String> kind = new Select<>();
    private final TextField number = new TextField(getTranslation("bill.number"));
    private final TextField acceptor = new TextField();
    private final TextField drawer = new TextField(getTranslation("bill.drawer"));
    private final DatePicker issuedOn = Dates.field(getTranslation("bill.issued_on"), null, getLocale());
    private final DatePicker maturesOn = Dates.field(getTranslation("bill.matures_on"), null, getLocale());
    private final Checkbox transferable = new Checkbox(getTranslation("bill.transferable.ask"), true);
    private final Paragraph meaning = new Paragraph();
    private String method = "";
    private @Nullable LocalDate receivedOn;
    private @Nullable String replaces;

    BillFields() {
        addClassName("form");
        kind.setLabel(getTranslation("field.kind"));
        kind.setItems(KINDS);
        kind.setItemLabelGenerator(one -> getTranslation("bill_kind." + one));
        kind.setValue(KINDS.getFirst());
        number.setRequiredIndicatorVisible(true);
        number.setMaxLength(LONGEST_NUMBER);
        drawer.setHelperText(getTranslation("bill.drawer.help"));
        acceptor.setMaxLength(LONGEST_NAME);
        drawer.setMaxLength(LONGEST_NAME);
        meaning.getElement().setAttribute("aria-live", "polite");
        meaning.addClassName("note");
        for (HasStyle field : List.of(kind, number, acceptor, drawer, issuedOn, maturesOn)) {
            field.addClassName("third");
        }
        for (HasStyle field : List.of(isFollowed, transferable, meaning)) {
            field.addClassName("wide");
        }
        isFollowed.addValueChangeListener(change -> lay());
        issuedOn.addValueChangeListener(change -> explain());
        maturesOn.addValueChangeListener(change -> explain());
        add(isFollowed, kind, number, acceptor, drawer, issuedOn, maturesOn, transferable, meaning);
    }

    static boolean fits(String method) {
        return method.equals(BILL) || method.equals(CHEQUE);
    }

    /** Asks for what fits the method, of money that came on a day. */
    void of(String chosen, @Nullable LocalDate came) {
        method = chosen;
        receivedOn = came;
        lay();
    }

    /** It is given in the place of another, which was dishonoured or given back. */
    void inPlaceOf(Bill other) {
        replaces = other.id();
        if (KINDS.contains(other.kind())) {
            kind.setValue(other.kind());
        }
        transferable.setValue(other.transferable());
    }

    private void lay() {
        boolean follows = isFollowed.getValue();
        boolean isCheque = method.equals(CHEQUE);
        for (HasStyle field : List.of(number, acceptor, drawer, issuedOn, maturesOn)) {
            ((com.vaadin.flow.component.Component) field).setVisible(follows);
        }
        kind.setVisible(follows && !isCheque);
        transferable.setVisible(follows && !isCheque);
        acceptor.setLabel(getTranslation(isCheque ? "bill.acceptor.cheque" : "bill.acceptor"));
        maturesOn.setLabel(getTranslation(isCheque ? "bill.matures_on.cheque" : "bill.matures_on"));
        maturesOn.setRequiredIndicatorVisible(!isCheque);
        explain();
    }

    private void explain() {
        LocalDate maturity = matures();
        meaning.setText(
                !isFollowed.getValue()
                        ? getTranslation("bill.means.unfollowed")
                        : method.equals(CHEQUE)
                                        && (maturity == null || receivedOn != null && !maturity.isAfter(receivedOn))
                                ? getTranslation("bill.means.cheque")
                                : maturity == null
                                        ? getTranslation("bill.means.bill")
                                        : getTranslation(
                                                "bill.means.bill_until",
                                                Days.in(getLocale()).text(maturity)));
    }

    /** A cheque of a later day is post-dated by the words of its paper. */
    private @Nullable LocalDate matures() {
        LocalDate said = maturesOn.getValue();
        return said == null && method.equals(CHEQUE) ? issuedOn.getValue() : said;
    }

    /** Marks what is missing or wrong, and tells whether nothing is. */
    boolean check() {
        if (!isAsked()) {
            return true;
        }
        LocalDate issued = issuedOn.getValue();
        LocalDate matures = maturesOn.getValue();
        boolean isRight = Fields.require(number);
        isRight &= Fields.mark(maturesOn, matures != null || method.equals(CHEQUE), "form.required");
        if (matures != null && issued != null) {
            isRight &= Fields.mark(maturesOn, !matures.isBefore(issued), "bill.matures_on.wrong");
        }
        return isRight;
    }

    private boolean isAsked() {
        return fits(method) && isFollowed.getValue();
    }

    /** What the API finds wrong with one of them is said there. */
    void tell(FieldErrors errors) {
        errors.of("bill/kind", kind)
                .of("bill/number", number)
                .of("bill/drawer", drawer)
                .of("bill/acceptor", acceptor)
                .of("bill/issued_on", issuedOn)
                .of("bill/matures_on", maturesOn);
    }

    /** Null where the payment came otherwise, or nobody follows the paper. */
    @Nullable
    NewBill asked() {
        return isAsked()
                ? new NewBill(
                        method.equals(CHEQUE) ? CHEQUE : kind.getValue(),
                        number.getValue().strip(),
                        Fields.given(drawer),
                        Fields.given(acceptor),
                        issuedOn.getValue(),
                        maturesOn.getValue(),
                        method.equals(CHEQUE) || transferable.getValue(),
                        replaces)
                : null;
    }
}
