#!/bin/bash
# Runs once, when the database server makes its data folder: a role and a database for each service and for Pulp, with the password from its secret.
# A role owns its database and may connect to no other.
set -euo pipefail

for service in inventory provisioner nova-config image-builder pulp; do
    name=${service//-/_}
    psql -v ON_ERROR_STOP=1 --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres \
        -v name="$name" -v password="$(cat "/run/gantry/$service")" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name" encoding 'UTF8' template template0;
revoke connect, temporary on database :"name" from public;
SQL
done
