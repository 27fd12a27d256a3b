package io.duebook.portal.staff;

import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.api.PeopleApi.NewContact;
import io.duebook.portal.session.Visitor;
import java.util.List;

/** A customer's contacts: they may sign in and pay for this customer only. */
class ContactsPanel extends PeoplePanel {

    private final transient PeopleApi people;
    private final String customer;

    ContactsPanel(PeopleApi people, Visitor visitor, String customer) {
        super("contacts", visitor.may("contacts:write"), false);
        this.people = people;
        this.customer = customer;
        show();
    }

    @Override
    List<PersonRow> people() {
        return people.contacts(customer, null, MOST).data().stream()
                .map(contact ->
                        new PersonRow(contact.id(), contact.name(), contact.email(), List.of(), contact.state()))
                .toList();
    }

    @Override
    void invite() {
        new InvitationDialog(List.of(), (key, wanted) -> {
                    people.inviteContact(
                            key, new NewContact(customer, wanted.email(), wanted.name(), wanted.language()));
                    show();
                })
                .open();
    }

    @Override
    void inviteAgain(String id, String key) {
        people.inviteContactAgain(id, key);
    }

    @Override
    void revoke(String id, String key) {
        people.revokeContact(id, key);
    }
}
