-- Hosts, groups and their desired state; the log of all events of the suite; webhooks.

create table host (
    name            text primary key,
    version         bigint      not null,
    state           text        not null,
    since           timestamptz not null,
    deadline        timestamptz,
    spec            jsonb       not null,
    groups          text[]      not null,
    flags           jsonb       not null,
    flag_names      text[]      not null,
    inspection_version    bigint      not null,
    run_version     bigint      not null,
    spec_version    bigint      not null,
    based_version   bigint      not null,
    published_version bigint    not null,
    placement_version  bigint      not null,
    failure         jsonb,
    approval        jsonb,
    facts           jsonb,
    plan            jsonb,
    devices         jsonb,
    driver_version  text,
    inspected_at       timestamptz
);
create index host_state on host (state);
create index host_deadline on host (deadline) where deadline is not null;
create index host_groups on host using gin (groups);

-- A name that comes back goes on counting where it stopped, or readers would take its events for old ones.
create table departed_host (
    name            text primary key,
    last_version    bigint      not null
);

create table host_history (
    id              bigint generated always as identity primary key,
    host            text        not null,
    version         bigint      not null,
    at              timestamptz not null,
    what            text        not null,
    from_state      text,
    to_state        text        not null,
    who             text        not null,
    why             text        not null,
    millis          bigint      not null
);
create index host_history_host on host_history (host, id);

create table host_group (
    name            text primary key,
    version         bigint      not null,
    children        text[]      not null,
    variables       jsonb       not null
);

-- Variables of the files at the top of the kayobe folder; one row.
create table site (
    id              integer primary key check (id = 1),
    variables       jsonb       not null
);

-- Every event of the suite, once. Writers hold one advisory lock until commit, so the order of id is the order of commit.
create table event_log (
    id              bigint generated always as identity primary key,
    event_id        text        not null,
    source          text        not null,
    type            text        not null,
    subject         text        not null,
    time            text        not null,
    traceparent     text,
    data            text        not null,
    logged_at       timestamptz not null default now()
);
create index event_log_subject on event_log (subject, id);
create index event_log_logged_at on event_log (logged_at);
create trigger event_log_signal after insert on event_log for each statement execute function kit_signal('event-log');

create table webhook (
    name            text primary key,
    version         bigint      not null,
    url             text        not null,
    types           text[]      not null,
    hosts           text[]      not null,
    sealed_secret   text,
    secret_ref      text,
    position        bigint      not null,
    attempts        integer     not null default 0,
    not_before      timestamptz,
    last_status     text,
    delivered       bigint      not null default 0,
    given_up        bigint      not null default 0
);
