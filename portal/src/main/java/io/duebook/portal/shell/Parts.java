package io.duebook.portal.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.LinkedHashMap;
import java.util.Map;

/** One part per currency, one of them shown: amounts of different currencies are never added, so never mixed. */
public final class Parts extends Div {

    private final Div choice = new Div();
    private final Map<Button, Component> parts = new LinkedHashMap<>();

    public Parts() {
        addClassName("part");
        choice.addClassName("parts-choice");
        choice.getElement().setAttribute("role", "group");
        choice.getElement().setAttribute("aria-label", getTranslation("field.currency"));
        add(choice);
    }

    /** The first one added is shown first. */
    public void add(String label, Component part) {
        var button = new Button(label);
        button.addClickListener(click -> show(button));
        parts.put(button, part);
        choice.add(button);
        add(part);
        show(parts.keySet().iterator().next());
    }

    private void show(Button chosen) {
        parts.forEach((button, part) -> {
            boolean isChosen = button == chosen;
            button.getElement().setAttribute("aria-pressed", String.valueOf(isChosen));
            button.setClassName("chosen", isChosen);
            part.setVisible(isChosen);
        });
    }
}
