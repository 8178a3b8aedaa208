-- Whether a mass act writes also to those who have their goods already; until now it did not matter any more after the preview.
alter table mass_act add column shipped_too boolean default true not null;
