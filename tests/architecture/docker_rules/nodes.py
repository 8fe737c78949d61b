"""The nodes of Odoo, the database and the filestore agree with each other and with development."""

import re
from collections.abc import Iterator

from ..stack import Stack, fill

ODOO_NODES = ("web", "jobs")
SCALE = 3  # web nodes that the default number of connections must be enough for


def check_nodes(stack: Stack) -> Iterator[str]:
    """Web nodes run neither crons nor the job runner; the jobs node has more workers than jobs at once."""
    web, jobs = stack.environment("web"), stack.environment("jobs")
    if stack.option("web", "max_cron_threads") != "0":
        yield "web: runs crons"
    if "queue_job" in stack.option("web", "server_wide_modules") or web.get("ODOO_QUEUE_JOB_CHANNELS") != "root:0":
        yield "web: runs the job runner"
    for name in ODOO_NODES:
        modules = stack.option(name, "server_wide_modules").split(",")
        if not {"base", "rpc", "web"} <= set(modules):
            yield f"{name}: server_wide_modules lacks base, rpc or web"
        if int(stack.option(name, "workers") or 0) < 2:
            yield f"{name}: not in prefork mode, so there is no websocket worker"
    if (
        "queue_job" not in stack.option("jobs", "server_wide_modules")
        or stack.option("jobs", "max_cron_threads") == "0"
    ):
        yield "jobs: loads no job runner or no crons"
    if jobs.get("ODOO_QUEUE_JOB_HOST") != "jobs" or jobs.get("ODOO_QUEUE_JOB_PORT") != stack.option(
        "jobs", "http_port"
    ):
        yield "jobs: the runner must ask the service jobs on its HTTP port"
    channels = _channels(stack.options("queue_job")["channels"])
    if channels["root"] >= int(stack.option("jobs", "workers")):
        yield f"jobs: {channels['root']} jobs at once leave no worker free"
    if sum(size for name, size in channels.items() if name != "root") > channels["root"]:
        yield "the sub-channels promise more than root has"


def _channels(text: str) -> dict[str, int]:
    return {name: int(size) for name, _colon, size in (item.partition(":") for item in text.split(","))}


def check_storage(stack: Stack) -> Iterator[str]:
    """All nodes, the backup and the restore look at one filestore."""
    folder = stack.options()["data_dir"]
    for name in (*ODOO_NODES, "init", "backup", "restore"):
        if ("odoo-data", folder) not in stack.mounts(name):
            yield f"{name}: odoo-data is not mounted at {folder}"
    for name in ("backup", "restore"):
        if f"{folder}/filestore}}" not in stack.scripts[f"docker/db/{name}.sh"]:
            yield f"docker/db/{name}.sh: the default filestore is not in {folder}"


def check_connections(stack: Stack) -> Iterator[str]:
    """PostgreSQL takes what the default workers of all nodes may open, with a few web nodes more."""
    each, websocket = int(stack.options()["db_maxconn"]), int(stack.options()["db_maxconn_gevent"])
    need = 20  # psql, backup, replication, the job runner
    for name, nodes in (("web", SCALE), ("jobs", 1)):
        processes = int(stack.option(name, "workers")) + int(stack.option(name, "max_cron_threads"))
        need += nodes * (processes * each + websocket)
    settings = dict(word.lstrip("-").partition("=")[::2] for word in stack.services["db"]["command"])
    have = int(fill(settings["max_connections"]))
    if need > have:
        yield f"max_connections is {have}, but {SCALE} web nodes and one jobs node may open {need}"


def check_conf(stack: Stack) -> Iterator[str]:
    """What a production server must not leave to chance."""
    wanted = {"proxy_mode": "True", "list_db": "False", "unaccent": "True", "http_interface": "0.0.0.0"}
    for name, value in wanted.items():
        if stack.options().get(name) != value:
            yield f"docker/odoo.conf: {name} must be {value}"
    if not stack.options().get("dbfilter"):
        yield "docker/odoo.conf: without dbfilter every host opens every base"
    template = stack.options().get("db_template")
    for name in ("docker/db/10-torg.sh", "docker/db/restore.sh"):
        if not re.search(rf"(CREATE DATABASE|--template) {template}\b", stack.scripts[name]):
            yield f"{name}: does not use the template {template}"
    if "admin_passwd" in stack.options() or "db_password" in stack.options():
        yield "docker/odoo.conf: holds a secret"


def check_development(stack: Stack) -> Iterator[str]:
    """Development speaks of the same ports, modules and channels as production."""
    if stack.development is None:
        return
    here, there = dict(stack.development["options"]), stack.options()
    for name in ("http_port", "gevent_port", "unaccent", "list_db"):
        if name in here and here[name] != there[name]:
            yield f"odoo.conf: {name} is {here[name]}, in production {there[name]}"
    if set(here.get("server_wide_modules", "").split(",")) != set(
        stack.option("jobs", "server_wide_modules").split(",")
    ):
        yield "odoo.conf: server_wide_modules differ from those of the jobs node"
    if stack.development.has_section("queue_job"):
        channels = stack.development["queue_job"].get("channels", "")
        if _channels(channels).keys() != _channels(stack.options("queue_job")["channels"]).keys():
            yield "odoo.conf: the queue's channels differ from production"


def check_odoo_knows_options(stack: Stack, known: set[str]) -> Iterator[str]:
    """Options of the file and of the environment are options of Odoo, by its own list."""
    for name in stack.options().keys() - known:
        yield f"docker/odoo.conf: Odoo has no option {name}"
    for service in (*ODOO_NODES, "init"):
        for key in stack.environment(service):
            name = key.removeprefix("ODOO_").removesuffix("_FILE").lower()
            if key.startswith("ODOO_") and not name.startswith("queue_job_") and name not in known:
                yield f"{service}: Odoo reads no variable {key}"
