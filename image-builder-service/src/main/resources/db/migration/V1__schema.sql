create table bundle (
    name       text primary key,
    state      text not null,
    url        text,
    expected   text,
    -- The roles of the parts that are published; empty means all.
    chosen     jsonb not null,
    sha256     text,
    bytes      bigint not null,
    entries    jsonb not null,
    parts       jsonb not null,
    reason      text,
    next_try_at timestamptz,
    created_at  timestamptz not null,
    ended_at    timestamptz,
    version     bigint not null
);

-- How far a long piece of work outside this database has come, kept over a kill.
create table checkpoint (
    work  text not null,
    key   text not null,
    value text not null,
    primary key (work, key)
);

create table image (
    name       text primary key,
    definition jsonb not null,
    version    bigint not null,
    changed_at timestamptz not null
);

create table build (
    id               text primary key,
    image            text not null,
    inputs_digest    text not null,
    state            text not null,
    cancel_requested boolean not null default false,
    document         jsonb not null,
    requested_at     timestamptz not null,
    version          bigint not null
);
create index build_image on build (image, id);

-- Which build of an image a channel gives out; older rows are its history.
create table channel (
    id         bigint generated always as identity primary key,
    image      text not null,
    channel    text not null,
    build      text not null references build (id),
    actor      text not null,
    changed_at timestamptz not null
);
create index channel_image on channel (image, channel, id);

-- A licence token as the licence server gave it, sealed; every one ever uploaded under a name.
create table licence_token (
    id          bigint generated always as identity primary key,
    name        text not null,
    fingerprint text not null,
    sealed      bytea not null,
    facts       jsonb not null,
    expires_at  timestamptz,
    created_at  timestamptz not null,
    is_current  boolean not null,
    warned_at   timestamptz
);
create unique index licence_token_current on licence_token (name) where is_current;

-- The host driver that each provisioned host was last reported with.
create table host_driver (
    host           text primary key,
    version        bigint not null,
    host_groups    jsonb not null,
    driver_version text
);

-- NVIDIA's vgpuDriverCatalog.yaml as it was sent; one at a time.
create table driver_catalog (
    name       text primary key,
    yaml       text not null,
    sha256     text not null,
    created_at timestamptz not null
);

-- Whether Glance shows an image as its channels and its definition say.
create table glance_listing (
    image       text primary key,
    state       text not null,
    reason      text,
    next_try_at timestamptz,
    changed_at  timestamptz not null
);
