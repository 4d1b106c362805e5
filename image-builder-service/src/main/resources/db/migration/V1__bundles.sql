create table bundle (
    name        text primary key,
    state       text not null,
    url         text,
    wanted      text,
    sha256      text,
    bytes       bigint not null,
    entries     jsonb not null,
    parts       jsonb not null,
    reason      text,
    taken_in_at timestamptz not null,
    version     bigint not null
);

-- How far a long piece of work outside this database has come, kept over a kill.
create table checkpoint (
    work  text not null,
    key   text not null,
    value text not null,
    primary key (work, key)
);
