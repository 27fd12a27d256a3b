package io.duebook.portal.document;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.NewCase;
import io.duebook.portal.api.CasesApi.Summary;
import io.duebook.portal.document.DisputeDialog.Claim;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Documents;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Objecting to a claim from wherever it is shown, and the ways to what is objected to already. */
@org.springframework.stereotype.Component
class Disputing {

    private static final int MOST = 200;

    private final ObjectProvider<Visitor> visitors;
    private final CasesApi cases;

    Disputing(ObjectProvider<Visitor> visitors, CasesApi cases) {
        this.visitors = visitors;
        this.cases = cases;
    }

    /** Empty for whoever may not, or where nothing is left to object to. */
    Optional<Button> button(Claim claim) {
        if (!visitors.getObject().may("cases:write") || claim.free() <= 0) {
            return Optional.empty();
        }
        boolean isContact = visitors.getObject().isContact();
        var button = new Button();
        button.setText(button.getTranslation("case.dispute." + (isContact ? "contact" : "staff")));
        button.addClickListener(click -> new DisputeDialog(isContact, claim, this::open).open());
        return Optional.of(button);
    }

    private void open(String key, NewCase objection) {
        UI.getCurrent().navigate(Documents.address(cases.open(key, objection).id()));
    }

    /** The cases about a claim that are not resolved; empty where there is none or the person may see none. */
    Optional<Component> links(String customer, String claim) {
        Visitor visitor = visitors.getObject();
        if (!visitor.may("cases:read")) {
            return Optional.empty();
        }
        List<Summary> about = cases.list(visitor.isContact() ? null : customer, null, true, null, MOST).data().stream()
                .filter(one -> claim.equals(one.invoice()))
                .toList();
        if (about.isEmpty()) {
            return Optional.empty();
        }
        var links = new Div();
        links.addClassName("versions");
        about.forEach(one -> links.add(new Anchor(Documents.address(one.id()), one.number())));
        return Optional.of(links);
    }
}
