#!/bin/bash
# restore.sh [--live] FOLDER BASE: restore a backup folder into a new base; an existing one is never touched.
# restore.sh --check FOLDER: restore it under a name of its own, look whether every file it speaks of is there, drop it.
# Without --live the base is a sleeping copy: crons and mail servers off, waiting jobs cancelled, an id of its own. The
# jobs node serves every base it sees, and a copy of the real one would write to real customers within a minute.
set -euo pipefail
usage='usage: restore.sh [--live] FOLDER BASE, or restore.sh --check FOLDER'
live= check=
case ${1:-} in
    --live) live=1; shift ;;
    --check) check=1; shift; set -- "${1:?$usage}" "torg_check_$(date +%s)_$$" ;;
esac
folder=${1:?$usage} base=${2:?$usage}
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
forget() { rm -f "$list"; }
trap forget EXIT
# Extensions are in the template already, owned by the superuser.
pg_restore --list "$folder/base.dump" | grep -vE ' (EXTENSION|COMMENT - EXTENSION|SCHEMA - public|ACL - SCHEMA) ' >"$list"

createdb --template torg_template "$base"
if [[ $check ]]; then
    forget() { rm -rf "$list" "${filestore:?}/${base:?}"; dropdb --if-exists --force "$base"; }
fi
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
if [[ $check ]]; then
    told=$(psql -d "$base" -Atqc "SELECT (SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public')
        || ' tables, ' || (SELECT count(*) FROM res_partner) || ' contacts, last change '
        || (SELECT max(write_date)::timestamp(0) FROM ir_model_data)")
    psql -d "$base" -Atqc "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL" >"$list"
    missing=0
    while IFS= read -r file; do
        if [[ ! -f $filestore/$base/$file ]]; then missing=$((missing + 1)); fi
    done <"$list"
    echo "$folder: $told, $(wc -l <"$list") files, $missing of them missing"
    exit $((missing > 0))
fi
echo "$base: restored from $folder${live:+, live}"
