-- Whether those who count on it have been told that its day ended before all of it came.
alter table supply add column overdue_told boolean not null default false;

-- A notice that is out at this instant or later came too late: it is the end of the promised day.
alter table delay add column tell_by timestamp(6) with time zone;
