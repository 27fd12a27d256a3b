package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CaseId;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * What customers object to of their claims. An objection changes nothing of what is owed; what is in dispute of a claim is
 * the sum of the objections that stand, and never more than what is open of it: money and credit end a dispute by
 * themselves, and what takes them back brings it back (docs/decisions/0187).
 */
@Service
public class Contests {

    private final Database database;

    Contests(Database database) {
        this.database = database;
    }

    /**
     * What is in dispute of a claim now.
     *
     * @param open of the claim, in minor units
     * @param disputed of what is open, in minor units
     */
    public record Standing(long open, long disputed) {

        /** What nobody objects to yet, in minor units. */
        public long free() {
            return open - disputed;
        }
    }

    /**
     * Only behind the lock of the claim's customer. What a file said of the whole claim does not count: the first case takes
     * its place.
     */
    public Mono<Standing> standing(UUID item) {
        return database.sql("""
                        select open, least(open, contested) as disputed
                          from open_item
                         where tenant_id = :tenant
                           and id = :item
                        """)
                .bind("item", item)
                .one(columns -> new Standing(new Row(columns).minor("open"), new Row(columns).minor("disputed")));
    }

    /**
     * An objection begins.
     *
     * @param amount in minor units; positive
     */
    public Write open(OpenItem item, CaseId by, long amount, LocalDate on) {
        return change(item.id(), by, "opened", amount, on);
    }

    /** An objection ends, whatever is left of it. Only for one that stands, behind the lock of the claim's customer. */
    public Write end(UUID item, CaseId by, long amount, LocalDate on) {
        return change(item, by, "ended", -amount, on);
    }

    private static Write change(UUID item, CaseId by, String kind, long delta, LocalDate on) {
        return Write.part("item_contest_row", """
                        insert into item_contest (tenant_id, id, item_id, customer_id, case_id, kind, delta,
                                                  accounting_on, recorded_at)
                        select :tenant, :item_contest_row_id, id, customer_id, :item_contest_row_case,
                               :item_contest_row_kind, :item_contest_row_delta, :item_contest_row_on, :recorded_at
                          from open_item
                         where tenant_id = :tenant
                           and id = :item_contest_row_item
                        """)
                .bind("item_contest_row_id", Ids.next())
                .bind("item_contest_row_case", by.value())
                .bind("item_contest_row_kind", kind)
                .bind("item_contest_row_delta", delta)
                .bind("item_contest_row_on", on)
                .bind("item_contest_row_item", item)
                .build()
                .and(Write.part("item_contested", """
                                update open_item
                                   set contested = contested + :item_contested_delta,
                                       disputed = false
                                 where tenant_id = :tenant
                                   and id = :item_contested_item
                                """)
                        .bind("item_contested_delta", delta)
                        .bind("item_contested_item", item)
                        .build());
    }
}
