-- The roles of the parts that are published; empty means all.
alter table bundle add column chosen jsonb not null default '[]';
