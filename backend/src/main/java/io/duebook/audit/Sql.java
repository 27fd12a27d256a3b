package io.duebook.audit;

/** What the passes' statements have in common. */
final class Sql {

    /** The keys asked about, where they are ids. */
    static final String IDS = "cast(:keys as uuid[])";

    private Sql() {}

    /** By how much the account of this name grew in an entry, debit less credit, whosever it is. */
    static String net(String account, String entry) {
        return """
                coalesce((select sum(case when t.debit_account = '%1$s' then t.amount else 0 end
                                     - case when t.credit_account = '%1$s' then t.amount else 0 end)
                            from journal_transfer t
                           where t.tenant_id = :tenant
                             and t.entry_id = %2$s), 0)""".formatted(account, entry);
    }

    /** What an entry moves in all. */
    static String moved(String entry) {
        return """
                coalesce((select sum(t.amount)
                            from journal_transfer t
                           where t.tenant_id = :tenant
                             and t.entry_id = %s), 0)""".formatted(entry);
    }

    /** A public id as text: what {@code shared.PublicId} writes, told a second time. */
    static String publicId(String prefix, String id) {
        return """
                (select '%s' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',
                                                  substring(B'00' || ('x' || replace(%s::text, '-', ''))::bit(128)
                                                            from 1 + 5 * digit for 5)::bit(5)::int + 1, 1),
                                           '' order by digit)
                   from generate_series(0, 25) as digit)""".formatted(prefix, id);
    }

    /** The UUID of a public id's text; null where the text is none. */
    static String uuid(String text) {
        return """
                (select case when bits ~ '^00[01]{128}$'
                             then (lpad(to_hex(substr(bits, 3, 64)::bit(64)::bigint), 16, '0')
                                   || lpad(to_hex(substr(bits, 67, 64)::bit(64)::bigint), 16, '0'))::uuid
                        end
                   from (select string_agg((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(%s, 5 + digit, 1)) - 1)
                                               ::bit(5)::text, '' order by digit) as bits
                           from generate_series(0, 25) as digit) as read)""".formatted(text);
    }

    /** How many digits a currency has after the point. */
    static String digits(String currency) {
        return """
                (case when %1$s in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI',
                                    'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
                      when %1$s in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
                      else 2 end)""".formatted(currency);
    }
}
