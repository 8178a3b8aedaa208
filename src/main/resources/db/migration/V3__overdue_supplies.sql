-- Whether those who count on it have been told that its day ended before all of it came.
alter table supply add column overdue_told boolean not null default false;
