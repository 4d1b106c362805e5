-- The host driver that each provisioned host was last seen with.
create table host_driver (
    host           text primary key,
    version        bigint not null,
    host_groups    jsonb not null,
    driver_version text
);
