package io.duebook.portal.document;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Route;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.MessagesApi;
import io.duebook.portal.api.MessagesApi.Message;
import io.duebook.portal.session.Exports;
import io.duebook.portal.session.Exports.Asked;
import io.duebook.portal.session.Visitor;
import io.duebook.portal.shell.Columns;
import io.duebook.portal.shell.Columns.Card;
import io.duebook.portal.shell.CursorSource;
import io.duebook.portal.shell.CustomerPicker;
import io.duebook.portal.shell.Documents;
import io.duebook.portal.shell.ExportMenu;
import io.duebook.portal.shell.Filters;
import io.duebook.portal.shell.For;
import io.duebook.portal.shell.Screen;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who was written to and what became of it, the newest first. */
@Route("messages")
@PermitAll
@For(value = For.Audience.STAFF, scopes = "messages:read")
class MessagesScreen extends Screen implements AfterNavigationObserver {

    private static final String ANY = "";

    private final Visitor visitor;
    private final transient MessagesApi messages;
    private final transient CustomersApi customers;
    private final transient Exports exports;

    MessagesScreen(Visitor visitor, MessagesApi messages, CustomersApi customers, Exports exports) {
        this.visitor = visitor;
        this.messages = messages;
        this.customers = customers;
        this.exports = exports;
    }

    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        head(getTranslation("messages.title"), getTranslation("messages.below"));
        Grid<Message> grid = list();
        grid.addClassName("tall");
        grid.setEmptyStateText(getTranslation("messages.nothing"));
        Select<String> state = states();
        var customer = new CustomerPicker(customers);
        Filters filters = new Filters(event).choice("state", state).customer(customer, customers);
        filters.read(() -> CursorSource.show(
                grid, (cursor, limit) -> messages.list(id(customer), asked(state), null, cursor, limit)));
        var asking = new Div(
                state, customer, new ExportMenu(exports, () -> new Asked("/v1/messages", filters.asked(), "messages")));
        asking.addClassName("asking");
        var panel = new Div(asking, grid);
        panel.addClassNames("panel", "list-panel");
        add(panel);
    }

    private static @Nullable String id(CustomerPicker customer) {
        return customer.getValue() == null ? null : customer.getValue().id();
    }

    private static @Nullable String asked(Select<String> state) {
        return state.getValue().equals(ANY) ? null : state.getValue();
    }

    private Select<String> states() {
        var states = new Select<String>();
        states.setLabel(getTranslation("field.state"));
        states.setItems(List.of(ANY, "queued", "sending", "sent", "unknown", "failed", "bounced", "suppressed"));
        states.setItemLabelGenerator(state -> getTranslation(state.isEmpty() ? "state.any" : "message_state." + state));
        states.setValue(ANY);
        return states;
    }

    private Grid<Message> list() {
        return new Columns<Message>(
                        getTranslation("messages.title"),
                        MessagesScreen::address,
                        message -> new Card(
                                message.recipient(), "", MessageWords.mark(this, message.state()), created(message)))
                .name(getTranslation("message.recipient"), Message::recipient, MessagesScreen::address)
                .mark(getTranslation("field.state"), message -> MessageWords.mark(this, message.state()))
                .words(getTranslation("message.kind"), message -> getTranslation("message_kind." + message.kind()))
                .name(
                        getTranslation("message.subject.short"),
                        Message::subject,
                        message -> Documents.address(message.about()))
                .words(getTranslation("message.created_at"), this::created)
                .grid();
    }

    private String created(Message message) {
        return days().text(message.createdAt(), visitor.tenant().timeZone());
    }

    private static String address(Message message) {
        return Documents.address(message.id());
    }
}
