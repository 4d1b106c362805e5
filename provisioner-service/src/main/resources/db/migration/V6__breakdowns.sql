alter table run add column breakdowns integer not null default 0;
