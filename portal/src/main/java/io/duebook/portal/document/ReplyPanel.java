package io.duebook.portal.document;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Case;
import io.duebook.portal.api.CasesApi.NewMessage;
import io.duebook.portal.shell.CommandButton;
import io.duebook.portal.shell.CommandKeys;
import io.duebook.portal.shell.FieldErrors;
import io.duebook.portal.shell.Fields;
import java.util.List;
import java.util.function.Consumer;

/** Adds to the thread of a case. Staff say who reads it, and whose turn it is then. */
class ReplyPanel extends Section {

    private static final String ANSWER = "answer";
    private static final String ASK = "ask";
    private static final String NOTE = "note";

    private final transient CommandKeys<NewMessage> keys = new CommandKeys<>();
    private final TextArea words = CaseFields.words("case.reply");
    private final Select<String> way = new Select<>();

    ReplyPanel(CasesApi cases, String audience, String id, Consumer<Case> afterwards) {
        addClassName("panel");
        String heading = getTranslation("case.reply." + audience);
        setAriaLabel(heading);
        way.setLabel(getTranslation("case.reply.way"));
        way.setItems(List.of(ANSWER, ASK, NOTE));
        way.setItemLabelGenerator(one -> getTranslation("case.reply.way." + one));
        way.setValue(ANSWER);
        way.setVisible(audience.equals("staff"));
        var errors = new FieldErrors().of("message", words);
        var send = new CommandButton(getTranslation("case.send"), errors, this::isComplete, () -> {
                    NewMessage wanted = wanted();
                    afterwards.accept(keys.send(wanted, key -> cases.say(id, key, wanted)));
                })
                .first();
        var form = new Div(words, way);
        form.addClassName("form");
        var acts = new Div(send);
        acts.addClassName("form-actions");
        add(new H2(heading), form, acts);
    }

    private boolean isComplete() {
        return Fields.mark(words, !words.getValue().isBlank(), "form.required");
    }

    private NewMessage wanted() {
        return new NewMessage(words.getValue().strip(), NOTE.equals(way.getValue()), ASK.equals(way.getValue()));
    }
}
