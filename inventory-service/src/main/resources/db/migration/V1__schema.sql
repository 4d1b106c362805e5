-- Hosts, groups and their desired state; the log of all events of the suite; webhooks; imports and other long operations.

create table host (
    name              text primary key,
    version           bigint      not null,
    state             text        not null,
    since             timestamptz not null,
    deadline          timestamptz,
    spec              jsonb       not null,
    groups            text[]      not null,
    flags             jsonb       not null,
    flag_names        text[]      not null,
    inspection_version bigint     not null,
    run_version       bigint      not null,
    spec_version      bigint      not null,
    based_version     bigint      not null,
    published_version bigint      not null,
    placement_version bigint      not null,
    edited_version    bigint      not null,
    failure           jsonb,
    approval          jsonb,
    facts             jsonb,
    plan              jsonb,
    devices           jsonb,
    driver_version    text,
    inspected_at      timestamptz,
    figures           jsonb,
    figures_at        timestamptz
);
create index host_state on host (state, name);
create index host_since on host (since, name);
create index host_deadline on host (deadline) where deadline is not null;
create index host_groups on host using gin (groups);
create index host_flags on host using gin (flag_names);
create index host_labels on host using gin ((spec -> 'labels'));

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

-- The newest plans of each host, so that a person who approves an older one is told what changed since.
create table plan (
    host            text        not null references host on delete cascade,
    digest          text        not null,
    facts           jsonb       not null,
    plan            jsonb       not null,
    seen_at         timestamptz not null,
    changed         jsonb       not null,
    primary key (host, digest)
);

create table host_group (
    name            text primary key,
    version         bigint      not null,
    children        text[]      not null,
    variables       jsonb       not null
);

-- The kayobe configuration that the installation is bound to: variables of its top-level files, and which one it is. One row.
create table site (
    id              integer primary key check (id = 1),
    variables       jsonb       not null,
    configuration   text,
    environment     text,
    tree_version    bigint      not null
);
create sequence tree_version;

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

-- API tokens that admins made; of a token itself only its SHA-256 is kept.
create table api_token (
    id              uuid primary key,
    digest          text        not null unique,
    owner           text        not null,
    role            text        not null,
    created_by      text        not null,
    created_at      timestamptz not null,
    ends_at         timestamptz
);

-- What was sent to receivers, and what they answered.
create table webhook_delivery (
    id              uuid primary key,
    webhook         text        not null,
    event           bigint,
    event_id        text        not null,
    type            text        not null,
    subject         text        not null,
    cause           text        not null,
    outcome         text        not null,
    attempt         integer     not null,
    status          text        not null,
    at              timestamptz not null,
    millis          bigint      not null
);
create index webhook_delivery_of on webhook_delivery (webhook, id desc);
create index webhook_delivery_at on webhook_delivery (at);

-- Work that takes longer than a call: imports, and orders to many hosts.
create table operation (
    id              uuid primary key,
    kind            text        not null,
    subject         text        not null,
    state           text        not null,
    request         jsonb       not null,
    files           bytea,
    done            integer     not null,
    total           integer     not null,
    waits_for       text,
    result          jsonb,
    problem         jsonb,
    started_by      text        not null,
    started_at      timestamptz not null,
    ended_at        timestamptz
);
create index operation_started on operation (started_at desc, id);

-- One change made to many hosts in stages; what every host of it does is in the body.
create table rollout (
    name       text primary key,
    body       jsonb       not null,
    created_at timestamptz not null
);

-- Git branches that the site's configuration is read from; where each stands is in its status.
create table source (
    name            text primary key,
    version         bigint      not null,
    spec            jsonb       not null,
    status          jsonb       not null
);

-- Whose sign-off of a commit approves the next plan of a host, as long as the host's spec is the one of that commit.
create table source_approval (
    host            text primary key,
    source          text        not null,
    spec_version    bigint      not null,
    who             text        not null,
    why             text        not null,
    at              timestamptz not null
);
create index source_approval_source on source_approval (source);
