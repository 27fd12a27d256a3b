package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.AttachmentsApi;
import io.duebook.portal.api.AttachmentsApi.Attachment;
import io.duebook.portal.api.AttachmentsApi.Visibility;
import io.duebook.portal.api.InvoicesApi.Reason;
import io.duebook.portal.api.Page;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.shell.Pill;
import io.duebook.portal.shell.ReasonDialog;
import io.duebook.portal.shell.Table;
import io.duebook.portal.shell.Table.Column;
import io.duebook.portal.shell.Table.Place;
import io.duebook.portal.words.Days;
import io.duebook.portal.words.Sizes;
import io.duebook.portal.words.Translations;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one document: which there are, and who may see them; with a place to drop more for whoever may. */
class AttachmentsPanel extends Section {

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentsPanel.class);
    private static final int MOST = 200;

    private final Visitor visitor;
    private final transient AttachmentsApi attachments;
    private final transient Exports exports;
    private final String document;
    private final Div list = new Div();
    private boolean any;

    AttachmentsPanel(
            Visitor visitor, AttachmentsApi attachments, Exports exports, Translations translations, String document) {
        this.visitor = visitor;
        this.attachments = attachments;
        this.exports = exports;
        this.document = document;
        String heading = getTranslation("attachments." + audience() + ".title");
        addClassNames("panel", "attachments");
        setAriaLabel(heading);
        add(new H2(heading), list);
        read();
        if (mayBring()) {
            add(new AttachmentUpload(attachments, translations, document, hasCustomer(), this::read));
        }
    }

    boolean isAny() {
        return any;
    }

    boolean mayBring() {
        return !visitor.isContact() && visitor.may("attachments:write");
    }

    /** Nobody knows yet whose that money is. */
    private boolean hasCustomer() {
        return !document.startsWith("unr_");
    }

    private String audience() {
        return visitor.isContact() ? "contact" : "staff";
    }

    private void read() {
        Page<Attachment> files = attachments.list(document, null, MOST);
        any = !files.data().isEmpty();
        list.removeAll();
        if (!any) {
            var none = new Paragraph(getTranslation("attachments.nothing"));
            none.addClassName("muted");
            list.add(none);
            return;
        }
        list.add(visitor.isContact() ? forContact(files) : forStaff(files));
        if (files.hasMore()) {
            list.add(new Paragraph(getTranslation("attachments.more", MOST)));
        }
    }

    private Table forContact(Page<Attachment> files) {
        var table = new Table(
                getTranslation("attachments.contact.title"),
                Column.words(getTranslation("attachments.name")).at(Place.TITLE),
                Column.words(getTranslation("attachments.size")).at(Place.FIGURE),
                Column.words(getTranslation("attachments.added")).at(Place.NOTE));
        files.data()
                .forEach(file -> table.row(
                        link(file),
                        size(file),
                        Days.in(getLocale())
                                .text(file.createdAt(), visitor.tenant().timeZone())));
        return table;
    }

    private Table forStaff(Page<Attachment> files) {
        var table = new Table(
                getTranslation("attachments.staff.title"),
                Column.words(getTranslation("attachments.name")).at(Place.TITLE),
                Column.words(getTranslation("attachments.size")).at(Place.NOTE),
                Column.words(getTranslation("attachments.added")),
                Column.words(getTranslation("attachments.seen_by")).at(Place.FIGURE),
                Column.words("").at(Place.LINE));
        files.data()
                .forEach(file -> table.row(
                        named(file),
                        size(file),
                        added(file),
                        file.visibleToCustomer()
                                ? new Pill(getTranslation("attachments.visible"), "warn")
                                : new Pill(getTranslation("attachments.internal"), "neutral"),
                        mayBring() ? acts(file) : new Span()));
        return table;
    }

    private Component named(Attachment file) {
        var name = new Div(link(file));
        if (!file.sameContent().isEmpty()) {
            var same = new Div(getTranslation("attachments.same"));
            same.addClassName("muted");
            name.add(same);
        }
        return name;
    }

    private Anchor link(Attachment file) {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    try {
                        return new DownloadResponse(
                                exports.open(file.content()), file.name(), "application/octet-stream", file.bytes());
                    } catch (ApiProblem refused) {
                        LOG.info("a file was not handed out", refused);
                        return DownloadResponse.error(refused.body().status());
                    }
                }),
                file.name());
        link.getElement().setAttribute("download", true);
        return link;
    }

    /** The books name each file by what it is. */
    private String size(Attachment file) {
        return file.name().substring(file.name().lastIndexOf('.') + 1).toUpperCase(Locale.ROOT)
                + " · "
                + Sizes.text(file.bytes(), getLocale());
    }

    private Component added(Attachment file) {
        String who = file.addedBy();
        var by = new Div(
                getTranslation(who != null && visitor.is(who) ? "attachments.by_you" : "attachments.by_somebody"));
        by.addClassName("muted");
        return new Div(
                new Span(Days.in(getLocale())
                        .text(file.createdAt(), visitor.tenant().timeZone())),
                by);
    }

    private Div acts(Attachment file) {
        var acts = new Div();
        acts.addClassName("row-acts");
        if (hasCustomer()) {
            acts.add(file.visibleToCustomer() ? hiding(file) : showing(file));
        }
        var remove = small("attachments.remove", file);
        remove.addClickListener(click -> new ReasonDialog(
                        getTranslation("attachments.remove.title", file.name()),
                        getTranslation("attachments.remove.text"),
                        getTranslation("attachments.remove"),
                        (key, reason) -> {
                            attachments.delete(file.id(), key, new Reason(reason));
                            read();
                        })
                .open());
        acts.add(remove);
        return acts;
    }

    private Button hiding(Attachment file) {
        var hide = small("attachments.hide", file);
        hide.setDisableOnClick(true);
        hide.addClickListener(click -> show(file, false));
        return hide;
    }

    /** Asks first: what a customer has read once is not unread by hiding it again. */
    private Button showing(Attachment file) {
        var show = small("attachments.show", file);
        show.addClickListener(click -> {
            var dialog = new ConfirmDialog(
                    getTranslation("attachments.show.title", file.name()),
                    getTranslation("attachments.show.text"),
                    getTranslation("attachments.show"),
                    sure -> show(file, true));
            dialog.setCancelable(true);
            dialog.setCancelText(getTranslation("action.cancel"));
            dialog.setWidth("30rem");
            dialog.open();
        });
        return show;
    }

    private Button small(String key, Attachment file) {
        var button = new Button(getTranslation(key));
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel(getTranslation(key) + ": " + file.name());
        return button;
    }

    /** Also where it was refused the list is read again: somebody else may have been quicker. */
    private void show(Attachment file, boolean toCustomer) {
        try {
            attachments.change(file.id(), file.tag(), new Visibility(toCustomer));
            Notice.say(getTranslation(toCustomer ? "attachments.shown" : "attachments.hidden", file.name()));
        } finally {
            read();
        }
    }
}
