package io.duebook.invoice;

import io.duebook.item.Credit;
import io.duebook.item.DiscountTerms;
import io.duebook.item.Due;
import io.duebook.item.Instalment;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import io.duebook.tenant.Tenants;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads invoices as clients see them: one statement for a document with all its parts, one for a page of a list. */
@Repository
class InvoiceViews {

    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};
    private static final TypeReference<List<Instalment>> INSTALMENTS = new TypeReference<>() {};

    /** Credits nobody paid for: what settles by them is credited. */
    private static final Set<String> CREDITING = Set.of("credit_note", "interest");

    /** What every view shows; {@code o} is the open item, missing for a draft. */
    private static final String COMMON = """
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
            coalesce(o.disputed, i.disputed) as disputed,
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
    private static final String FROM = """
              from invoice i
              join customer c on c.tenant_id = :tenant and c.id = i.customer_id
              left join open_item o on o.tenant_id = :tenant and o.id = i.id
             where i.tenant_id = :tenant
               and i.state <> 'undone'
               and (o.id is not null or cast(:acting_customer as uuid) is null)
            """;

    private final Database database;
    private final Tenants tenants;
    private final BusinessClock clock;
    private final JsonMapper json;

    InvoiceViews(Database database, Tenants tenants, BusinessClock clock, JsonMapper json) {
        this.database = database;
        this.tenants = tenants;
        this.clock = clock;
        this.json = json;
    }

    Mono<InvoiceView> get(InvoiceId id) {
        return find(id).switchIfEmpty(Mono.error(
                () -> new IllegalStateException("an invoice that was just written is not there: " + id)));
    }

    Mono<InvoiceView> find(InvoiceId id) {
        return today().flatMap(today -> database.sql("select " + COMMON + InvoiceTransfers.COLUMN + """
                        , i.net, i.tax, i.terms, i.opening, i.discount_percent, i.discount_days, i.discount_until,
                        i.instalments::text as instalments,
                        (select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'number', d.number, 'state',
                                    d.state, 'issued_on', d.issued_on) order by d.place), '[]')::text
                           from invoice_tax_document d
                          where d.tenant_id = :tenant
                            and d.invoice_id = i.id) as tax_documents,
                        (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'number', d.number)
                                    order by f.place), '[]')::text
                           from invoice_deposit f
                           join deposit d on d.tenant_id = :tenant and d.id = f.deposit_id
                          where f.tenant_id = :tenant
                            and f.invoice_id = i.id) as deposits
                        """
                        + PossibleDuplicates.COLUMN + """
                        , case when i.discount_percent is not null
                             then (select coalesce(sum(cc.net + cc.tax), 0)::bigint
                                     from claim_credited cc
                                     join credit k on k.tenant_id = :tenant and k.id = cc.credit_id
                                    where cc.tenant_id = :tenant
                                      and cc.item_id = i.id
                                      and k.value_on <= :today)
                        end as counted_credit, i.metadata::text as metadata,
                        (select coalesce(jsonb_agg(jsonb_build_object('description', l.description, 'quantity',
                                    l.quantity::text, 'unit_amount', l.unit_amount, 'tax_rate', l.tax_rate::text,
                                    'net', l.net, 'line', l.line, 'credited', l.credited) order by l.line), '[]')::text
                           from invoice_line l
                          where l.tenant_id = :tenant
                            and l.invoice_id = i.id) as lines,
                        (select coalesce(jsonb_agg(jsonb_build_object('rate', t.rate::text, 'net', t.net, 'tax', t.tax,
                                    'credited', t.credited)
                                    order by t.rate), '[]')::text
                           from invoice_tax t
                          where t.tenant_id = :tenant
                            and t.invoice_id = i.id) as taxes,
                        (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'credit', m.credit_id, 'credit_kind',
                                    k.kind, 'came_as', coalesce(k.origin_kind, k.kind), 'number', k.number, 'kind', m.kind, 'amount', -m.item_delta, 'on',
                                    m.accounting_on, 'reverses', m.reverses, 'off', m.written_off_delta,
                                    'part_of', m.part_of)
                                    order by m.accounting_on, m.id), '[]')::text
                           from movement m
                           left join credit k on k.tenant_id = :tenant and k.id = m.credit_id
                          where m.tenant_id = :tenant
                            and m.item_id = i.id
                            and (m.kind like 'allocation%' or m.kind like 'recovery%'
                                 or m.kind like 'lowering%'
                                 or m.kind like 'discount%'
                                 or m.kind like 'rounding%'
                                 or m.kind like 'deduction%'
                                 or m.kind like 'netting%'
                                 or m.kind like 'debt\\_passed\\_on%'
                                 or m.kind like 'waiver%'
                                 or m.kind = 'write_off')) as moved
                        """ + FROM + " and i.id = :id")
                .bind("id", id.value())
                .bind("today", today)
                .bind("duplicate_days", PossibleDuplicates.DAYS)
                .one(row -> view(row, today)));
    }

    Flux<InvoiceSummary> list(InvoiceFilter filter, @Nullable Cursor after, int rows) {
        return today().flatMapMany(today -> query(filter, after, rows).all(row -> summary(row, today)));
    }

    private Database.Query query(InvoiceFilter filter, @Nullable Cursor after, int rows) {
        var conditions = new StringBuilder();
        if (filter.ids() != null) {
            conditions.append(" and i.id = any(:ids)");
        }
        if (filter.customer() != null) {
            conditions.append(" and i.customer_id = :customer");
        }
        if (filter.externalId() != null) {
            conditions.append(" and i.external_id = :external_id");
        }
        if (filter.q() != null) {
            conditions.append(" and (i.number ilike :q || '%' or i.reference ilike '%' || :q || '%')");
        }
        InvoiceFilter.KnownBy known = filter.known();
        if (known.purchaseOrder() != null) {
            conditions.append(" and i.purchase_order = :purchase_order");
        }
        if (known.deliveryNote() != null) {
            conditions.append(" and i.delivery_note = :delivery_note");
        }
        if (known.contract() != null) {
            conditions.append(" and i.contract = :contract");
        }
        if (known.salesperson() != null) {
            conditions.append(" and i.salesperson = :salesperson");
        }
        if (known.taxDocument() != null) {
            conditions.append("""
                     and i.id in (select d.invoice_id
                                    from invoice_tax_document d
                                   where d.tenant_id = :tenant
                                     and d.number = :tax_document)
                    """);
        }
        if (known.taxState() != null) {
            conditions.append(taxState(known.taxState()));
        }
        if (filter.issuedFrom() != null) {
            conditions.append(" and i.issue_date >= :issued_from");
        }
        if (filter.issuedTo() != null) {
            conditions.append(" and i.issue_date <= :issued_to");
        }
        if (filter.state() != null) {
            conditions.append(
                    switch (filter.state()) {
                        case DRAFT -> " and i.state = 'draft'";
                        case VOID -> " and i.state = 'void'";
                        case OPEN -> " and i.state = 'issued' and o.open > 0";
                        case PAID -> " and i.state = 'issued' and o.open = 0 and o.written_off = 0";
                        case WRITTEN_OFF -> " and i.state = 'issued' and o.open = 0 and o.written_off > 0";
                    });
        }
        String order = filter.updatedSince() == null
                ? (after == null ? "" : " and i.id < :after_id") + " order by i.id desc limit :rows"
                : " and i.updated_at >= :updated_since"
                        + (after == null ? "" : " and (i.updated_at, i.id) > (:after_at, :after_id)")
                        + " order by i.updated_at, i.id limit :rows";
        Database.Query query =
                database.sql("select " + COMMON + FROM + conditions + order).bind("rows", rows);
        query = filter.ids() == null
                ? query
                : query.bind("ids", filter.ids().stream().map(InvoiceId::value).toArray(UUID[]::new));
        query = filter.customer() == null
                ? query
                : query.bind("customer", filter.customer().value());
        query = filter.externalId() == null ? query : query.bind("external_id", filter.externalId());
        query = filter.q() == null ? query : query.bind("q", likeText(filter.q()));
        query = known.purchaseOrder() == null ? query : query.bind("purchase_order", known.purchaseOrder());
        query = known.deliveryNote() == null ? query : query.bind("delivery_note", known.deliveryNote());
        query = known.contract() == null ? query : query.bind("contract", known.contract());
        query = known.salesperson() == null ? query : query.bind("salesperson", known.salesperson());
        query = known.taxDocument() == null ? query : query.bind("tax_document", known.taxDocument());
        query = filter.issuedFrom() == null ? query : query.bind("issued_from", filter.issuedFrom());
        query = filter.issuedTo() == null ? query : query.bind("issued_to", filter.issuedTo());
        query = filter.updatedSince() == null ? query : query.bind("updated_since", filter.updatedSince());
        return after == null ? query : after(query, filter, after);
    }

    private static String taxState(InvoiceFilter.TaxState asked) {
        return switch (asked) {
            case NONE -> " and not exists" + taxDocuments("");
            case REQUESTED -> " and exists" + taxDocuments("and d.state = 'requested'");
            case ISSUED ->
                " and exists" + taxDocuments("and d.state = 'issued'") + " and not exists"
                        + taxDocuments("and d.state = 'requested'");
            case REVERSED ->
                " and exists" + taxDocuments("and d.state = 'reversed'") + " and not exists"
                        + taxDocuments("and d.state <> 'reversed'");
        };
    }

    private static String taxDocuments(String which) {
        return " (select from invoice_tax_document d where d.tenant_id = :tenant and d.invoice_id = i.id " + which
                + ")";
    }

    private static Database.Query after(Database.Query query, InvoiceFilter filter, Cursor after) {
        try {
            return filter.updatedSince() == null
                    ? query.bind("after_id", UUID.fromString(after.key().getFirst()))
                    : query.bind("after_at", Instant.parse(after.key().getFirst()))
                            .bind("after_id", UUID.fromString(after.key().getLast()));
        } catch (IllegalArgumentException | DateTimeParseException notOurs) {
            throw Cursor.unreadable();
        }
    }

    private static String likeText(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private Mono<LocalDate> today() {
        return tenants.current().map(tenant -> tenant.today(clock));
    }

    private InvoiceView view(Readable row, LocalDate today) {
        List<JsonNode> moved = nodes(row, "moved");
        // What was recovered was owed again and then settled: it counts as recovered only.
        long credited = allocated(moved, CREDITING::contains) + lowered(moved);
        long paid = allocated(moved, kind -> !CREDITING.contains(kind));
        return new InvoiceView(
                id(row),
                row.get("number", String.class),
                row.get("external_id", String.class),
                customer(row),
                state(row),
                flags(row, today),
                closedBy(row),
                row.get("issue_date", LocalDate.class),
                row.get("due_date", LocalDate.class),
                Currency.of(text(row, "currency")),
                minor(row, "net"),
                minor(row, "tax"),
                minor(row, "total"),
                minor(row, "open"),
                new InvoiceView.Settled(
                        paid,
                        credited,
                        discounted(moved),
                        minor(row, "written_off"),
                        waived(moved),
                        recovered(moved),
                        spared(moved, "rounding"),
                        spared(moved, "deduction"),
                        spared(moved, "netting"),
                        spared(moved, "debt_passed_on")),
                daysPastDue(row, today),
                row.get("terms", String.class),
                discount(row, discounted(moved), spared(moved, "debt_passed_on"), today),
                instalments(row),
                row.get("reference", String.class),
                row.get("purchase_order", String.class),
                row.get("delivery_note", String.class),
                row.get("contract", String.class),
                row.get("salesperson", String.class),
                taxState(row),
                json.readValue(text(row, "tax_documents"), InvoiceRepository.TAX_DOCUMENTS),
                nodes(row, "duplicates").stream().map(PossibleDuplicates::view).toList(),
                json.readValue(text(row, "metadata"), WORDS),
                nodes(row, "deposits").stream()
                        .map(taken -> new InvoiceView.TakenDeposit(
                                new DepositId(UUID.fromString(taken.path("id").asString())),
                                taken.path("number").asString()))
                        .toList(),
                Boolean.TRUE.equals(row.get("opening", Boolean.class)),
                nodes(row, "lines").stream().map(InvoiceViews::line).toList(),
                nodes(row, "taxes").stream().map(InvoiceViews::tax).toList(),
                allocations(moved),
                nodes(row, "transfers").stream().map(InvoiceTransfers::view).toList(),
                Objects.requireNonNull(row.get("version", Integer.class)),
                instant(row, "created_at"));
    }

    private static InvoiceSummary summary(Readable row, LocalDate today) {
        return new InvoiceSummary(
                id(row),
                row.get("number", String.class),
                row.get("external_id", String.class),
                customer(row),
                state(row),
                flags(row, today),
                closedBy(row),
                row.get("issue_date", LocalDate.class),
                row.get("due_date", LocalDate.class),
                Currency.of(text(row, "currency")),
                minor(row, "total"),
                minor(row, "open"),
                daysPastDue(row, today),
                row.get("reference", String.class),
                row.get("purchase_order", String.class),
                taxState(row),
                Objects.requireNonNull(row.get("version", Integer.class)),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static String state(Readable row) {
        String state = text(row, "state");
        return !state.equals("issued")
                ? state
                : minor(row, "open") > 0 ? "open" : minor(row, "written_off") > 0 ? "written_off" : "paid";
    }

    private static List<String> flags(Readable row, LocalDate today) {
        if (!state(row).equals("open")) {
            return List.of();
        }
        var flags = new ArrayList<String>();
        LocalDate due = Objects.requireNonNull(row.get("next_due_on", LocalDate.class));
        if (due.isBefore(today)) {
            flags.add("overdue");
        }
        List<String> settledBy = settledBy(row);
        if (settledBy.contains("paid")) {
            flags.add("partly_paid");
        }
        if (settledBy.contains("credited")) {
            flags.add("partly_credited");
        }
        if (Boolean.TRUE.equals(row.get("disputed", Boolean.class))) {
            flags.add("disputed");
        }
        if (Boolean.TRUE.equals(row.get("processing", Boolean.class))) {
            flags.add("payment_processing");
        }
        return flags;
    }

    /** An invoice over nothing was closed by nothing. */
    private static List<String> closedBy(Readable row) {
        String state = state(row);
        return state.equals("paid") || state.equals("written_off") ? settledBy(row) : List.of();
    }

    /** What most of it was settled by comes first. */
    private static List<String> settledBy(Readable row) {
        return Stream.of(Objects.requireNonNull(row.get("settled_by", String[].class)))
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

    private static @Nullable Integer daysPastDue(Readable row, LocalDate today) {
        LocalDate due = row.get("next_due_on", LocalDate.class);
        return due == null || !state(row).equals("open") ? null : Math.toIntExact(ChronoUnit.DAYS.between(due, today));
    }

    private static List<InvoiceView.InvoiceAllocationView> allocations(List<JsonNode> moved) {
        List<String> undone = moved.stream()
                .map(movement -> movement.path("reverses").asString(""))
                .toList();
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().equals("allocation"))
                .map(movement -> allocation(
                        movement,
                        discountOf(movement, moved),
                        undone.contains(movement.path("id").asString())))
                .toList();
    }

    private static long discountOf(JsonNode allocation, List<JsonNode> moved) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().equals("discount"))
                .filter(movement -> movement.path("part_of").equals(allocation.path("id")))
                .mapToLong(movement -> movement.path("amount").asLong())
                .sum();
    }

    private static InvoiceView.InvoiceAllocationView allocation(JsonNode made, long discount, boolean reversed) {
        UUID credit = UUID.fromString(made.path("credit").asString());
        PublicId source = Credit.Kind.of(made.path("credit_kind").asString()).idOf(credit);
        return new InvoiceView.InvoiceAllocationView(
                new AllocationId(UUID.fromString(made.path("id").asString())),
                source instanceof PaymentId payment ? payment : null,
                source instanceof CreditNoteId note ? note : null,
                source instanceof ChargeId interest ? interest : null,
                source instanceof TransferId passed ? passed : null,
                number(source, made.path("number")),
                made.path("amount").asLong(),
                discount,
                LocalDate.parse(made.path("on").asString()),
                reversed);
    }

    /** Of what has one: a payment has none of its own, nor has what passed from another customer. */
    private static @Nullable String number(PublicId source, JsonNode number) {
        return source instanceof PaymentId || !number.isString() ? null : number.asString();
    }

    /** By what the credit was before it passed from another customer, if it did. */
    private static long allocated(List<JsonNode> moved, Predicate<String> creditKind) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith("allocation") || isRecovery(movement))
                .filter(movement -> creditKind.test(movement.path("came_as").asString()))
                .mapToLong(movement -> movement.path("amount").asLong())
                .sum();
    }

    private static long recovered(List<JsonNode> moved) {
        return moved.stream()
                .filter(InvoiceViews::isRecovery)
                .mapToLong(movement -> -movement.path("amount").asLong())
                .sum();
    }

    /** By credit notes, while it was off the books. */
    private static long lowered(List<JsonNode> moved) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith("lowering"))
                .mapToLong(movement -> -movement.path("off").asLong())
                .sum();
    }

    private static boolean isRecovery(JsonNode movement) {
        return movement.path("kind").asString().startsWith("recovery");
    }

    /** Of what was open and of what was off the books. */
    private static long waived(List<JsonNode> moved) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith("waiver"))
                .mapToLong(movement ->
                        movement.path("amount").asLong() - movement.path("off").asLong())
                .sum();
    }

    private static long discounted(List<JsonNode> moved) {
        return spared(moved, "discount");
    }

    private static long spared(List<JsonNode> moved, String kind) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith(kind))
                .mapToLong(movement -> movement.path("amount").asLong())
                .sum();
    }

    /** Money fills the earlier ones first: what is open is open of the later. */
    private List<InvoiceView.InstalmentView> instalments(Readable row) {
        String text = row.get("instalments", String.class);
        if (text == null) {
            return List.of();
        }
        boolean isOwed = !text(row, "state").equals("void");
        List<Instalment> parts = json.readValue(text, INSTALMENTS);
        long later = minor(row, "total");
        var views = new ArrayList<InvoiceView.InstalmentView>();
        for (Instalment part : parts) {
            later -= part.amount();
            long open = isOwed ? new Due(part.dueOn(), part.amount(), later).open(minor(row, "open")) : 0;
            views.add(new InvoiceView.InstalmentView(part.dueOn(), part.amount(), open, part.retention()));
        }
        return views;
    }

    private static InvoiceView.@Nullable DiscountView discount(
            Readable row, long taken, long passedOn, LocalDate today) {
        BigDecimal percent = row.get("discount_percent", BigDecimal.class);
        LocalDate until = row.get("discount_until", LocalDate.class);
        if (percent == null) {
            return null;
        }
        long whole = DiscountTerms.whole(percent, minor(row, "total") - minor(row, "counted_credit") - passedOn);
        boolean isOver =
                until == null || today.isAfter(until) || !state(row).equals("open") || minor(row, "written_off") > 0;
        return new InvoiceView.DiscountView(
                decimal(percent.toPlainString()),
                Objects.requireNonNull(row.get("discount_days", Integer.class)),
                until,
                whole,
                taken,
                isOver ? 0 : Math.min(minor(row, "open"), Math.max(0, whole - taken)));
    }

    /** In the order of what is still to be done; the digit before it is for the database to sort by. */
    private static String taxState(Readable row) {
        return text(row, "tax_state").substring(1);
    }

    private static InvoiceView.LineView line(JsonNode line) {
        return new InvoiceView.LineView(
                line.path("line").asInt(),
                line.path("description").asString(),
                decimal(line.path("quantity").asString()),
                line.path("unit_amount").asLong(),
                decimal(line.path("tax_rate").asString()),
                line.path("net").asLong(),
                line.path("credited").asLong());
    }

    private static InvoiceView.TaxView tax(JsonNode tax) {
        return new InvoiceView.TaxView(
                decimal(tax.path("rate").asString()),
                tax.path("net").asLong(),
                tax.path("tax").asLong(),
                tax.path("credited").asLong());
    }

    private static String decimal(String stored) {
        return JustIssued.decimal(new BigDecimal(stored));
    }

    private List<JsonNode> nodes(Readable row, String column) {
        return List.copyOf(json.readTree(text(row, column)).values());
    }

    private static InvoiceId id(Readable row) {
        return new InvoiceId(Objects.requireNonNull(row.get("id", UUID.class)));
    }

    private static InvoiceView.CustomerName customer(Readable row) {
        return new InvoiceView.CustomerName(
                new CustomerId(Objects.requireNonNull(row.get("customer_id", UUID.class))),
                text(row, "customer_name"),
                row.get("customer_external_id", String.class));
    }

    private static Instant instant(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Instant.class));
    }

    private static long minor(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
