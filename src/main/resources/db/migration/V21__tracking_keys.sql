-- The tracking number in lower case, by which it is found: H2 has no index on lower(tracking_number).
alter table fulfillment add column tracking_key varchar(100);
update fulfillment set tracking_key = lower(tracking_number) where tracking_number is not null;
create index fulfillment_by_tracking on fulfillment (tracking_key);
