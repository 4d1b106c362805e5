create table seen_plan (
    host    text        not null references host on delete cascade,
    digest  text        not null,
    facts   jsonb       not null,
    plan    jsonb       not null,
    seen_at timestamptz not null,
    primary key (host, digest)
);
