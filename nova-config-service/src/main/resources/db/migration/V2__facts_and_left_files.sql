-- What the newest look at a host said that flavors are held against: how many NUMA nodes its cards show (0: not known), and how it booted.
alter table gpu_host add column numa_nodes integer not null default 0;
alter table gpu_host add column kernel_arguments text;

-- Files of the operator's that a publication would have written: path, reason and the lines to add.
alter table rendition add column left_alone jsonb not null default '[]';
