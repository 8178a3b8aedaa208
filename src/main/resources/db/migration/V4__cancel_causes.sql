-- Why it was canceled as a whole; null: it was not, or before anybody wrote it down.
alter table fulfillment add column cancel_cause varchar(15)
    check (cancel_cause in ('WISH', 'NO_CONSENT', 'NOT_TOLD', 'NOT_AVAILABLE'));
