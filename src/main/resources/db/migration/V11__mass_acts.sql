-- The same act on many orders at once: who prepared it, who started it, and what is to be done.
create table mass_act (
    id          bigint primary key,
    kind        varchar(10) not null check (kind in ('CANCEL', 'RE_PROMISE', 'WRITE')),
    sku         varchar(64),                    -- what was chosen by; null: single orders were chosen
    reason      varchar(500),
    promised_on date,                           -- of RE_PROMISE: the new day; null: none can be given
    subject     varchar(200),
    message     varchar(4000),
    state       varchar(10) not null check (state in ('PREPARED', 'RUNNING', 'DONE', 'WITHDRAWN')),
    prepared_by varchar(64) not null,
    prepared_at timestamp(6) with time zone not null,
    settled_by  varchar(64),                    -- who started or withdrew it
    settled_at  timestamp(6) with time zone,
    ended_at    timestamp(6) with time zone
);

-- Whom it touches, one row each, fixed when it is prepared; and what became of it.
create table touched (
    id             bigint primary key,
    act_id         bigint not null references mass_act,
    fulfillment_id bigint not null references fulfillment,
    outcome        varchar(10) check (outcome in ('DONE', 'REFUSED')),  -- null: still to come
    words          varchar(500),
    constraint touched_once unique (act_id, fulfillment_id)
);
create index touched_still_to_come on touched (act_id, outcome, id);

-- Operations have told a later day than the supplies would allow: nothing earlier is expected from then on.
alter table fulfillment add column not_before date;
