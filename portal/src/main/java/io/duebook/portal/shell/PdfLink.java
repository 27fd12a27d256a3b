package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Exports.Format;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.words.Languages;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Downloads a document as it goes on paper. */
public final class PdfLink extends Anchor {

    /** @param asked the document at the moment of the download */
    public PdfLink(Exports exports, Supplier<Asked> asked) {
        setHref(ExportMenu.file(exports, asked, Format.PDF));
        add(VaadinIcon.DOWNLOAD_ALT.create(), new Span(getTranslation("export.pdf.download")));
        addClassName("btn-link");
        getElement().setAttribute("download", true);
    }

    /**
     * For the customer's people in the language of the screen; what the workspace takes is in the customer's.
     *
     * @param path of the document
     * @param name of the file, without its suffix
     */
    public static PdfLink of(Exports exports, Visitor visitor, Locale screen, String path, String name) {
        Map<String, String> language = visitor.isContact() ? Map.of("language", Languages.tag(screen)) : Map.of();
        return new PdfLink(exports, () -> new Asked(path, language, name));
    }
}
