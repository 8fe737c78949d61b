#!/bin/bash
# backup.sh [BASE…]: dump and filestore of each base (default: all) into /backups/BASE/TIME, the newest ones kept.
set -euo pipefail
backups=${TORG_BACKUPS:-/backups} filestore=${TORG_FILESTORE:-/var/lib/odoo/filestore} keep=${TORG_BACKUP_KEEP:-14}
export PGPASSWORD=${PGPASSWORD:-$(<"$PGPASSWORD_FILE")}

part=""
trap '[[ -z $part ]] || rm -rf "$part"' EXIT  # what broke off would fill the disk for ever

if (($# == 0)); then
    mapfile -t bases < <(psql -d postgres -Atqc \
        "SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = current_user AND NOT datistemplate ORDER BY 1")
    set -- "${bases[@]}"
fi

for base in "$@"; do
    time=$(date -u +%Y-%m-%dT%H-%M-%SZ)
    part=$backups/$base/.$time.part
    mkdir -p "$part"
    # The database first: files are only ever added, so every file it names is still there for the second step.
    pg_dump --format custom --file "$part/base.dump" "$base"
    mkdir -p "$filestore/$base"
    tar --create --gzip --numeric-owner --file "$part/filestore.tar.gz" --directory "$filestore/$base" .
    (cd "$part" && sha256sum base.dump filestore.tar.gz >SHA256SUMS)
    mv "$part" "$backups/$base/$time"  # a backup that has its final name is whole
    part=""
    echo "$base: $backups/$base/$time $(du -sh "$backups/$base/$time" | cut -f1)"
    find "$backups/$base" -mindepth 1 -maxdepth 1 -type d -name '2*' | sort | head -n "-$keep" | xargs -r rm -r
done
