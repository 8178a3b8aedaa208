-- Nobody has announced it: operations expect it for those who waited when they said so, and for nobody else. It has
-- never more units than these count on, and ends with the last that is covered otherwise.
alter table supply add column only_expected boolean default false not null;
alter table supply add constraint supply_only_expected_is_never_free
    check (not only_expected or pegged = quantity - received);
