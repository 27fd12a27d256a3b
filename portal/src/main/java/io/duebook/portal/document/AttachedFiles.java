package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import io.duebook.portal.api.AttachmentsApi;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.words.Translations;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** The files of whatever can have some, on its screen, as far as the person at it may see or bring any. */
@org.springframework.stereotype.Component
public class AttachedFiles {

    private final ObjectProvider<Visitor> visitors;
    private final AttachmentsApi attachments;
    private final Exports exports;
    private final Translations translations;

    AttachedFiles(
            ObjectProvider<Visitor> visitors, AttachmentsApi attachments, Exports exports, Translations translations) {
        this.visitors = visitors;
        this.attachments = attachments;
        this.exports = exports;
        this.translations = translations;
    }

    /** Empty for whoever may see none, or where there is none and they may bring none. */
    public Optional<Component> of(String document) {
        Visitor visitor = visitors.getObject();
        if (!visitor.may("attachments:read")) {
            return Optional.empty();
        }
        var panel = new AttachmentsPanel(visitor, attachments, exports, translations, document);
        return panel.isAny() || panel.mayBring() ? Optional.of(panel) : Optional.empty();
    }
}
