-- NVIDIA's vgpuDriverCatalog.yaml as it was sent; one at a time.
create table driver_catalog (
    name        text primary key,
    yaml        text not null,
    sha256      text not null,
    taken_in_at timestamptz not null
);
