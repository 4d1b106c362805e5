-- Guests that are checked for driver and licence, and their checks. Secrets are in neither: a spec names a file.

create table guest (
    name       text primary key,
    version    bigint      not null,
    spec       jsonb       not null,
    changed_at timestamptz not null
);

create table guest_check (
    id             uuid primary key,
    guest          text        not null references guest on delete cascade,
    state          text        not null,
    mode           text        not null,
    actor          text        not null,
    result         text,
    reason         text        not null default '',
    detail         text        not null default '',
    waiting        text        not null default '',
    failures       integer     not null default 0,
    tries          jsonb       not null default '{}',
    changes        jsonb       not null default '[]',
    evidence       jsonb,
    licence_until  timestamptz,
    created_at     timestamptz not null,
    started_at     timestamptz,
    finished_at    timestamptz
);
create index guest_check_guest on guest_check (guest, id);
