-- When it became ready to ship, last; null: it never was. Who is ready already was it no earlier than ordered.
alter table fulfillment add column ready_at timestamp(6) with time zone;
update fulfillment set ready_at = (select placed_at from orders where orders.id = fulfillment.order_id)
where status = 'READY_TO_SHIP';
