package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.Effective;
import io.duebook.portal.api.ExchangeRatesApi.Step;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.staff.ChosenParts.About;
import io.duebook.portal.words.Translations;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartsTest extends BrowserlessTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @Override
    protected Set<Class<?>> lookupServices() {
        return Set.of(Translations.class);
    }

    @BeforeEach
    void speakEnglish() {
        UI.getCurrent().setLocale(Locale.ENGLISH);
    }

    @Test
    void showsClaimsOfOthersBelowWhoseTheyAreAndWhatTheyOweInAll() {
        var parts = new ChosenParts(About.RECEIPT);
        parts.offer(
                List.of(
                        claim("1"),
                        claim("2").of("Ostrava"),
                        claim("3").of("Ostrava"),
                        claim("4").of("Brno")),
                "EUR");
        assertThat(all(parts, H3.class).map(PartsTest::text)).containsExactly("Ostrava €20.00", "Brno €10.00");
        assertThat(fields(parts)).hasSize(4);
    }

    @Test
    void countsWhatIsTypedAlsoWhereASearchHidesIt() {
        var parts = new ChosenParts(About.RECEIPT);
        parts.of(1_500, "");
        parts.offer(IntStream.range(0, 150).mapToObj(at -> claim("R-" + at)).toList(), "EUR");
        assertThat(fields(parts)).hasSize(100);
        type(parts, "R-7", "4");
        search(parts, "R-149");
        type(parts, "R-149", "99");
        search(parts, "R-7");
        assertThat(parts.parts()).containsExactly(new Part("R-7", 400), new Part("R-149", 9_900));
        assertThat(parts.left()).isEqualTo(1_500 - 400 - 9_900);

        assertThat(parts.check()).isFalse();
        assertThat(field(parts, "R-149").isInvalid()).isTrue();
        assertThat(field(parts, "R-7").isInvalid()).isFalse();
        type(parts, "R-149", "10.00");
        assertThat(parts.check()).isTrue();
    }

    /** The amount arrives a moment after it was typed, when somebody may be in a part's field or on a suggestion. */
    @Test
    void replacesNothingThatSomebodyMayBeAtWhenTheAmountArrives() {
        var parts = new ChosenParts(About.RECEIPT);
        parts.of(1_500, "");
        parts.offer(List.of(claim("1"), claim("2")), "EUR");
        List<TextField> fields = fields(parts).toList();
        Button oldestFirst = suggestions(parts).getFirst();
        type(parts, "2", "4");

        parts.of(1_000, "For 2");
        assertThat(fields(parts)).containsExactlyElementsOf(fields);
        assertThat(suggestions(parts)).hasSize(4).contains(oldestFirst);
        assertThat(parts.parts()).containsExactly(new Part("2", 400));

        oldestFirst.click();
        assertThat(fields(parts)).containsExactlyElementsOf(fields);
        assertThat(parts.parts()).containsExactly(new Part("1", 1_000));
        assertThat(fields.get(1).getValue()).isEmpty();
        assertThat(suggestions(parts).getLast().getText()).isEqualTo("Clear");
        suggestions(parts).getLast().click();
        assertThat(parts.parts()).isEmpty();
        assertThat(suggestions(parts)).hasSize(3);
    }

    @Test
    void keepsWhatWasTypedOfOtherCurrenciesWhenTheMoneyComesOnAnotherDay() {
        var parts = new ForeignParts(new Rates(rates()), () -> 10_000L, () -> {});
        parts.offer(Map.of("USD", List.of(claim("1"))), "EUR", MONDAY);
        type(parts, "1", "10");
        assertThat(parts.cost()).isEqualTo(900);

        parts.movedTo(MONDAY.plusDays(1));
        assertThat(parts.cost()).isEqualTo(800);
        parts.movedTo(MONDAY.plusDays(2));
        assertThat(parts.taken()).isEmpty();
        assertThat(parts.check()).isFalse();
        parts.movedTo(MONDAY);
        assertThat(parts.check()).isTrue();
        assertThat(parts.cost()).isEqualTo(900);
    }

    /** Another on the second day, and none known of later ones. */
    private static ExchangeRatesApi rates() {
        return (ExchangeRatesApi) Proxy.newProxyInstance(
                ExchangeRatesApi.class.getClassLoader(),
                new Class<?>[] {ExchangeRatesApi.class},
                (proxy, method, asked) -> {
                    LocalDate on = (LocalDate) asked[2];
                    if (on.isAfter(MONDAY.plusDays(1))) {
                        throw new ApiProblem(
                                new ApiProblem.Body(422, "currency_mismatch", Map.of(), null, List.of(), null));
                    }
                    String rate = on.equals(MONDAY) ? "0.9" : "0.8";
                    return new Effective("USD", "EUR", on, rate, List.of(new Step("USD", "EUR", rate, on)));
                });
    }

    private static List<Button> suggestions(Component in) {
        return all(in, Div.class)
                .filter(box -> box.hasClassName("suggestions"))
                .flatMap(Component::getChildren)
                .filter(Component::isVisible)
                .map(Button.class::cast)
                .toList();
    }

    private static Choice claim(String id) {
        return new Choice(id, id, 1_000, 3L);
    }

    private static void type(Component in, String number, String amount) {
        field(in, number).setValue(amount);
    }

    private static TextField field(Component in, String number) {
        return fields(in)
                .filter(field -> field.getAriaLabel().orElse("").equals("Part for " + number))
                .findFirst()
                .orElseThrow();
    }

    private static void search(Component in, String words) {
        all(in, TextField.class)
                .filter(field -> "Find by number".equals(field.getLabel()))
                .findFirst()
                .orElseThrow()
                .setValue(words);
    }

    private static Stream<TextField> fields(Component in) {
        return all(in, TextField.class)
                .filter(field -> field.getAriaLabel().orElse("").startsWith("Part for "));
    }

    private static String text(Component heading) {
        return String.join(
                " ",
                heading.getChildren().map(part -> part.getElement().getText()).toList());
    }

    private static <T extends Component> Stream<T> all(Component in, Class<T> type) {
        return within(in).filter(type::isInstance).map(type::cast);
    }

    private static Stream<Component> within(Component on) {
        return Stream.concat(Stream.of(on), on.getChildren().flatMap(PartsTest::within));
    }
}
