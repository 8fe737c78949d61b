#!/bin/bash
# Make the secrets that are missing. The folder is closed to other users of the host; the files inside are readable,
# because containers see them as a bind mount and read them as their own unprivileged user.
set -euo pipefail
cd "$(dirname "$0")/secrets"
chmod 0700 .
for name in db_superuser_password db_password db_replica_password master_password admin_password; do
    if [[ ! -s $name ]]; then
        (umask 0133 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n' >"$name")
        echo "docker/secrets/$name made"
    fi
done
