create table image (
    name       text primary key,
    definition jsonb not null,
    version    bigint not null,
    changed_at timestamptz not null
);

create table build (
    id            text primary key,
    image         text not null,
    inputs_digest text not null,
    state         text not null,
    cancel_asked  boolean not null default false,
    document      jsonb not null,
    asked_at      timestamptz not null,
    version       bigint not null
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

-- A licence token as the licence server gave it, sealed; every one ever taken in under a name.
create table licence_token (
    id          bigint generated always as identity primary key,
    name        text not null,
    fingerprint text not null,
    sealed      bytea not null,
    facts       jsonb not null,
    expires_at  timestamptz,
    taken_in_at timestamptz not null,
    is_current  boolean not null,
    warned_at   timestamptz
);
create unique index licence_token_current on licence_token (name) where is_current;
