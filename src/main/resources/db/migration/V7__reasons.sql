-- Why the claim's units come later than its standing promise was made for; null: nobody said, or they do not.
alter table reservation add column reason varchar(500);
