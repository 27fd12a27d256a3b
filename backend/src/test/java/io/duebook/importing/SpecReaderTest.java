package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import io.duebook.shared.Currency;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecReaderTest {

    private static final String COLUMNS = """
            "columns":{"customer.external_id":"c","invoice.number":"n","invoice.issue_date":"i","invoice.due_date":"d",\
            "invoice.total":"t"}""";

    @Test
    void fillsInWhatIsUsual() {
        ImportSpec spec = read(",\"currency\":\"USD\"");

        assertThat(spec.encoding()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(spec.delimiter()).isEqualTo(',');
        assertThat(spec.currency()).isEqualTo(Currency.of("USD"));
        assertThat(spec.dates().pattern()).isEqualTo("yyyy-MM-dd");
        assertThat(spec.amounts()).isEqualTo(new AmountFormat('.', null));
        assertThat(spec.words().read("YES")).isTrue();
        assertThat(spec.words().read("否")).isFalse();
        assertThat(spec.columns()).containsEntry(Target.NUMBER, "n").hasSize(5);
    }

    @Test
    void readsEveryKey() {
        ImportSpec spec = SpecReader.read("""
                {"kind":"receivables","format":"csv","encoding":"GB18030","delimiter":"\\t","date_format":"d.M.yyyy",
                 "decimal_separator":",","grouping_separator":".","words":{"yes":["Ja"],"no":["Nein"]},
                 "columns":{"customer.external_id":"c","invoice.number":"n","invoice.issue_date":"i",
                            "invoice.due_date":"d","invoice.total":"t","invoice.currency":"w"}}
                """);

        assertThat(spec.encoding().name()).isEqualTo("GB18030");
        assertThat(spec.delimiter()).isEqualTo('\t');
        assertThat(spec.currency()).isNull();
        assertThat(spec.amounts()).isEqualTo(new AmountFormat(',', '.'));
        assertThat(spec.words().read("ja")).isTrue();
    }

    @Test
    void tellsEverythingThatIsWrongByItsPointer() {
        assertThat(errors("""
                        {"kind":"payables","delimiter":"x","encoding":"ebcdic","currency":"XXX","date_format":"MMM",
                         "decimal_separator":",","grouping_separator":",","words":{"yes":["1"],"no":"0"},"sheet":1,
                         "columns":{"customer.external_id":"c","invoice.number":7,"invoice.colour/hue":"n",
                                    "payment.amount":"p"}}
                        """))
                .extracting(error -> error.pointer() + " " + error.code())
                .containsExactlyInAnyOrder(
                        "/spec/kind invalid",
                        "/spec/format required",
                        "/spec/delimiter invalid",
                        "/spec/encoding invalid",
                        "/spec/currency currency_not_supported",
                        "/spec/date_format invalid",
                        "/spec/grouping_separator invalid",
                        "/spec/words/no invalid_type",
                        "/spec/sheet unknown_field",
                        "/spec/columns/invoice.number invalid_type",
                        "/spec/columns/invoice.colour~1hue unknown_field",
                        "/spec/columns/invoice.issue_date required",
                        "/spec/columns/invoice.due_date required",
                        "/spec/columns/invoice.total required",
                        "/spec/columns/payment.amount invalid");
    }

    @Test
    void wantsACurrencyFromTheSpecOrAColumn() {
        assertThat(errors("{\"kind\":\"receivables\",\"format\":\"csv\"," + COLUMNS + "}"))
                .extracting(FieldError::pointer)
                .containsExactly("/spec/currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{", "{\"kind\":\"receivables\""})
    void refusesWhatIsNoObject(String json) {
        assertThat(errors(json)).extracting(FieldError::pointer).containsExactly("/spec");
    }

    private static ImportSpec read(String more) {
        return SpecReader.read("{\"kind\":\"receivables\",\"format\":\"csv\"," + COLUMNS + more + "}");
    }

    private static List<FieldError> errors(String json) {
        return catchThrowableOfType(InvalidRequest.class, () -> SpecReader.read(json))
                .errors();
    }
}
