#!/bin/bash
# Start a read replica: copy the primary when the data folder is empty, then follow it.
set -euo pipefail
export PGPASSWORD
PGPASSWORD=$(<"$REPLICA_PASSWORD_FILE")

if [[ ! -s $PGDATA/PG_VERSION ]]; then
    find "$PGDATA" -mindepth 1 -delete
    chmod 0700 "$PGDATA"
    pg_basebackup --host "$PRIMARY_HOST" --username replicator --pgdata "$PGDATA" --checkpoint fast --wal-method stream \
        --write-recovery-conf
fi
exec "$@"
