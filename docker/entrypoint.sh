#!/bin/bash
# Turn secrets kept in files into the variables Odoo reads, then start the command.
set -euo pipefail

# PGPASSWORD_FILE=/run/secrets/x becomes PGPASSWORD; the file wins over a variable of the same name.
for name in $(compgen -e | grep -E '^(PG|ODOO_|TORG_)[A-Z_]+_FILE$' || true); do
    if [[ -n ${!name} ]]; then
        [[ -r ${!name} ]] || { echo "$name: cannot read ${!name}" >&2; exit 1; }
        export "${name%_FILE}=$(<"${!name}")"
    fi
    unset "$name"
done

# A variable that compose passes empty means "not set"; Odoo would try to read a number out of it.
for name in $(compgen -e | grep -E '^(PG|ODOO_)' || true); do
    if [[ -z ${!name} ]]; then unset "$name"; fi
done

exec "$@"
