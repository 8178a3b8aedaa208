alter table reservation alter column number type varchar(64) collate "C";
alter table orders alter column number type varchar(64) collate "C";
