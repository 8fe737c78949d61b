#!/bin/bash
# init.sh BASE: create the base with the whole suite, or bring an existing one to the version of this image.
set -euo pipefail
base=${1:?usage: init.sh BASE}
addons=${TORG_ADDONS:-/opt/torg/addons}
: "${TORG_ADMIN_PASSWORD:?set it, or TORG_ADMIN_PASSWORD_FILE, for the first administrator}"
login=${TORG_ADMIN_LOGIN:-admin}

# Everything but proofs and the demo company; glue comes by itself.
suite=$(find "$addons" -mindepth 2 -maxdepth 2 -name __manifest__.py -printf '%h\n' | xargs -n1 basename |
    grep -vE '^(test_.*|torg_demo)$' | sort | paste -sd,)

# Every addon of the suite is read again, whatever its version says: a view or a right changes without a new number.
if psql -d postgres -Atqc "SELECT datname FROM pg_database" | grep -qxF "$base"; then
    odoo module upgrade all --outdated -d "$base"
    odoo -d "$base" -u "$suite" --stop-after-init --no-http --max-cron-threads 0
    exit
fi

# The password of the command line is seen by `ps`: it is random and lives until the last step.
odoo db init "$base" --language ru_RU --country RU --username "$login" --password "$(head -c 24 /dev/urandom | base64)"
odoo -d "$base" -i "$suite" --stop-after-init --no-http --max-cron-threads 0
odoo shell -d "$base" --no-http <<'PYTHON'
import os
env.ref("base.user_admin").password = os.environ["TORG_ADMIN_PASSWORD"]
env.cr.commit()
PYTHON
