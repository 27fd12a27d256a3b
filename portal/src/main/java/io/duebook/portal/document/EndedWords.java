package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says to whoever owes a claim what of it its supplier wrote off or gave up, and what that means for them. */
final class EndedWords {

    private EndedWords() {}

    /** Amounts as the reader writes them; null where there is none. */
    record Ended(@Nullable String writtenOff, @Nullable String waived) {}

    static List<Paragraph> forContact(Component on, String supplier, Ended ended) {
        var said = new ArrayList<Paragraph>();
        if (ended.writtenOff() != null) {
            said.add(note(on.getTranslation("ended.contact.written_off", supplier, ended.writtenOff())));
        }
        if (ended.waived() != null) {
            said.add(note(on.getTranslation("ended.contact.waived", supplier, ended.waived())));
        }
        return said;
    }

    private static Paragraph note(String sentence) {
        var note = new Paragraph(sentence);
        note.addClassName("note");
        return note;
    }
}
