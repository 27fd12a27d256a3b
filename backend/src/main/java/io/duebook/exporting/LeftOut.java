package io.duebook.exporting;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an export leaves out, and why. Everything else of a tenant is in it, also the tables to come
 * (docs/decisions/0186); a test fails for a name that is not in the database.
 */
final class LeftOut {

    /** By table, or by table and column. */
    static final Map<String, String> REASONS = new TreeMap<>(Map.ofEntries(
            Map.entry("archive", "the exports themselves"),
            Map.entry("archive_piece", "the exports themselves"),
            Map.entry("attachment_piece", "what is in attachments comes as files, in the folder attachments"),
            Map.entry("idempotency", "answers that this installation promised to repeat; another one did not"),
            Map.entry("checkout_key", "answers that this installation promised to repeat; another one did not"),
            Map.entry("event_reader", "how far the programs of this installation have read the events"),
            Map.entry("import_row", "rows of files that are not in the books"),
            Map.entry("import_error", "rows of files that are not in the books"),
            Map.entry("import_turn", "a lock"),
            Map.entry("audit_state", "how far the auditor of this installation came"),
            Map.entry("api_client.secret_sealed", "a secret"),
            Map.entry("api_client.secret_shown_till", "how long a secret may be read"),
            Map.entry("event.written_by", "a number of this database's own, of no meaning in another")));

    /** What is in an export and yet not taken in by a restore, by table, or by table and column: the tenant has its own. */
    static final Map<String, String> NOT_RESTORED = new TreeMap<>(Map.ofEntries(
            Map.entry("tenant", "its settings are taken over, not its row"),
            Map.entry("member", "people sign in at an installation, and are invited there"),
            Map.entry("customer_case.owner_id", "one of those people; somebody here takes the case over"),
            Map.entry("api_client", "programs get their secrets from an installation"),
            Map.entry("event_number", "events are numbered anew, in the same order"),
            Map.entry("event_seal", "seals of the chain that it was taken from; another tenant's is another one"),
            Map.entry("audit_finding", "what was found in the books that it was taken from; they are looked at anew"),
            Map.entry(
                    "audit_resolution",
                    "what was found in the books that it was taken from; they are looked at anew")));

    private LeftOut() {}

    static Set<String> names() {
        return REASONS.keySet();
    }
}
