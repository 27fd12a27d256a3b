package io.duebook.item;

import io.duebook.platform.Write;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who is told, in the same transaction, when a claim changes: attempts that reserved of it, and offers about it. */
public final class ItemWatch {

    /** Work that falls due when less is left of an item than an attempt reserved of it; its subject is the attempt. */
    public static final String RESERVATION_OVERTAKEN = "reservation_overtaken";

    /** Work that falls due when an item changes that a settlement offer is about; its subject is the offer. */
    public static final String OFFER_TOUCHED = "settlement_offer";

    private ItemWatch() {}

    static Write told(List<Map.Entry<UUID, ItemChange>> rows) {
        return Write.part("item_overtake", """
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select gen_random_uuid(), :tenant, told.kind, told.subject, now()
                          from (select :item_overtake_kind::text as kind, reservation.attempt_id as subject
                                  from unnest(:item_overtake_id, :item_overtake_delta) as row (id, delta)
                                  join open_item on open_item.tenant_id = :tenant and open_item.id = row.id
                                  join reservation on reservation.tenant_id = :tenant and reservation.item_id = row.id
                                 where reservation.released_at is null
                                   and row.delta < 0
                                   and open_item.open + row.delta < reservation.amount
                                union
                                select :item_overtake_offered::text, item_offer.offer_id
                                  from unnest(:item_overtake_id) as row (id)
                                  join item_offer on item_offer.tenant_id = :tenant and item_offer.item_id = row.id)
                               as told
                        """)
                .bind("item_overtake_kind", RESERVATION_OVERTAKEN)
                .bind("item_overtake_offered", OFFER_TOUCHED)
                .column("item_overtake_id", UUID.class, rows, Map.Entry::getKey)
                .column("item_overtake_delta", Long.class, rows, row -> row.getValue()
                        .open())
                .build();
    }
}
