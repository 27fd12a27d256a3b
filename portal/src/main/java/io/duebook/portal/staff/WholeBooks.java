package io.duebook.portal.staff;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import com.vaadin.flow.shared.Registration;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ExportsApi;
import io.duebook.portal.api.ExportsApi.Export;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Days;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Sizes;
import io.duebook.portal.words.Translations;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All books as one file: the last ones that were taken, and a button that takes another. */
class WholeBooks extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(WholeBooks.class);
    private static final int SHOWN = 5;
    private static final int LATER_MS = 3_000;
    private static final long ALL_PERCENT = 100;

    private final Visitor visitor;
    private final transient ExportsApi books;
    private final transient Exports files;
    private final transient Translations translations;
    private final transient CommandKeys<String> keys = new CommandKeys<>();
    private final Div list = new Div();
    private final Button take;
    private transient List<Export> shown = List.of();
    private @Nullable Registration polling;

    WholeBooks(Visitor visitor, ExportsApi books, Exports files, Translations translations) {
        this.visitor = visitor;
        this.books = books;
        this.files = files;
        this.translations = translations;
        addClassName("panel");
        setAriaLabel(getTranslation("books.title"));
        take = new Button(getTranslation("books.take"), click -> take());
        take.setVisible(visitor.may("exports:write"));
        add(new H2(getTranslation("books.title")), new Paragraph(getTranslation("books.text")), take, list);
        show(latest());
    }

    private List<Export> latest() {
        return books.list(null, SHOWN).data();
    }

    private void take() {
        try {
            keys.send("books", books::take);
            Notice.say(getTranslation("books.taken"));
        } catch (ApiProblem refused) {
            Notice.warn(new ProblemWords(translations, getLocale()).sentence(refused));
        }
        show(latest());
        follow();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        polling = event.getUI().addPollListener(poll -> look());
        follow();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
        }
        event.getUI().setPollInterval(-1);
    }

    /** One that is being written gets further by itself. */
    private void look() {
        try {
            List<Export> now = latest();
            if (!now.equals(shown)) {
                show(now);
                follow();
            }
        } catch (ApiProblem passing) {
            LOG.debug("the exports were not read again", passing);
        }
    }

    private void follow() {
        getUI().ifPresent(ui -> ui.setPollInterval(isUnderWay() ? LATER_MS : -1));
    }

    private boolean isUnderWay() {
        return shown.stream().anyMatch(Export::isUnderWay);
    }

    private void show(List<Export> exports) {
        shown = exports;
        list.removeAll();
        take.setEnabled(!isUnderWay());
        if (exports.isEmpty()) {
            return;
        }
        var table = new Table(
                getTranslation("books.title"),
                Column.words(getTranslation("books.of")).at(Place.TITLE),
                Column.words(getTranslation("field.state")).at(Place.FIGURE),
                Column.words(getTranslation("books.file")).at(Place.NOTE),
                Column.words("SHA-256"));
        exports.forEach(export -> table.row(moment(asOf(export)), state(export), file(export), fingerprint(export)));
        list.add(table);
    }

    private static Instant asOf(Export export) {
        return export.takenAt() == null ? export.createdAt() : export.takenAt();
    }

    private String moment(Instant moment) {
        return Days.in(getLocale()).text(moment, visitor.tenant().timeZone());
    }

    private Component state(Export export) {
        String look =
                switch (export.state()) {
                    case "done" -> "ok";
                    case "failed" -> "bad";
                    default -> "neutral";
                };
        return new Pill(getTranslation("books." + export.state()), look);
    }

    private Component file(Export export) {
        if (export.isUnderWay()) {
            return new Span(getTranslation("books.progress", percent(export)));
        }
        if (!export.isDone() || export.bytes() == null || export.keptUntil() == null) {
            return new Span("–");
        }
        var until = new Div(getTranslation("books.until", moment(export.keptUntil())));
        until.addClassName("muted");
        return new Div(link(export, export.bytes()), until);
    }

    /** Of rows that are written, in percent and never more than all of them. */
    private static long percent(Export export) {
        Long total = export.rowsTotal();
        return total == null || total == 0 ? 0 : Math.min(ALL_PERCENT, ALL_PERCENT * export.rows() / total);
    }

    private Anchor link(Export export, long bytes) {
        String name = "duebook-" + export.id() + ".zip";
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    try {
                        return new DownloadResponse(files.open(export.content()), name, "application/zip", bytes);
                    } catch (ApiProblem refused) {
                        LOG.info("the books were not handed out", refused);
                        return DownloadResponse.error(refused.body().status());
                    }
                }),
                getTranslation("books.download", Sizes.text(bytes, getLocale())));
        link.getElement().setAttribute("download", true);
        return link;
    }

    private Component fingerprint(Export export) {
        if (export.sha256() == null) {
            return new Span("–");
        }
        var hash = new Code(export.sha256());
        hash.addClassName("hash");
        return hash;
    }
}
