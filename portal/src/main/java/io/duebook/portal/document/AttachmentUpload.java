package io.duebook.portal.document;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.AttachmentsApi;
import io.duebook.portal.api.AttachmentsApi.Limits;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.UploadWords;
import io.duebook.portal.words.ProblemWords;
import io.duebook.portal.words.Sizes;
import io.duebook.portal.words.Translations;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.core.io.ByteArrayResource;

/** A place to drop files of a document. Of each that is not taken it says which and why. */
class AttachmentUpload extends Div {

    private static final int MOST_REFUSALS = 10;

    private final transient AttachmentsApi attachments;
    private final transient Translations translations;
    private final String document;
    private final boolean hasCustomer;
    private final Runnable brought;
    private final Checkbox visible = new Checkbox(getTranslation("attachments.visible.new"));
    private final Div refusals = new Div();
    private final transient CommandKeys<Sent> keys = new CommandKeys<>();
    private boolean areRefusalsOld;

    /** What makes two uploads the same one, while the first is not answered. */
    private record Sent(String name, int length, int hash, boolean visible) {}

    /**
     * @param hasCustomer whether somebody beside staff may ever see it
     * @param brought is told of each file that was taken
     */
    AttachmentUpload(
            AttachmentsApi attachments,
            Translations translations,
            String document,
            boolean hasCustomer,
            Runnable brought) {
        this.attachments = attachments;
        this.translations = translations;
        this.document = document;
        this.hasCustomer = hasCustomer;
        this.brought = brought;
        addClassName("bringing");
        lay(attachments.limits());
    }

    private void lay(Limits limits) {
        String types = limits.types().stream()
                .map(type -> type.extensions().getFirst().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(getTranslation("list.comma")));
        String largest = Sizes.text(limits.largestBytes(), getLocale());
        var upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> take(metadata.fileName(), bytes)));
        upload.setMaxFileSize(Math.toIntExact(limits.largestBytes()));
        upload.setAcceptedFileTypes(limits.types().stream()
                .flatMap(type -> type.extensions().stream())
                .map(extension -> "." + extension)
                .toArray(String[]::new));
        upload.setI18n(UploadWords.of(
                this,
                getTranslation("attachments.drop"),
                getTranslation("attachments.choose"),
                getTranslation("attachments.too_large", largest),
                getTranslation("attachments.not_this_type", types)));
        upload.addFileRejectedListener(refused -> refuse(refused.getFileName(), refused.getErrorMessage()));
        upload.addAllFinishedListener(done -> {
            upload.clearFileList();
            areRefusalsOld = true;
        });
        var help = new Paragraph(getTranslation("attachments.limits", types, largest));
        help.addClassName("muted");
        refusals.addClassName("refusals");
        refusals.getElement().setAttribute("role", "alert");
        if (hasCustomer) {
            add(visible);
        }
        add(upload, help, refusals);
    }

    private void take(String name, byte[] bytes) {
        var sent = new Sent(name, bytes.length, Arrays.hashCode(bytes), hasCustomer && visible.getValue());
        try {
            keys.send(
                    sent, key -> attachments.add(key, document, String.valueOf(sent.visible()), resource(name, bytes)));
            forgetOldRefusals();
            brought.run();
        } catch (ApiProblem refused) {
            refuse(name, new ProblemWords(translations, getLocale()).sentence(refused));
        }
    }

    private static ByteArrayResource resource(String name, byte[] bytes) {
        return new ByteArrayResource(bytes) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }

    /** Stays until the next file is brought: whoever drops several reads which of them are missing, and why. */
    private void refuse(String name, String why) {
        forgetOldRefusals();
        if (refusals.getComponentCount() == MOST_REFUSALS) {
            refusals.remove(refusals.getComponentAt(0));
        }
        var which = new Span(name + ": ");
        which.addClassName("strong");
        refusals.add(new Div(which, new Span(why)));
    }

    private void forgetOldRefusals() {
        if (areRefusalsOld) {
            refusals.removeAll();
            areRefusalsOld = false;
        }
    }
}
