-- What nova-config owns: the devices it renders from, the revisions it made, the site's settings and flavors.

create table gpu_host (
    name             text primary key,
    -- of the newest fact about its devices; 0 before the first
    version          bigint      not null,
    -- of the newest fact about its groups
    groups_version   bigint      not null,
    groups           jsonb       not null,
    devices          jsonb       not null,
    driver_version   text,
    driver_url       text,
    -- that its cards show; 0 when not known
    numa_nodes       integer     not null default 0,
    kernel_arguments text,
    -- versions of kernel, libvirt and QEMU, as far as its inspection told them
    software         jsonb,
    retired          boolean     not null default false,
    changed_at       timestamptz not null
);

create table revision (
    id               uuid primary key,
    scope            text        not null,
    number           integer     not null,
    host_version     bigint      not null,
    -- of the site's settings under which it is what would be made
    settings_version bigint      not null,
    release          text        not null,
    digest           text        not null,
    files            jsonb       not null,
    classes          jsonb       not null,
    findings         jsonb       not null,
    state            text        not null check (state in ('READY', 'HELD', 'PUBLISHED')),
    cause_id         text        not null,
    cause            text        not null,
    caused_by        text        not null,
    created_at       timestamptz not null,
    -- the last publication that succeeded
    target           text,
    place            text,
    reference        text,
    published_at     timestamptz,
    -- the last try: why it failed, what of the operator's stood against it, what it left to them to add
    problem          text,
    conflicts        jsonb       not null default '[]',
    left_alone       jsonb       not null default '[]',
    unique (scope, number)
);

create table site_settings (
    id         integer primary key check (id = 1),
    version    bigint      not null,
    body       jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null
);

create table flavor (
    name       text primary key,
    version    bigint      not null,
    body       jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null
);

-- Runs of the reconfigure command on the Ansible control host.
create table reconfiguration (
    id         uuid primary key,
    hosts      jsonb       not null,
    revisions  jsonb       not null,
    command    text        not null,
    state      text        not null check (state in ('WAITING', 'RUNNING', 'SUCCEEDED', 'FAILED')),
    log        text        not null default '',
    -- how often it was begun; waiting for another run is not a try
    tries      integer     not null default 0,
    result     text,
    asked_by   text        not null,
    asked_at   timestamptz not null,
    ended_at   timestamptz
);
create index reconfiguration_asked on reconfiguration (asked_at);
-- one at a time on the control host, whatever the replicas do
create unique index reconfiguration_one_runs on reconfiguration ((true)) where state = 'RUNNING';

-- The newest comparison of each host with Placement.
create table placement_check (
    host            text primary key,
    version         bigint      not null,
    matches         boolean     not null,
    hypervisor      text        not null,
    differences     jsonb       not null,
    stale_providers jsonb       not null,
    evidence        text        not null,
    figures         jsonb       not null,
    checked_at      timestamptz not null
);

-- The newest drain of each host by Nova; what is true of a server is asked of Nova each time.
create table drain (
    host           text primary key,
    -- of the host when it began
    version        bigint      not null,
    state          text        not null check (state in ('DRAINING', 'DRAINED', 'STOPPED', 'ENDING', 'ENDED')),
    policy         jsonb       not null,
    reason         text        not null,
    disabled_by_us boolean     not null,
    moves          jsonb       not null,
    waits_for      text,
    asked_by       text        not null,
    since          timestamptz not null
);
