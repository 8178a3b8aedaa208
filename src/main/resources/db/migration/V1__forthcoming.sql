-- Names: inventory keeps stock, supply, receipt, reservation, peg; the rest belongs to offers, orders, communication.
-- The checks are the last line against overselling: a bug must fail here, not sell a unit twice.

-- A value v hands out the ids v-49 to v, to Hibernate and to inventory alike.
create sequence forthcoming_ids start with 50 increment by 50;

create table clock_offset (
    id          int primary key check (id = 1),
    millis      bigint not null
);

create table stock (
    sku         varchar(64) primary key,
    on_hand     int not null default 0 check (on_hand >= 0),      -- in the warehouse, allocated units included
    allocated   int not null default 0 check (allocated >= 0),    -- given to fulfillments that have not shipped
    pegged      int not null default 0 check (pegged >= 0),       -- on hand, promised to fulfillments that still wait
    held_back   int not null default 0 check (held_back >= 0),    -- on hand, held for regular sales
    hold_level  int not null default 0 check (hold_level >= 0),   -- how many shall be held for regular sales
    uncovered   int not null default 0 check (uncovered >= 0),    -- units that wait and are pegged to nothing
    claimed     int not null default 0 check (claimed >= 0),      -- units of reservations not released, shipped included
    waiting     int not null default 0 check (waiting >= 0),      -- units of reservations that wait
    pass_after  varchar(200),                                     -- how far a pass through the queue came, empty: not begun; null: none pending
    constraint stock_never_oversold check (allocated + pegged + held_back <= on_hand),
    constraint stock_holds_at_most_its_level check (held_back <= hold_level),
    constraint stock_waiting_is_claimed check (waiting + allocated <= claimed)
);

create table supply (
    id          bigint primary key,
    reference   varchar(100) not null,
    sku         varchar(64) not null,
    quantity    int not null check (quantity >= 0),
    received    int not null default 0 check (received >= 0),
    pegged      int not null default 0 check (pegged >= 0),
    expected_on date,
    reason      varchar(500),
    created_at  timestamp(6) with time zone not null,
    constraint supply_received_at_most_its_quantity check (received <= quantity),
    constraint supply_never_promised_twice check (pegged <= quantity - received)
);
create index supply_by_sku on supply (sku, expected_on);

create table receipt (
    id          bigint primary key,
    supply_id   bigint not null references supply,
    reference   varchar(100),
    quantity    int not null check (quantity > 0),
    received_at timestamp(6) with time zone not null,
    -- what the first call answered, so that its repetition answers the same
    allocated_units        int not null,
    allocated_fulfillments int not null,
    remaining              int not null,
    on_hand                int not null,
    constraint receipt_counts_once unique (supply_id, reference)
);

create table adjustment (
    id          bigint primary key,
    sku         varchar(64) not null,
    quantity    int not null,
    reason      varchar(500) not null,
    adjusted_at timestamp(6) with time zone not null
);
create index adjustment_by_sku on adjustment (sku);

create table reservation (
    id          bigint primary key,
    sku         varchar(64) not null,
    reference   bigint not null,                -- whose claim this is: opaque here, a fulfillment's id
    units       int not null check (units >= 0),
    state       varchar(10) not null check (state in ('WAITING', 'ALLOCATED', 'SHIPPED', 'RELEASED')),
    pinned_rank bigint not null default 0,      -- lower is earlier: the last pinned has the lowest
    precedence  int not null,                   -- the priority negated: lower is earlier
    placed_at   timestamp(6) with time zone not null,
    number      varchar(64) not null,           -- the order's, decides between two of the same instant
    splittable  boolean not null,
    needed_by   date,                           -- units that come by this day keep the standing promise; null: none stands
    unsettled   boolean not null default false, -- what it counts on was changed and nobody told yet: the pass visits it
    constraint reservation_once_per_sku unique (reference, sku)
);
-- With the units, so that those ahead are summed up from the index alone.
create index reservation_by_rank on reservation (sku, state, pinned_rank, precedence, placed_at, number, id, units);

create table peg (
    id             bigint primary key,
    reservation_id bigint not null references reservation,
    sku            varchar(64) not null,
    supply_id      bigint references supply,    -- null: units on hand
    units          int not null check (units > 0)
);
create index peg_by_reservation on peg (reservation_id);
create index peg_by_source on peg (sku, supply_id);

create table offer (
    sku                varchar(64) primary key,
    title              varchar(200) not null,
    kind               varchar(10) not null check (kind in ('PREORDER', 'BACKORDER')),
    price              decimal(19, 4) not null check (price >= 0),
    currency           char(3) not null,
    release_on         date,
    unit_limit         int check (unit_limit >= 0),
    limit_per_customer int check (limit_per_customer >= 0),
    when_uncovered     varchar(20) not null check (when_uncovered in ('REJECT', 'ACCEPT_UNDATED')),
    opens_on           date,
    closes_on          date,
    description        varchar(4000),
    image_url          varchar(1000),
    pause_reason       varchar(500),            -- null: not paused
    constraint offer_preorder_has_release check (kind = 'BACKORDER' or release_on is not null)
);

create table incentive (
    offer_sku   varchar(64) not null references offer on delete cascade,
    position    int not null,
    type        varchar(20) not null check (type in ('DISCOUNT', 'FREE_SHIPPING', 'VOUCHER', 'BONUS_ITEM')),
    worth       varchar(200),
    primary key (offer_sku, position)
);

create table orders (
    id               bigint primary key,
    number           varchar(64) not null constraint order_number_once unique,
    fingerprint      char(64) not null,         -- of the request, so that its repetition is told from another order
    channel          varchar(64),
    customer_name    varchar(200) not null,
    customer_email   varchar(320) not null,
    customer_key     varchar(320) not null,     -- the mail address in lower case: who the customer is
    country          char(2) not null,
    locale           varchar(35) not null,
    recipient        varchar(200),
    street           varchar(200),
    postal_code      varchar(40),
    city             varchar(200),
    region           varchar(200),
    delivery_country char(2),
    partial          boolean not null,
    shipping         varchar(20) not null check (shipping in ('AS_AVAILABLE', 'TOGETHER')),
    shipping_fee     decimal(19, 4) not null check (shipping_fee >= 0),
    currency         char(3) not null,
    paid             boolean not null,
    paid_amount      decimal(19, 4),
    paid_on          date,
    placed_at        timestamp(6) with time zone not null
);
create index order_by_customer on orders (customer_key);
create index order_by_age on orders (placed_at, number);

create table fulfillment (
    id                     bigint primary key,
    order_id               bigint not null references orders,
    position               int not null,
    kind                   varchar(10) not null check (kind in ('PREORDER', 'BACKORDER')),
    status                 varchar(20) not null check (status in ('PLACED', 'AWAITING_STOCK', 'DELAYED', 'CANCEL_OFFERED',
                               'READY_TO_SHIP', 'SHIPPED', 'FEEDBACK_REQUESTED', 'COMPLETED', 'CANCELED', 'REJECTED')),
    law_profile            varchar(12) not null,
    release_on             date,
    promised_on            date,
    expected_on            date,
    originally_promised_on date,
    promise_version        int not null,
    told_earlier_on        date,               -- when good news went out last: at most once a week
    allocated              boolean not null,
    process_instance_id    varchar(64),
    carrier                varchar(100),
    tracking_number        varchar(100),
    shipped_at             timestamp(6) with time zone,
    delivered_on           date,
    rating                 int check (rating between 1 and 5),
    comment                varchar(4000),
    ended_at               timestamp(6) with time zone
);
create index fulfillment_by_order on fulfillment (order_id);
create index fulfillment_by_status on fulfillment (status);

create table line (
    id             bigint primary key,
    fulfillment_id bigint not null references fulfillment,
    position       int not null,                -- the position in the order as the customer placed it
    sku            varchar(64) not null,
    title          varchar(200) not null,
    ordered        int not null check (ordered > 0),
    quantity       int not null check (quantity >= 0 and quantity <= ordered),   -- still wanted
    unit_price     decimal(19, 4) not null check (unit_price >= 0)
);
create index line_by_fulfillment on line (fulfillment_id);
create index line_by_sku on line (sku, fulfillment_id);

-- The proof: what was promised, told, answered, shipped and refunded, and who did it.
create table proof (
    id             bigint primary key,
    fulfillment_id bigint not null references fulfillment,
    at             timestamp(6) with time zone not null,
    what           varchar(20) not null,
    actor          varchar(200) not null,
    details        varchar(2000) not null
);
create index proof_by_fulfillment on proof (fulfillment_id, id);

create table refund (
    id             bigint primary key,
    fulfillment_id bigint not null references fulfillment,
    amount         decimal(19, 4) not null check (amount > 0),
    currency       char(3) not null,
    canceled_at    timestamp(6) with time zone not null,
    due_on         date,
    refunded_on    date
);
create index refund_by_fulfillment on refund (fulfillment_id);

create table mail (
    id              bigint primary key,
    mail_key        varchar(120) not null constraint mail_once unique,
    order_id        bigint not null references orders,
    fulfillment_id  bigint references fulfillment,
    notice          varchar(30) not null,
    promise_version int,
    recipient       varchar(320) not null,
    recipient_key   varchar(320) not null,       -- in lower case: an address is the same whatever its case
    subject         varchar(300),
    html            bytea,                       -- compressed, as it was sent; the text part derives from it
    status          varchar(10) not null check (status in ('QUEUED', 'SENT', 'KEPT', 'FAILED')),
    failure         varchar(1000),
    queued_at       timestamp(6) with time zone not null,
    sent_at         timestamp(6) with time zone,
    message_id      varchar(200) not null
);
create index mail_by_order on mail (order_id);
create index mail_by_recipient on mail (recipient_key);

-- Signs the links to customers' pages where no secret is set.
create table link_secret (
    id              int primary key check (id = 1),
    secret          varchar(64) not null
);
