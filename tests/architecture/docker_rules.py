"""Every path, variable, port, volume and service that the production files name exists and agrees with the others."""

import os
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from .stack import VARIABLE, Block, Stack, fill

ODOO_NODES = ("web", "jobs")
BUILD_INPUTS_OF_THE_ROOT = ("requirements.txt", "requirements-addons.txt")
SCALE = 3  # web nodes that the default number of connections must be enough for

# === COMPOSE === #


def check_references(stack: Stack) -> Iterator[str]:
    """Services, networks, volumes and secrets that are named exist and are used; who is waited for has health."""
    used: dict[str, set[str]] = {"networks": set(), "secrets": set(), "volumes": set()}
    for name, service in stack.services.items():
        used["networks"].update(service.get("networks", []))
        used["secrets"].update(service.get("secrets", []))
        used["volumes"].update(source for source, _target in stack.mounts(name) if source[0] not in "./")
        for other, how in service.get("depends_on", {}).items():
            if other not in stack.services:
                yield f"{name}: waits for {other}, which is no service"
            elif how["condition"] == "service_healthy" and "test" not in stack.services[other].get("healthcheck", {}):
                yield f"{name}: waits for the health of {other}, which has no healthcheck"
    for kind, words in used.items():
        for word in sorted(words ^ stack.compose[kind].keys()):
            yield f"{kind}: {word} is {'not declared' if word in words else 'declared and never used'}"


def check_health(stack: Stack) -> Iterator[str]:
    """Everything that stays up is watched and comes back."""
    for name, service in stack.services.items():
        if "tools" in service.get("profiles", []):
            continue
        if "test" not in service.get("healthcheck", {}):
            yield f"{name}: has no healthcheck"
        if service.get("restart") != "unless-stopped":
            yield f"{name}: does not restart"


def check_paths(stack: Stack) -> Iterator[str]:
    """Bind mounts lead to something in the repository; programs that start are executable."""
    for name, service in stack.services.items():
        mounts = {target: source for source, target in stack.mounts(name)}
        for source in mounts.values():
            if source.startswith(".") and not (stack.root / source).exists():
                yield f"{name}: mounts {source}, which does not exist"
        copied = {
            f"{target}{PurePosixPath(source).name}": source
            for sources, target in stack.copies()
            for source in sources
            if target.endswith("/")
        }
        for word in service.get("entrypoint", []):
            source = mounts.get(word) or copied.get(word)
            if source is None:
                yield f"{name}: starts {word}, which is neither mounted nor in the image"
            elif not os.access(stack.root / source, os.X_OK):
                yield f"{name}: starts {source}, which is not executable"


def check_variables(stack: Stack) -> Iterator[str]:
    """docker/env.example lists exactly the variables of the compose file, with the same defaults."""
    used = dict(VARIABLE.findall(stack.compose_text))
    for name in used.keys() - stack.env.keys():
        yield f"env.example lacks {name}"
    for name in stack.env.keys() - used.keys():
        yield f"env.example names {name}, which nothing reads"
    for name in used.keys() & stack.env.keys():
        if used[name] != stack.env[name]:
            yield f"{name}: env.example says {stack.env[name]!r}, the compose file {used[name]!r}"


def check_secrets(stack: Stack) -> Iterator[str]:
    """Each *_FILE points to a secret of its service; each secret is made by docker/secrets.sh."""
    for name, service in stack.services.items():
        files = {f"/run/secrets/{secret}" for secret in service.get("secrets", [])}
        for key, value in stack.environment(name).items():
            if key.endswith("_FILE") and value not in files:
                yield f"{name}: {key} is {value}, which is none of its secrets"
            if re.search(r"PASSW|SECRET|TOKEN", key) and not key.endswith("_FILE"):
                yield f"{name}: {key} is a secret in plain text"
    for name, secret in stack.compose["secrets"].items():
        if secret["file"] != f"./docker/secrets/{name}":
            yield f"secret {name} is read from {secret['file']}"
        if not re.search(rf"\b{name}\b", stack.scripts["docker/secrets.sh"]):
            yield f"secret {name} is not made by docker/secrets.sh"


def check_networks(stack: Stack) -> Iterator[str]:
    """Only the proxy is seen from outside, and it does not see the database."""
    if not stack.compose["networks"]["data"].get("internal"):
        yield "the network of the database is not internal"
    for name, service in stack.services.items():
        if "ports" in service and name != "proxy":
            yield f"{name}: publishes ports; only the proxy may"
        if name in ("db", "db-replica", "backup", "restore") and service["networks"] != ["data"]:
            yield f"{name}: must be on the network data alone"
    if "data" in stack.services["proxy"]["networks"]:
        yield "proxy: sees the database"


# === NODES === #


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


# === NGINX === #


def check_upstreams(stack: Stack) -> Iterator[str]:
    """The proxy asks the web nodes on Odoo's ports, through Docker's DNS each time anew."""
    ports = {"$odoo": "http_port", "$odoo_websocket": "gevent_port"}
    targets = {block.args[0]: block.args[1] for block in stack.locations.own("set")}
    for name, option in ports.items():
        if targets.get(name) != f"http://web:{stack.options()[option]}":
            yield f"locations.conf: {name} is {targets.get(name)}, {option} is {stack.options()[option]}"
    if not set(stack.services["web"]["networks"]) & set(stack.services["proxy"]["networks"]):
        yield "proxy and web share no network"
    for block in stack.locations.all("proxy_pass"):
        if block.args[0] not in ports:
            yield f"locations.conf: proxy_pass {block.args[0]} is asked of DNS only once"
    if not any(block.args[0] == "127.0.0.11" for block in stack.nginx.all("resolver")):
        yield "nginx.conf: the resolver is not Docker's"


def check_headers(stack: Stack) -> Iterator[str]:
    """Odoo learns host, address and scheme of the client; a location that sets one header repeats them all."""
    common = {block.args[0] for block in stack.locations.own("proxy_set_header")}
    for name in {"Host", "X-Forwarded-Host", "X-Forwarded-For", "X-Forwarded-Proto"} - common:
        yield f"locations.conf: {name} is not passed on"
    for location in stack.locations.own("location"):
        own = {block.args[0] for block in location.own("proxy_set_header")}
        if own and (missing := common - own):
            yield f"location {location.args[-1]}: loses the headers {', '.join(sorted(missing))}"
    websocket = _location(stack, "/websocket")
    if not any(block.args[0] == "Upgrade" for block in websocket.own("proxy_set_header")):
        yield "location /websocket: does not upgrade"
    if [block.args[0] for block in websocket.own("proxy_pass")] != ["$odoo_websocket"]:
        yield "location /websocket: does not go to the websocket worker"


def check_limits(stack: Stack) -> Iterator[str]:
    """Passwords, shop and bodies have limits, and Odoo gives up before the proxy does."""
    zones = {re.search(r"zone=(\w+)", " ".join(block.args))[1] for block in stack.nginx.all("limit_req_zone")}
    used = {re.search(r"zone=(\w+)", " ".join(block.args))[1] for block in stack.locations.all("limit_req")}
    for zone in used - zones:
        yield f"locations.conf: limit zone {zone} is not declared"
    for zone in zones - used:
        yield f"nginx.conf: limit zone {zone} is never used"
    for path in ("/web/login", "/ru/web/login", "/web/session/authenticate", "/shop-api/v1/orders", "/jsonrpc"):
        if not _location(stack, path).own("limit_req"):
            yield f"{path}: has no rate limit"
    for path in ("/web/database/manager", "/queue_job/runjob"):
        if [block.args[0] for block in _location(stack, path).own("return")] != ["404"]:
            yield f"{path}: is open to the street"
    body = stack.locations.own("client_max_body_size")[0].args[0]
    if int(body.rstrip("m")) < 128:
        yield "locations.conf: bodies are cut below Odoo's own limit of 128 MB"
    timeout = int(stack.locations.own("proxy_read_timeout")[0].args[0].rstrip("s"))
    if timeout <= int(stack.options()["limit_time_real"]):
        yield "locations.conf: the proxy gives up before Odoo does"


def _location(stack: Stack, path: str) -> Block:
    """The location that serves the path: exact, then ^~ and plain prefixes by length, unless an expression matches."""
    best = Block("location", [])
    for location in stack.locations.own("location"):
        kind, word = location.args if len(location.args) > 1 else ("", location.args[0])
        if kind == "=" and word == path:
            return location
        if kind in ("", "^~") and path.startswith(word) and len(word) >= len(best.args[-1] if best.args else ""):
            best = location
    if best.args and best.args[0] == "^~":
        return best
    expressions = (location for location in stack.locations.own("location") if location.args[0] == "~")
    return next((location for location in expressions if re.search(location.args[1], path)), best)


def check_servers(stack: Stack) -> Iterator[str]:
    """Included files and certificates are mounted, listened ports published, the health address answered."""
    mounted = {target for _source, target in stack.mounts("proxy")}
    published = {fill(port).rpartition(":")[2] for port in stack.services["proxy"]["ports"]}
    for name, root in {"nginx.conf": stack.nginx, **stack.servers}.items():
        for block in root.all("include"):
            if block.args[0] not in mounted and not block.args[0].endswith("mime.types"):
                yield f"{name}: includes {block.args[0]}, which is not mounted"
        for block in [*root.all("ssl_certificate"), *root.all("ssl_certificate_key")]:
            if str(PurePosixPath(block.args[0]).parent) not in mounted:
                yield f"{name}: {block.args[0]} is not in a mounted folder"
        for block in root.all("listen"):
            if block.args[0] not in published:
                yield f"{name}: port {block.args[0]} is not published"
        for server in root.all("server"):
            known = {block.args[0] for block in server.own("set")} | {block.args[0] for block in server.own("return")}
            if server.own("include") and "$forwarded_proto" not in known:
                yield f"{name}: a server does not say $forwarded_proto"
    test = stack.services["proxy"]["healthcheck"]["test"][-1]
    path = test.partition("//")[2].partition("/")[2]
    for name, root in {"locations.conf": stack.locations, "https.conf": stack.servers["https.conf"]}.items():
        if not any(block.args == ["=", f"/{path}"] for block in root.all("location")):
            yield f"{name}: does not answer the healthcheck /{path}"


# === IMAGE === #


def check_dockerfile(stack: Stack) -> Iterator[str]:
    """What is copied exists and enters the build."""
    for sources, _target in stack.copies():
        for source in sources:
            later = source in BUILD_INPUTS_OF_THE_ROOT and not (stack.root / source).exists()
            if not later and not (stack.root / source).exists():
                yield f"Dockerfile: copies {source}, which does not exist"
            if f"!{source}" not in stack.ignore:
                yield f"Dockerfile.dockerignore: {source} does not enter the build"


def check_image_layout(stack: Stack) -> Iterator[str]:
    """What is copied or installed lands where the configuration looks for it."""
    targets = {source: target for sources, target in stack.copies() for source in sources}
    run = " ".join(word for name, words in stack.dockerfile if name == "RUN" for word in words)
    pip = re.findall(r"--target (\S+)", run)
    words = [word for name, words in stack.dockerfile if name == "ENV" for word in words]
    environment = dict(word.partition("=")[::2] for word in words)
    addons = stack.options()["addons_path"].split(",")
    if targets.get("addons") != addons[0]:
        yield f"Dockerfile: the suite lands in {targets.get('addons')}, addons_path says {addons[0]}"
    if addons[1] not in [f"{folder}/odoo/addons" for folder in pip]:
        yield f"Dockerfile: nothing is installed into {addons[1]}"
    if environment.get("PYTHONPATH") not in pip:
        yield "Dockerfile: PYTHONPATH leads to no installed libraries"
    if environment.get("ODOO_RC") != targets.get("docker/odoo.conf"):
        yield "Dockerfile: ODOO_RC is not the copied configuration"


def check_image_run(stack: Stack) -> Iterator[str]:
    """The server runs unprivileged on Odoo's ports, built with the arguments that compose passes."""
    users = [words[0] for name, words in stack.dockerfile if name == "USER"]
    if users[-1] != "odoo":
        yield "Dockerfile: the server would run as root"
    ports = {port for name, words in stack.dockerfile if name == "EXPOSE" for port in words}
    if ports != {stack.options()["http_port"], stack.options()["gevent_port"]}:
        yield "Dockerfile: EXPOSE differs from http_port and gevent_port"
    build = stack.services["web"]["build"]
    arguments = {words[0].partition("=")[0] for name, words in stack.dockerfile if name == "ARG"}
    for name in build["args"].keys() - arguments:
        yield f"Dockerfile: has no ARG {name}"
    if not (stack.root / build["dockerfile"]).is_file():
        yield f"compose: {build['dockerfile']} does not exist"


def check_odoo_knows_options(stack: Stack, known: set[str]) -> Iterator[str]:
    """Options of the file and of the environment are options of Odoo, by its own list."""
    for name in stack.options().keys() - known:
        yield f"docker/odoo.conf: Odoo has no option {name}"
    for service in (*ODOO_NODES, "init"):
        for key in stack.environment(service):
            name = key.removeprefix("ODOO_").removesuffix("_FILE").lower()
            if key.startswith("ODOO_") and not name.startswith("queue_job_") and name not in known:
                yield f"{service}: Odoo reads no variable {key}"


RULES = tuple(
    rule for name, rule in list(globals().items()) if name.startswith("check_") and name != "check_odoo_knows_options"
)
