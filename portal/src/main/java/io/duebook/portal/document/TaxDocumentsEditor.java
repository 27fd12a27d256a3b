package io.duebook.portal.document;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.duebook.portal.api.InvoicesApi.TaxDocument;
import io.duebook.portal.shell.Notice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tax documents of an invoice, as many as it has. */
public class TaxDocumentsEditor extends Div {

    private static final int MOST = 50;

    private final boolean isChinese;
    private final List<TaxDocumentEditor> editors = new ArrayList<>();
    private final Div rows = new Div();

    /** @param country of the tenant: in China a tax document is a digital fapiao unless said otherwise */
    public TaxDocumentsEditor(@Nullable String country, List<TaxDocument> known) {
        this.isChinese = "CN".equals(country);
        addClassName("tax-documents");
        var label = new Paragraph(getTranslation("tax_document.text"));
        label.addClassName("muted");
        add(
                label,
                rows,
                new Button(getTranslation("tax_document.add"), VaadinIcon.PLUS.create(), click -> another(null)));
        known.forEach(this::another);
    }

    private void another(@Nullable TaxDocument known) {
        if (editors.size() == MOST) {
            Notice.say(getTranslation("tax_document.most", MOST));
            return;
        }
        var editor = new TaxDocumentEditor(known, isChinese, gone -> {
            editors.remove(gone);
            rows.remove(gone);
        });
        editors.add(editor);
        rows.add(editor);
    }

    /** Marks what is wrong, and tells whether nothing is. */
    public boolean check() {
        return editors.stream().map(TaxDocumentEditor::check).reduce(true, Boolean::logicalAnd);
    }

    public List<TaxDocument> typed() {
        return editors.stream().map(TaxDocumentEditor::typed).toList();
    }
}
