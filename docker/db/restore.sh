#!/bin/bash
# restore.sh [--live] FOLDER BASE: restore a backup folder into a new base; an existing one is never touched.
# Without --live the base is a sleeping copy: crons and mail servers off, waiting jobs cancelled, an id of its own. The
# jobs node serves every base it sees, and a copy of the real one would write to real customers within a minute.
set -euo pipefail
live=; if [[ ${1:-} == --live ]]; then live=1; shift; fi
folder=${1:?usage: restore.sh [--live] FOLDER BASE} base=${2:?usage: restore.sh [--live] FOLDER BASE}
filestore=${TORG_FILESTORE:-/var/lib/odoo/filestore}
export PGPASSWORD=${PGPASSWORD:-$(<"$PGPASSWORD_FILE")}

(cd "$folder" && sha256sum --check --quiet SHA256SUMS)
if [[ -e $filestore/$base ]]; then
    echo "$filestore/$base exists already: choose another name or move it away" >&2
    exit 1
fi

after="
UPDATE ir_cron SET active = false;
UPDATE ir_mail_server SET active = false;
UPDATE ir_config_parameter SET value = gen_random_uuid() WHERE key = 'database.uuid';
DO \$\$ BEGIN
    IF to_regclass('public.queue_job') IS NOT NULL THEN
        UPDATE queue_job SET state = 'cancelled' WHERE state NOT IN ('done', 'cancelled', 'failed');
    END IF;
END \$\$;"
if [[ $live ]]; then after=; fi

list=$(mktemp)
trap 'rm -f "$list"' EXIT
# Extensions are in the template already, owned by the superuser.
pg_restore --list "$folder/base.dump" | grep -vE ' (EXTENSION|COMMENT - EXTENSION|SCHEMA - public|ACL - SCHEMA) ' >"$list"

createdb --template torg_template "$base"
# One transaction: nobody sees half a base, or an awake copy.
if ! {
    pg_restore --no-owner --no-privileges --use-list "$list" --file - "$folder/base.dump" &&
        # The dump empties the search path for its own session.
        echo "SET search_path TO public; $after"
} | psql --quiet --single-transaction --set ON_ERROR_STOP=1 --dbname "$base" >/dev/null; then
    dropdb "$base"
    exit 1
fi
mkdir -p "$filestore/$base"
tar --extract --gzip --numeric-owner --file "$folder/filestore.tar.gz" --directory "$filestore/$base"
echo "$base: restored from $folder${live:+, live}"
