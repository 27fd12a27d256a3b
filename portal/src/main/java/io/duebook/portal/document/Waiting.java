package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import io.duebook.portal.api.ApprovalsApi;
import io.duebook.portal.session.Visitor;
import java.util.List;

/** Says of a document that somebody asked for something about it which a second person has not decided yet. */
final class Waiting {

    private static final int MOST = 200;
    private static final String DEDUCTION = "deduction";

    private Waiting() {}

    static List<Paragraph> notes(Component on, Visitor visitor, ApprovalsApi approvals, String document) {
        if (visitor.isContact() || !visitor.may("approvals:read")) {
            return List.of();
        }
        return approvals.list("pending", null, MOST).data().stream()
                .filter(approval -> approval.document().equals(document))
                .map(approval -> {
                    var see = new Anchor("approvals/" + approval.id(), on.getTranslation("approval.see"));
                    String waits = approval.kind().equals(DEDUCTION) ? "approval.waits.deduction" : "approval.waits";
                    var words = new Paragraph(new Text(on.getTranslation(waits) + " "), see);
                    words.addClassName("note");
                    return words;
                })
                .toList();
    }
}
