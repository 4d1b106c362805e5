-- What nova-config owns: the devices it renders from, the renditions it made, the site's settings and flavors.

create table gpu_host (
    name           text primary key,
    -- of the newest fact about its devices; 0 before the first
    version        bigint      not null,
    -- of the newest fact about its groups
    groups_version bigint      not null,
    groups         jsonb       not null,
    devices        jsonb       not null,
    driver_version text,
    driver_url     text,
    retired        boolean     not null default false,
    changed_at     timestamptz not null
);

create table rendition (
    id           uuid primary key,
    scope        text        not null,
    number       integer     not null,
    host_version bigint      not null,
    release      text        not null,
    digest       text        not null,
    files        jsonb       not null,
    classes      jsonb       not null,
    findings     jsonb       not null,
    state        text        not null,
    cause_id     text        not null,
    cause        text        not null,
    caused_by    text        not null,
    created_at   timestamptz not null,
    target       text,
    reference    text,
    published_at timestamptz,
    problem      text,
    unique (scope, number)
);
create index rendition_unpublished on rendition (scope) where state = 'READY';

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
    renditions jsonb       not null,
    command    text        not null,
    state      text        not null,
    log        text        not null default '',
    result     text,
    asked_by   text        not null,
    asked_at   timestamptz not null,
    ended_at   timestamptz
);
create index reconfiguration_asked on reconfiguration (asked_at);

-- The newest comparison of each host with Placement.
create table proof (
    host        text primary key,
    version     bigint      not null,
    proven      boolean     not null,
    hypervisor  text,
    differences jsonb       not null,
    leftovers   jsonb       not null,
    evidence    text        not null,
    looked_at   timestamptz not null
);
