-- What is known of each host, the runs over them, their steps and their log.

create table host (
    name                text primary key,
    version             bigint      not null,
    request             text        not null,
    inspected           text,
    facts               text,
    inspected_at        timestamptz,
    inspection_failure  text,
    drift               jsonb       not null default '[]',
    provisioned_version bigint,
    next_inspection_at  timestamptz
);
create index host_next_inspection on host (next_inspection_at) where next_inspection_at is not null;

create table run (
    id              uuid primary key,
    host            text        not null,
    version         bigint      not null,
    kind            text        not null,
    state           text        not null,
    waiting         text        not null default '',
    request         text        not null,
    groups          jsonb       not null default '[]',
    step            text        not null default '',
    reason          text,
    detail          text        not null default '',
    retryable       boolean     not null default false,
    changes         integer     not null default 0,
    reboots         integer     not null default 0,
    failures        integer     not null default 0,
    internal_errors integer     not null default 0,
    ineffective     jsonb       not null default '{}',
    broken_off      jsonb       not null default '{}',
    skipped         jsonb       not null default '{}',
    accepted_destroys jsonb,
    accepted_reboots  integer   not null default 0,
    abort_cause     text,
    abort_detail    text        not null default '',
    reboot_boot_id  text,
    reboot_sent_at  timestamptz,
    reboot_deadline timestamptz,
    retry_of        uuid,
    created_at      timestamptz not null,
    started_at      timestamptz,
    finished_at     timestamptz
);
create index run_host on run (host, created_at);
create index run_open on run (host) where state in ('QUEUED', 'RUNNING', 'WAITING');
create index run_state on run (state, id);

create table run_step (
    run_id      uuid        not null references run on delete cascade,
    sequence    integer     not null,
    name        text        not null,
    changes     jsonb       not null,
    outcome     text        not null,
    exit_status integer,
    detail      text        not null default '',
    started_at  timestamptz not null,
    deadline_at timestamptz,
    finished_at timestamptz,
    primary key (run_id, sequence)
);

create table log_piece (
    id       bigint generated always as identity primary key,
    run_id   uuid        not null references run on delete cascade,
    sequence integer     not null,
    at       timestamptz not null,
    text     text        not null
);
create index log_piece_run on log_piece (run_id, id);

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
