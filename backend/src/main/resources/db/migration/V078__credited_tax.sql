-- What credit notes took back of a claim at each rate. What is left is what a write-off shares its tax out over.
-- Rows are only added: what a voided credit note took back is added with the sign turned.
create table claim_credited (
    tenant_id   uuid          not null,
    credit_id   uuid          not null,
    item_id     uuid          not null,
    rate        numeric(9, 6) not null,
    undone      boolean       not null,
    customer_id uuid          not null,
    net         bigint        not null,
    tax         bigint        not null,
    constraint claim_credited_pk primary key (tenant_id, credit_id, item_id, rate, undone),
    constraint claim_credited_of_credit foreign key (tenant_id, credit_id) references credit (tenant_id, id),
    constraint claim_credited_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint claim_credited_takes_back check (undone = (net < 0 or tax < 0))
);

create index claim_credited_by_item on claim_credited (tenant_id, item_id);

call isolate('claim_credited', 'customer_id', 'select, insert');

-- Credit notes from before are told; claims of the first hours kept no rate of nothing and are completed. The
-- isolation binds the migration's role too and is lifted for these statements.
alter table open_item no force row level security;
alter table invoice no force row level security;
alter table invoice_tax no force row level security;
alter table credit_note no force row level security;
alter table credit_note_share no force row level security;
alter table claim_credited no force row level security;
insert into claim_credited (tenant_id, credit_id, item_id, rate, undone, customer_id, net, tax)
select n.tenant_id, n.id, s.item_id, s.rate, false, n.customer_id, sum(s.net), sum(s.tax)
  from credit_note n
  join credit_note_share s on s.tenant_id = n.tenant_id and s.credit_note_id = n.id
 where n.state = 'issued'
   and s.item_id is not null
 group by n.tenant_id, n.id, s.item_id, s.rate;
update open_item
   set taxes = shares.taxes
  from (select t.tenant_id, t.invoice_id,
               jsonb_agg(jsonb_build_object('rate', t.rate, 'net', t.net, 'tax', t.tax) order by t.rate) as taxes
          from invoice_tax t
          join invoice i on i.tenant_id = t.tenant_id and i.id = t.invoice_id
         where not i.opening
         group by t.tenant_id, t.invoice_id) as shares
 where open_item.tenant_id = shares.tenant_id
   and open_item.id = shares.invoice_id
   and jsonb_array_length(open_item.taxes) <> jsonb_array_length(shares.taxes);
alter table open_item force row level security;
alter table invoice force row level security;
alter table invoice_tax force row level security;
alter table credit_note force row level security;
alter table credit_note_share force row level security;
alter table claim_credited force row level security;
