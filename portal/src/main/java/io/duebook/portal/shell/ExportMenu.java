package io.duebook.portal.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Exports.Format;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the list at hand away as a file: all that its filters let through, not only what is on the screen. */
public final class ExportMenu extends NativeDetails {

    private static final Logger LOG = LoggerFactory.getLogger(ExportMenu.class);
    private static final int OF_ANY_LENGTH = -1;

    /** @param asked what the filters say at the moment of the download */
    public ExportMenu(Exports exports, Supplier<Asked> asked) {
        this(exports, "export.menu", Format.TABLES, asked);
    }

    /** Of what there is on paper too. */
    public static ExportMenu withPaper(Exports exports, Supplier<Asked> asked) {
        return new ExportMenu(exports, "export.menu", List.of(Format.values()), asked);
    }

    /** @param label the key of what it is called, where it takes away something else than the list */
    public ExportMenu(Exports exports, String label, Supplier<Asked> asked) {
        this(exports, label, Format.TABLES, asked);
    }

    private ExportMenu(Exports exports, String label, List<Format> formats, Supplier<Asked> asked) {
        addClassName("export");
        var word = new Span(VaadinIcon.DOWNLOAD_ALT.create(), new Span(getTranslation(label)));
        word.addClassName("btn-link");
        setSummary(word);
        var choices = new Div();
        choices.addClassNames("export-choices", "panel");
        for (Format format : formats) {
            choices.add(link(exports, asked, format));
        }
        setContent(choices);
    }

    private Anchor link(Exports exports, Supplier<Asked> asked, Format format) {
        var link = new Anchor(file(exports, asked, format), getTranslation("export." + format.suffix()));
        link.getElement().setAttribute("download", true);
        link.getElement().addEventListener("click", clicked -> setOpen(false));
        return link;
    }

    /** As a link of its own. */
    static DownloadHandler file(Exports exports, Supplier<Asked> asked, Format format) {
        return DownloadHandler.fromInputStream(event -> {
            Asked list = asked.get();
            try {
                return new DownloadResponse(
                        exports.open(list, format), list.name() + "." + format.suffix(), format.type(), OF_ANY_LENGTH);
            } catch (ApiProblem refused) {
                LOG.info("a list was not exported", refused);
                return DownloadResponse.error(refused.body().status());
            }
        });
    }
}
