package io.duebook.portal.shell;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import io.duebook.portal.api.CustomersApi;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a list is asked for, which stands in its address: whoever comes back, or is sent it, sees the same rows. */
public final class Filters {

    private final Location here;
    private final List<Told<?>> told = new ArrayList<>();

    /** A field, as it is told in the address; left out there as long as it says what it says at first. */
    private record Told<V>(String name, HasValue<?, V> field, Function<V, String> words, String first) {

        static <V> Told<V> of(String name, HasValue<?, V> field, Function<V, String> words) {
            return new Told<>(name, field, words, text(field, words));
        }

        String text() {
            return text(field, words);
        }

        private static <V> String text(HasValue<?, V> field, Function<V, String> words) {
            @Nullable V value = field.getValue();
            return value == null ? "" : words.apply(value);
        }
    }

    public Filters(AfterNavigationEvent event) {
        this.here = event.getLocation();
    }

    public Filters words(String name, TextField field) {
        return with(name, field, Function.identity(), words -> Optional.of(words));
    }

    public Filters choice(String name, Select<String> field) {
        return with(name, field, Function.identity(), asked -> Optional.of(asked)
                .filter(one -> field.getListDataView().getItems().anyMatch(one::equals)));
    }

    /** @param isKnown what may be in the field; anything else that is asked for is forgotten */
    public Filters code(String name, ComboBox<String> field, Predicate<String> isKnown) {
        return with(
                name, field, Function.identity(), asked -> Optional.of(asked).filter(isKnown));
    }

    public Filters tick(String name, Checkbox field) {
        return with(name, field, isTicked -> isTicked ? "true" : "", asked -> Optional.of(asked)
                .filter("true"::equals)
                .map(Boolean::valueOf));
    }

    public Filters day(String name, DatePicker field) {
        return with(name, field, LocalDate::toString, Filters::day);
    }

    /** A day as addresses write it; empty where it is none. */
    public static Optional<LocalDate> day(String asked) {
        try {
            return Optional.of(LocalDate.parse(asked));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    public Filters customer(CustomerPicker field, CustomersApi customers) {
        field.setRequiredIndicatorVisible(false);
        field.setClearButtonVisible(true);
        return with(
                "customer",
                field,
                CustomersApi.Customer::id,
                asked -> asked.isBlank() ? Optional.empty() : Optional.of(customers.get(asked)));
    }

    private <V> Filters with(
            String name, HasValue<?, V> field, Function<V, String> words, Function<String, Optional<V>> value) {
        told.add(Told.of(name, field, words));
        here.getQueryParameters().getSingleParameter(name).flatMap(value).ifPresent(field::setValue);
        return this;
    }

    /** Whether one of these says something else than it begins with. */
    public boolean isAny(HasValue<?, ?>... fields) {
        return told.stream()
                .filter(one -> List.of(fields).contains(one.field()))
                .anyMatch(one -> !one.text().equals(one.first()));
    }

    /** Reads the list now, and whenever one of them is another. */
    public void read(Runnable reading) {
        told.forEach(one -> one.field().addValueChangeListener(change -> {
            tell();
            reading.run();
        }));
        reading.run();
    }

    private void tell() {
        Map<String, String> asked = new LinkedHashMap<>();
        told.stream().filter(one -> !one.text().equals(one.first())).forEach(one -> asked.put(one.name(), one.text()));
        UI.getCurrent()
                .getPage()
                .getHistory()
                .replaceState(null, new Location(here.getPath(), QueryParameters.simple(asked)));
    }

    /** What of a list is taken away as a file: as it is asked for in the address, by the same names. */
    public Map<String, String> asked() {
        var asked = new LinkedHashMap<String, String>();
        told.forEach(one -> asked.put(one.name(), Objects.requireNonNullElse(one.text(), "")));
        return asked;
    }
}
