alter table seen_plan add column changed jsonb not null default '[]';
