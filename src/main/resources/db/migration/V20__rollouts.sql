-- A shop's own notices have names of their own.
alter table mail alter column notice set data type varchar(40);

-- Mails that the shop has changed or added.
create table mail_template (
    name            varchar(80) primary key,
    content         bytea not null,
    in_force        boolean not null,     -- false: taken back; what still runs as it was may ask for it
    version         bigint not null       -- the highest tells every node whether anything has changed
);

-- A change of diagrams, tables, forms and mails that the shop makes.
create table rollout (
    id              bigint primary key,
    state           varchar(15) not null check (state in ('PREPARED', 'IN_FORCE', 'WITHDRAWN', 'ROLLED_BACK')),
    name            varchar(120) not null,
    remark          varchar(2000),
    prepared_by     varchar(100) not null,
    prepared_at     timestamp(6) with time zone not null,
    approved_by     varchar(100),
    in_force_at     timestamp(6) with time zone,
    in_force_order  int,                  -- of two that change the same file, the later counts
    ended_by        varchar(100),         -- who has withdrawn it or rolled it back
    ended_at        timestamp(6) with time zone
);
create index rollout_by_state on rollout (state);

-- Its files, named as in the product; no content: the product's own, or no such file where it has none.
create table rollout_file (
    id              bigint primary key,
    rollout_id      bigint not null references rollout,
    name            varchar(100) not null,
    content         bytea,
    content_before  bytea,                -- what was in force when it was prepared, to show what differs
    product_digest  varchar(64),          -- of what the product brought then: another one is a new version of it
    constraint rollout_file_once unique (rollout_id, name)
);

-- Waiting orders that follow a change, or its way back, from one version of a process to another.
create table rollout_move (
    id              bigint primary key,
    rollout_id      bigint not null references rollout,
    process         varchar(100) not null,
    from_version    int not null,
    to_version      int not null,
    batch_id        varchar(64),          -- the engine's
    orders          int not null,
    left_behind     int not null,         -- those that could not follow when it began
    begun_by        varchar(100) not null,
    begun_at        timestamp(6) with time zone not null,
    back            boolean not null
);
create index rollout_move_by_rollout on rollout_move (rollout_id);

-- One at a time changes what is in force: nodes that start, and whoever rolls out.
create table rollout_lock (
    id              int primary key check (id = 1),
    next_order      int not null
);
insert into rollout_lock (id, next_order) values (1, 1);
