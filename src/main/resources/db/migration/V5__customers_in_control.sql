-- What customers ask about their orders, and what support answers.
create table question (
    id             bigint primary key,
    fulfillment_id bigint not null references fulfillment,
    asked          varchar(2000) not null,
    asked_at       timestamp(6) with time zone not null,
    answer         varchar(3000),                       -- null: not answered yet
    answered_at    timestamp(6) with time zone,
    constraint question_answered_at_once check ((answer is null) = (answered_at is null))
);
create index question_by_fulfillment on question (fulfillment_id);

-- When a customer withdrew from the contract on it (Directive 2011/83/EU, article 9); null: never.
alter table fulfillment add column withdrawn_at timestamp(6) with time zone;
-- The last day of the additional period that a customer has set (the same, article 18); null: none.
alter table fulfillment add column period_ends_on date;
