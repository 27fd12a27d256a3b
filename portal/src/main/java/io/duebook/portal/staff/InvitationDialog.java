package io.duebook.portal.staff;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.words.Languages;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks whom to invite; the invitation goes out by mail. */
class InvitationDialog extends Dialog {

    private final EmailField email = new EmailField(getTranslation("field.email"));
    private final TextField name = new TextField(getTranslation("field.name"));
    private final Select<String> language = new Select<>();
    private final CheckboxGroup<String> roles = new CheckboxGroup<>(getTranslation("field.roles"));
    private final boolean asksForRoles;

    record Wanted(String email, @Nullable String name, String language, List<String> roles) {}

    /** @param offered roles to choose from; none for a contact */
    InvitationDialog(List<String> offered, BiConsumer<String, Wanted> doing) {
        String key = UUID.randomUUID().toString();
        asksForRoles = !offered.isEmpty();
        setHeaderTitle(getTranslation("people.invite"));
        setWidth("32rem");
        email.setRequiredIndicatorVisible(true);
        email.setMaxLength(254);
        name.setMaxLength(200);
        language.setLabel(getTranslation("field.language"));
        language.setItems("en", "zh-CN");
        language.setItemLabelGenerator(tag -> tag.equals("en") ? "English" : "简体中文");
        language.setValue(Languages.tag(getLocale()));
        roles.setItems(offered);
        roles.setItemLabelGenerator(role -> getTranslation("role." + role));
        roles.addClassNames("wide", "roles");
        email.addClassName("wide");
        var form = new Div(email, name, language);
        form.addClassName("form");
        if (asksForRoles) {
            form.add(roles);
        }
        var send = new Button(getTranslation("people.send"));
        send.addThemeVariants(ButtonVariant.PRIMARY);
        send.setDisableOnClick(true);
        send.addClickListener(click -> {
            try {
                if (isComplete()) {
                    doing.accept(key, wanted());
                    Notice.say(getTranslation("people.sent", email.getValue()));
                    close();
                }
            } finally {
                send.setEnabled(true);
            }
        });
        add(new Paragraph(getTranslation("people.invite.text")), form);
        getFooter().add(new Button(getTranslation("action.cancel"), click -> close()), send);
    }

    private boolean isComplete() {
        if (email.getValue().isBlank()) {
            email.setErrorMessage(getTranslation("form.required"));
            email.setInvalid(true);
        }
        roles.setErrorMessage(getTranslation("form.role_required"));
        roles.setInvalid(asksForRoles && roles.getValue().isEmpty());
        return !email.isInvalid() && !roles.isInvalid();
    }

    private Wanted wanted() {
        return new Wanted(
                email.getValue().strip(),
                name.getValue().isBlank() ? null : name.getValue().strip(),
                language.getValue(),
                roles.getValue().stream().sorted().toList());
    }
}
