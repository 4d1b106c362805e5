-- How often a run was begun; waiting for another run is not a try. One run at a time on the control host, whatever the replicas do.
alter table reconfiguration add column tries integer not null default 0;
create unique index reconfiguration_one_runs on reconfiguration ((true)) where state = 'RUNNING';
