-- When the customer ordered it on top of what the order had; null: with the order.
alter table fulfillment add column raised_at timestamp(6) with time zone;
-- Ordered on top of a paid order, and still to be paid.
alter table fulfillment add column unpaid boolean default false not null;
