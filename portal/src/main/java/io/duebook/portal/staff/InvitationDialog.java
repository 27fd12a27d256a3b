package io.duebook.portal.staff;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.TextField;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Fields;
import io.duebook.portal.shell.Notice;
import io.duebook.portal.staff.InvitationDialog.Wanted;
import io.duebook.portal.words.Languages;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks whom to invite; the invitation goes out by mail. */
class InvitationDialog extends CommandDialog<Wanted> {

    private final transient BiConsumer<String, Wanted> doing;
    private final EmailField email = new EmailField(getTranslation("field.email"));
    private final TextField name = new TextField(getTranslation("field.name"));
    private final Select<String> language = new Select<>();
    private final CheckboxGroup<String> roles = new CheckboxGroup<>(getTranslation("field.roles"));
    private final boolean asksForRoles;

    record Wanted(String email, @Nullable String name, String language, List<String> roles) {}

    /** @param offered roles to choose from; none for a contact */
    InvitationDialog(List<String> offered, BiConsumer<String, Wanted> doing) {
        this.doing = doing;
        asksForRoles = !offered.isEmpty();
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
        errors.of("email", email)
                .about(email, "membership_taken")
                .of("name", name)
                .of("roles", roles);
        ask(
                getTranslation("people.invite"),
                getTranslation("people.invite.text"),
                getTranslation("people.send"),
                Stream.concat(
                                Stream.of(email, name, language),
                                asksForRoles ? Stream.of(roles) : Stream.<Component>empty())
                        .toArray(Component[]::new));
    }

    @Override
    protected boolean isComplete() {
        // What is no address, the field says by itself.
        boolean isAddress =
                email.getValue().isBlank() ? Fields.mark(email, false, "form.required") : !email.isInvalid();
        return isAddress & Fields.mark(roles, !asksForRoles || !roles.getValue().isEmpty(), "form.role_required");
    }

    @Override
    protected Wanted wanted() {
        return new Wanted(
                email.getValue().strip(),
                Fields.given(name),
                language.getValue(),
                roles.getValue().stream().sorted().toList());
    }

    @Override
    protected void send(String key, Wanted wanted) {
        doing.accept(key, wanted);
        Notice.say(getTranslation("people.sent", wanted.email()));
    }
}
