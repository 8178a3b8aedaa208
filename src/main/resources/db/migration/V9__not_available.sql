-- Of what was canceled because it can't be had any more: which of its SKUs that is, and the reason for the customer, if
-- operations gave one.
alter table fulfillment add column unavailable_sku varchar(64);
alter table fulfillment add column cancel_reason varchar(500);
