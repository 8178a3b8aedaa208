-- When the return after a customer's withdrawal was settled; null: never.
alter table fulfillment add column returned_at timestamp(6) with time zone;
update fulfillment set returned_at =
    (select max(proof.at) from proof where proof.fulfillment_id = fulfillment.id and proof.what = 'RETURNED');
