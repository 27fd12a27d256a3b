package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import io.duebook.portal.api.ImportsApi;
import io.duebook.portal.api.ImportsApi.Import;
import io.duebook.portal.api.ImportsApi.Summary;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.FormScreen;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.shell.UploadWords;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.json.JsonMapper;

/** Takes a file in: upload, say which column is which, and check it. Nothing is booked before the check is seen. */
@Route("imports")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "imports:write")
class ImportsScreen extends FormScreen implements AfterNavigationObserver {

    private static final int MOST_BYTES = 20 * 1024 * 1024;
    private static final int LATEST = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Visitor visitor;
    private final transient ImportsApi imports;
    private final Div mapping = new Div();
    private final Div preview = new Div();
    private final Select<String> encoding =
            choice("import.encoding", List.of("utf-8", "gb18030", "windows-1252", "iso-8859-1"));
    private final Select<String> delimiter = choice("import.delimiter", CsvHead.DELIMITERS);
    private final Select<String> decimals = choice("import.decimals", List.of(".", ","));
    private final TextField dateFormat = new TextField(getTranslation("import.date_format"));
    private final Currencies currency;
    private final Map<String, Select<String>> columns = new LinkedHashMap<>();
    private transient @Nullable Taken file;

    /** The same file read in the same way is the same intent. */
    private record Taken(String name, byte[] bytes, CommandKeys<Map<String, Object>> keys) {}

    ImportsScreen(Visitor visitor, ImportsApi imports) {
        this.visitor = visitor;
        this.imports = imports;
        this.currency = new Currencies(visitor.tenant().baseCurrency());
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("imports.title"), getTranslation("imports.below"));
        delimiter.setItemLabelGenerator(sign -> getTranslation("import.delimiter." + DELIMITER_NAMES.get(sign)));
        dateFormat.setValue("yyyy-MM-dd");
        dateFormat.setHelperText(getTranslation("import.date_format.help"));
        encoding.addValueChangeListener(change -> readHead());
        delimiter.addValueChangeListener(change -> readHead());
        add(panel(getTranslation("imports.file"), upload()), mapping, latest());
    }

    private static final Map<String, String> DELIMITER_NAMES =
            Map.of(",", "comma", ";", "semicolon", "\t", "tab", "|", "bar");

    private Select<String> choice(String key, List<String> items) {
        var choice = new Select<String>();
        choice.setLabel(getTranslation(key));
        choice.setItems(items);
        choice.setValue(items.getFirst());
        return choice;
    }

    private Upload upload() {
        var upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> take(metadata.fileName(), bytes)));
        upload.setAcceptedFileTypes(".csv", ".txt", "text/csv");
        upload.setMaxFiles(1);
        upload.setMaxFileSize(MOST_BYTES);
        upload.addFileRejectedListener(refused -> Notice.say(refused.getErrorMessage()));
        String rejected = getTranslation("imports.rejected", MOST_BYTES / 1024 / 1024);
        upload.setI18n(UploadWords.of(
                this, getTranslation("imports.drop"), getTranslation("imports.choose"), rejected, rejected));
        return upload;
    }

    private void take(String name, byte[] bytes) {
        file = new Taken(name, bytes, new CommandKeys<>());
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        delimiter.setValue(CsvHead.delimiterOf(new String(bytes, 0, end, StandardCharsets.UTF_8)));
        readHead();
    }

    private void readHead() {
        Taken taken = file;
        if (taken == null) {
            return;
        }
        mapping.removeAll();
        try {
            CsvHead head =
                    CsvHead.read(new ByteArrayInputStream(taken.bytes()), encoding.getValue(), delimiter.getValue());
            ask(head);
        } catch (IOException unreadable) {
            mapping.add(new Paragraph(getTranslation("imports.unreadable")));
        }
    }

    private void ask(CsvHead head) {
        List<String> headings = head.headings().stream()
                .filter(heading -> !heading.isEmpty())
                .distinct()
                .toList();
        Map<String, String> guessed = ImportMapping.guess(headings);
        var how = new Div(encoding, delimiter, decimals, dateFormat, currency);
        how.addClassName("form");
        List.of(encoding, delimiter, decimals).forEach(field -> field.addClassName("third"));
        var which = new Div();
        which.addClassName("form");
        columns.clear();
        for (String target : ImportMapping.TARGETS) {
            var field = new Select<String>();
            // The component's own mark of a required choice tells assistive technology what its role does not allow.
            field.setLabel(
                    getTranslation("import.target." + target) + (ImportMapping.NEEDED.contains(target) ? " *" : ""));
            field.setItems(headings);
            field.setEmptySelectionAllowed(true);
            field.setEmptySelectionCaption(getTranslation("import.not_in_file"));
            field.addClassName("third");
            if (guessed.containsKey(target)) {
                field.setValue(guessed.get(target));
            }
            columns.put(target, field);
            which.add(field);
        }
        preview.removeAll();
        preview.addClassName("preview");
        preview.add(table(head));
        mapping.add(
                panel(getTranslation("imports.preview"), preview),
                panel(getTranslation("imports.how"), how),
                panel(getTranslation("imports.columns"), which, saving("import.check", this::isComplete, this::check)));
        mapping.addClassName("part");
    }

    private Component table(CsvHead head) {
        var table = new Table(
                getTranslation("imports.preview"),
                head.headings().stream().map(Column::words).toArray(Column[]::new));
        for (List<String> row : head.rows()) {
            if (row.size() <= head.headings().size()) {
                table.row(row.toArray());
            }
        }
        return table;
    }

    private void check() {
        Taken taken = file;
        if (taken == null) {
            return;
        }
        var chosen = new LinkedHashMap<String, String>();
        columns.forEach((target, field) -> {
            if (field.getValue() != null) {
                chosen.put(target, field.getValue());
            }
        });
        Map<String, Object> spec = ImportMapping.spec(
                encoding.getValue(),
                delimiter.getValue(),
                decimals.getValue(),
                dateFormat.getValue(),
                currency.getValue(),
                chosen);
        Import checked =
                taken.keys().send(spec, key -> imports.check(key, JSON.writeValueAsString(spec), resource(taken)));
        UI.getCurrent().navigate("imports/" + checked.id());
    }

    private static ByteArrayResource resource(Taken taken) {
        return new ByteArrayResource(taken.bytes()) {
            @Override
            public String getFilename() {
                return taken.name();
            }
        };
    }

    private boolean isComplete() {
        boolean complete = true;
        for (String target : ImportMapping.NEEDED) {
            complete &= Fields.require(java.util.Objects.requireNonNull(columns.get(target)));
        }
        return complete;
    }

    private Component latest() {
        List<Summary> found = imports.list(null, LATEST).data();
        if (found.isEmpty()) {
            return panel(
                    getTranslation("imports.latest"),
                    nothing(getTranslation("imports.nothing.title"), getTranslation("imports.nothing.text")));
        }
        var table = new Table(
                getTranslation("imports.latest"),
                Column.words(getTranslation("imports.file")).at(Place.TITLE),
                Column.words(getTranslation("imports.when")).at(Place.NOTE),
                Column.words(getTranslation("field.state")).at(Place.FIGURE),
                Column.figures(getTranslation("import.rows")).at(Place.END),
                Column.figures(getTranslation("import.invoices")));
        for (Summary summary : found) {
            table.row(
                    new Anchor("imports/" + summary.id(), summary.file().name()),
                    days().text(summary.createdAt(), visitor.tenant().timeZone()),
                    getTranslation("import_state." + summary.state()),
                    amounts().count(summary.rows()),
                    amounts().count(summary.effects().invoices()));
        }
        return panel(getTranslation("imports.latest"), table);
    }
}
