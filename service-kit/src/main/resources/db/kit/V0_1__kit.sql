-- What every service needs to talk once: outbox, inbox, dead letters, jobs, idempotency, audit.

create table outbox (
    id          bigint generated always as identity primary key,
    event_id    uuid        not null unique,
    topic       text        not null,
    key         text        not null,
    headers     jsonb       not null,
    data        text        not null,
    created_at  timestamptz not null default now(),
    sent_at     timestamptz,
    attempts    integer     not null default 0,
    last_error  text
);
create index outbox_unsent on outbox (id) where sent_at is null;
create index outbox_sent on outbox (sent_at) where sent_at is not null;

create table inbox (
    source      text        not null,
    id          text        not null,
    received_at timestamptz not null default now(),
    primary key (source, id)
);
create index inbox_received on inbox (received_at);

create table dead_letter (
    id          uuid primary key,
    topic       text        not null,
    key         text,
    headers     jsonb       not null,
    data        text        not null,
    reason      text        not null,
    buried_at   timestamptz not null default now(),
    replayed_at timestamptz
);

create table job (
    id          uuid primary key,
    kind        text        not null,
    key         text        not null,
    payload     text        not null,
    traceparent text,
    state       text        not null default 'READY' check (state in ('READY', 'DONE', 'FAILED')),
    run_at      timestamptz not null default now(),
    attempt     integer     not null default 0,
    fence       bigint      not null default 0,
    owner       text,
    lease_until timestamptz,
    woken       boolean     not null default false,
    reason      text,
    created_at  timestamptz not null default now(),
    finished_at timestamptz
);
-- At most one open job for a kind and key: a second request only wakes the first.
create unique index job_open on job (kind, key) where state = 'READY';
create index job_due on job (kind, run_at) where state = 'READY';
create index job_finished on job (finished_at) where finished_at is not null;

create table idempotency (
    key         text        not null,
    actor       text        not null,
    request     text        not null,
    status      integer,
    location    text,
    body        text,
    created_at  timestamptz not null default now(),
    primary key (key, actor)
);

-- Who did what to what and why. Rows are added and never changed, by no statement whatsoever.
create table audit (
    id          bigint generated always as identity primary key,
    at          timestamptz not null default now(),
    actor       text        not null,
    action      text        not null,
    subject     text        not null,
    reason      text,
    status      integer     not null,
    request_id  text
);
create index audit_actor on audit (actor, id);
create index audit_subject on audit (subject text_pattern_ops, id);
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'table audit takes new rows only';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();

create function kit_signal() returns trigger language plpgsql as $$
begin
    perform pg_notify('gantry', tg_argv[0]);
    return null;
end $$;
create trigger outbox_signal after insert on outbox for each statement execute function kit_signal('outbox');
-- Wakes the dispatchers when a job waits for its turn, and only then: at every statement, also one that found no job to claim, each
-- search for work would cause the next.
create trigger job_signal after insert or update on job for each row
    when (new.state = 'READY' and new.lease_until is null)
    execute function kit_signal('job');
