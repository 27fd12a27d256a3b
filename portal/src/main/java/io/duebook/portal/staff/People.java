package io.duebook.portal.staff;

import io.duebook.portal.api.PeopleApi;
import io.duebook.portal.api.PeopleApi.NewContact;
import io.duebook.portal.api.PeopleApi.NewMember;
import io.duebook.portal.staff.InvitationDialog.Wanted;
import java.util.List;

/** A list of people who may sign in: the tenant's members, or a customer's contacts. */
sealed interface People {

    /** More than this a list does not show. */
    int MOST = 200;

    List<PersonRow> all();

    void invite(String key, Wanted wanted);

    void inviteAgain(String id, String key);

    void revoke(String id, String key);

    /** The tenant's own staff. */
    record Members(PeopleApi api) implements People {

        @Override
        public List<PersonRow> all() {
            return api.members(null, MOST).data().stream()
                    .map(member ->
                            new PersonRow(member.id(), member.name(), member.email(), member.roles(), member.state()))
                    .toList();
        }

        @Override
        public void invite(String key, Wanted wanted) {
            api.inviteMember(key, new NewMember(wanted.email(), wanted.name(), wanted.roles(), wanted.language()));
        }

        @Override
        public void inviteAgain(String id, String key) {
            api.inviteMemberAgain(id, key);
        }

        @Override
        public void revoke(String id, String key) {
            api.revokeMember(id, key);
        }
    }

    /** They see and pay the statement of this customer only. */
    record Contacts(PeopleApi api, String customer) implements People {

        @Override
        public List<PersonRow> all() {
            return api.contacts(customer, null, MOST).data().stream()
                    .map(contact ->
                            new PersonRow(contact.id(), contact.name(), contact.email(), List.of(), contact.state()))
                    .toList();
        }

        @Override
        public void invite(String key, Wanted wanted) {
            api.inviteContact(key, new NewContact(customer, wanted.email(), wanted.name(), wanted.language()));
        }

        @Override
        public void inviteAgain(String id, String key) {
            api.inviteContactAgain(id, key);
        }

        @Override
        public void revoke(String id, String key) {
            api.revokeContact(id, key);
        }
    }
}
