package io.duebook.portal.staff;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.duebook.portal.api.ImportsApi;
import io.duebook.portal.api.ImportsApi.Import;
import io.duebook.portal.api.ImportsApi.RowError;
import io.duebook.portal.api.Money;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Figure;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Translations;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a file would add to the books, what is wrong with it, and the way in and out again. */
@Route("imports")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "imports:read")
class ImportScreen extends Screen implements HasUrlParameter<String> {

    private static final int SOON_MS = 2_000;

    private final transient ImportsApi imports;
    private final transient Translations translations;
    private final transient CommandKeys<Wanted> keys = new CommandKeys<>();
    private String id = "";
    private @Nullable Registration polling;

    /** What is to become of the import. */
    private record Wanted(String id, String state, boolean skipsRejected) {}

    ImportScreen(ImportsApi imports, Translations translations) {
        this.imports = imports;
        this.translations = translations;
    }

    @Override
    public void setParameter(BeforeEvent event, String wanted) {
        id = wanted;
        show(imports.get(id));
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> show(imports.get(id)));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
        }
        event.getUI().setPollInterval(-1);
    }

    private void show(Import found) {
        boolean underWay = found.state().equals("committing") || found.state().equals("undoing");
        UI.getCurrent().setPollInterval(underWay ? SOON_MS : -1);
        head(found.file().name(), getTranslation("import_state." + found.state() + ".text"), actions(found));
        var figures = Figure.row(
                Figure.hero(
                        getTranslation("import.accepted"),
                        amounts().count(found.accepted()),
                        getTranslation("import.of_rows", found.rows())),
                Figure.overdue(
                        found.rejected() > 0,
                        getTranslation("import.rejected"),
                        amounts().count(found.rejected()),
                        getTranslation("import.rejected.below")),
                Figure.plain(
                        getTranslation("import.unchanged"),
                        amounts().count(found.unchanged()),
                        getTranslation("import.unchanged.below")),
                Figure.plain(
                        getTranslation("import.adds"),
                        amounts().count(found.effects().invoices()),
                        getTranslation(
                                "import.adds.below",
                                found.effects().customers(),
                                found.effects().payments())));
        add(figures);
        if (!found.total().isEmpty()) {
            var total = new Div(new Paragraph(getTranslation("import.total", totals(found))));
            total.addClassName("panel");
            add(total);
        }
        if (!found.errors().isEmpty()) {
            add(errors(found));
        }
    }

    private String totals(Import found) {
        return found.total().stream()
                .map((Money money) -> amounts().text(money))
                .collect(Collectors.joining(" · "));
    }

    private Component[] actions(Import found) {
        List<Component> actions = new ArrayList<>();
        var back = new Anchor("imports", getTranslation("import.another"));
        back.addClassName("btn-link");
        actions.add(back);
        if (found.state().equals("checked") && found.accepted() > 0) {
            String words = found.rejected() > 0 ? "import.commit.skip" : "import.commit";
            var commit = action(
                    getTranslation(words, found.accepted()),
                    imported -> keys.send(
                            new Wanted(id, "committed", found.rejected() > 0),
                            key -> imports.commit(id, key, found.rejected() > 0)),
                    found);
            commit.addThemeVariants(ButtonVariant.PRIMARY);
            actions.add(commit);
        }
        if (found.state().equals("committed")) {
            actions.add(action(
                    getTranslation("import.undo"),
                    imported -> keys.send(new Wanted(id, "undone", false), key -> imports.undo(id, key)),
                    found));
        }
        return actions.toArray(Component[]::new);
    }

    private Button action(String text, Function<Import, Import> doing, Import on) {
        var button = new Button(text);
        button.setDisableOnClick(true);
        button.addClickListener(click -> {
            try {
                show(doing.apply(on));
            } finally {
                button.setEnabled(true);
            }
        });
        return button;
    }

    private Component errors(Import found) {
        var table = new Table(
                getTranslation("import.errors"),
                Column.words(getTranslation("import.line")),
                Column.words(getTranslation("import.column")),
                Column.words(getTranslation("import.what")).at(Place.TITLE));
        for (RowError error : found.errors()) {
            table.row(
                    amounts().count(error.line()),
                    error.column().isEmpty() ? getTranslation("import.whole_row") : error.column(),
                    words(error));
        }
        var panel = panel(getTranslation("import.errors.count", found.errorCount()), table);
        if (found.errorCount() > found.errors().size()) {
            panel.add(new Paragraph(
                    getTranslation("import.errors.more", found.errors().size())));
        }
        return panel;
    }

    /** In the reader's language where we know the code; else as the service says it. */
    private String words(RowError error) {
        String key = "row_error." + error.code();
        return translations.knows(key, getLocale())
                ? translations.word(key, getLocale())
                : error.message() + " (" + error.code() + ")";
    }
}
