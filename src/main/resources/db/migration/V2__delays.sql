-- When the notice of a known delay goes out, 30 minutes after the last change; null: none is to go out.
alter table fulfillment add column notice_due_at timestamp(6) with time zone;
-- How far the customer has come with delays; null: never told of one.
alter table fulfillment add column delay_stage varchar(15)
    check (delay_stage in ('TOLD', 'ASKED', 'AGREED', 'AGREED_UNDATED'));
create index fulfillment_by_notice on fulfillment (notice_due_at);

-- What a customer was told of a delay, what silence meant, and what the customer answered.
create table delay (
    id              bigint primary key,
    fulfillment_id  bigint not null references fulfillment,
    promise_version int not null,
    promised_on     date not null,              -- the day that can't be kept; if none was stated, 30 days after the order
    revised_on      date,                       -- the new day; null: none can be given
    reason          varchar(500),
    silence         varchar(10) not null check (silence in ('NOTHING', 'CONSENT', 'CANCEL')),
    deadline        timestamp(6) with time zone,    -- the instant from which silence counts; null: nothing is asked
    told_at         timestamp(6) with time zone not null,
    outcome         varchar(20) check (outcome in
                        ('AGREED', 'AGREED_BY_SILENCE', 'CANCELED', 'CANCELED_BY_SILENCE', 'RENEWED', 'SHIPPED')),
    constraint delay_told_once unique (fulfillment_id, promise_version),
    constraint delay_asks_until_a_deadline check (silence = 'NOTHING' or deadline is not null)
);
