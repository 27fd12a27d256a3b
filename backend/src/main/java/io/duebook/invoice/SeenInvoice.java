package io.duebook.invoice;

import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every view of an invoice shows, in a list or on its own.
 *
 * @param today in the tenant's zone
 */
record SeenInvoice(Row row, LocalDate today) {

    /** What every view shows; {@code o} is the open item, missing for a draft. */
    static final String COMMON = """
            i.id, i.number, i.external_id, i.customer_id, c.name as customer_name,
            c.external_id as customer_external_id, i.state, i.issue_date, i.due_date, i.currency, i.total,
            i.reference, i.purchase_order, i.delivery_note, i.contract, i.salesperson, i.version, i.created_at,
            i.updated_at,
            coalesce((select min(case d.state when 'requested' then '1requested' when 'issued' then '2issued'
                                      else '3reversed' end)
                        from invoice_tax_document d
                       where d.tenant_id = :tenant
                         and d.invoice_id = i.id), '0none') as tax_state,
            case when i.state = 'draft' then i.total else coalesce(o.open, 0) end as open,
            coalesce((select min(d.due_on)
                        from item_due d
                       where d.tenant_id = :tenant
                         and d.item_id = i.id
                         and d.later < o.open), i.due_date) as next_due_on,
            coalesce(o.written_off, 0) as written_off,
            coalesce(o.disputed or o.contested > 0, i.disputed) as disputed,
            coalesce(case when o.disputed then o.open else least(o.contested, o.open) end, 0) as disputed_amount,
            exists (select from reservation r
                     where r.tenant_id = :tenant
                       and r.item_id = i.id
                       and r.released_at is null) as processing,
            case when i.state = 'issued' and o.open < i.total
                 then array(select part.kind
                              from (select case when m.kind like 'discount%' then 'discount'
                                                when m.kind like 'rounding%' then 'rounding'
                                                when m.kind like 'deduction%' then 'deduction'
                                                else coalesce(k.origin_kind, k.kind, replace(m.kind, '_undone', '')) end as kind,
                                           m.item_delta + m.written_off_delta as delta
                                      from movement m
                                      left join credit k on k.tenant_id = :tenant and k.id = m.credit_id
                                     where m.tenant_id = :tenant
                                       and m.item_id = i.id
                                       and m.kind <> o.kind
                                    union all
                                    select 'write_off', -o.written_off) as part
                             group by part.kind
                            having sum(part.delta) <> 0
                             order by sum(part.delta))
                 else array[]::text[] end as settled_by
            """;

    /** Customers see what they were charged: no draft, nor one that was voided before it was issued. */
    static final String FROM = """
              from invoice i
              join customer c on c.tenant_id = :tenant and c.id = i.customer_id
              left join open_item o on o.tenant_id = :tenant and o.id = i.id
             where i.tenant_id = :tenant
               and i.state <> 'undone'
               and (o.id is not null or cast(:acting_customer as uuid) is null)
            """;

    InvoiceId id() {
        return new InvoiceId(row.uuid("id"));
    }

    InvoiceView.CustomerName customer() {
        return new InvoiceView.CustomerName(
                new CustomerId(row.uuid("customer_id")),
                row.text("customer_name"),
                row.textIfAny("customer_external_id"));
    }

    String state() {
        String state = row.text("state");
        return !state.equals("issued")
                ? state
                : row.minor("open") > 0 ? "open" : row.minor("written_off") > 0 ? "written_off" : "paid";
    }

    List<String> flags() {
        if (!state().equals("open")) {
            return List.of();
        }
        var flags = new ArrayList<String>();
        LocalDate due = row.date("next_due_on");
        if (due.isBefore(today)) {
            flags.add("overdue");
        }
        List<String> settledBy = settledBy();
        if (settledBy.contains("paid")) {
            flags.add("partly_paid");
        }
        if (settledBy.contains("credited")) {
            flags.add("partly_credited");
        }
        if (row.fact("disputed")) {
            flags.add("disputed");
        }
        if (row.fact("processing")) {
            flags.add("payment_processing");
        }
        return flags;
    }

    /** An invoice over nothing was closed by nothing. */
    List<String> closedBy() {
        String state = state();
        return state.equals("paid") || state.equals("written_off") ? settledBy() : List.of();
    }

    /** What most of it was settled by comes first. */
    List<String> settledBy() {
        return Stream.of(row.texts("settled_by"))
                .map(kind -> switch (kind) {
                    case "payment", "opening" -> "paid";
                    case "credit_note", "interest" -> "credited";
                    case "discount" -> "discounted";
                    case "rounding" -> "rounded";
                    case "deduction" -> "deducted";
                    case "netting" -> "netted";
                    case "debt_passed_on" -> "transferred";
                    case "write_off" -> "written_off";
                    case "waiver" -> "waived";
                    default -> kind;
                })
                .distinct()
                .toList();
    }

    @Nullable
    Integer daysPastDue() {
        LocalDate due = row.dateIfAny("next_due_on");
        return due == null || !state().equals("open") ? null : Math.toIntExact(ChronoUnit.DAYS.between(due, today));
    }

    /** In the order of what is still to be done; the digit before it is for the database to sort by. */
    String taxState() {
        return row.text("tax_state").substring(1);
    }
}
