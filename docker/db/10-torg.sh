#!/bin/bash
# Runs once, when the cluster is born: Odoo's role (no superuser), the replication role, the template of all bases.
set -euo pipefail

psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
    --set odoo_password="$(<"$ODOO_PASSWORD_FILE")" --set replica_password="$(<"$REPLICA_PASSWORD_FILE")" <<'SQL'
CREATE ROLE odoo LOGIN CREATEDB PASSWORD :'odoo_password';
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replica_password';

-- Odoo searches through trigram indexes over unaccent(), which must be IMMUTABLE. Only its owner may say so, and a dump
-- does not carry it: every base, new or restored, starts from this template.
CREATE DATABASE torg_template TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' IS_TEMPLATE true;
\connect torg_template
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
ALTER FUNCTION unaccent(text) IMMUTABLE;
ALTER FUNCTION unaccent(text) OWNER TO odoo;
SQL

echo "host replication replicator all scram-sha-256" >>"$PGDATA/pg_hba.conf"
