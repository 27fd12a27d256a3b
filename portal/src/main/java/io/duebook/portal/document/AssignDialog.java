package io.duebook.portal.document;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import io.duebook.portal.api.CasesApi;
import io.duebook.portal.api.CasesApi.Assignment;
import io.duebook.portal.api.CasesApi.Case;
import io.duebook.portal.api.PeopleApi.Member;
import io.duebook.portal.shell.CommandDialog;
import io.duebook.portal.shell.Dates;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Says who answers a case, and by when. */
class AssignDialog extends CommandDialog<Assignment> {

    private final transient CasesApi cases;
    private final transient Consumer<Case> afterwards;
    private final transient Case about;
    private final ComboBox<Member> owner = new ComboBox<>(getTranslation("case.owner"));
    private final DatePicker dueOn;

    /** @param members who may be named */
    AssignDialog(CasesApi cases, List<Member> members, Case about, Consumer<Case> afterwards) {
        this.cases = cases;
        this.about = about;
        this.afterwards = afterwards;
        this.dueOn = Dates.field(getTranslation("case.due_on"), about.dueOn(), getLocale());
        owner.setItems(members);
        owner.setItemLabelGenerator(member -> Objects.requireNonNullElse(member.name(), member.email()));
        owner.setClearButtonVisible(true);
        members.stream()
                .filter(member -> member.id().equals(about.owner()))
                .findFirst()
                .ifPresent(owner::setValue);
        dueOn.setClearButtonVisible(true);
        errors.of("owner", owner).of("due_on", dueOn);
        ask(getTranslation("case.assign.title", about.number()), null, getTranslation("action.save"), owner, dueOn);
    }

    @Override
    protected boolean isComplete() {
        return true;
    }

    @Override
    protected Assignment wanted() {
        return new Assignment(owner.getValue() == null ? null : owner.getValue().id(), dueOn.getValue());
    }

    @Override
    protected void send(String key, Assignment wanted) {
        afterwards.accept(cases.assign(about.id(), key, about.tag(), wanted));
    }
}
