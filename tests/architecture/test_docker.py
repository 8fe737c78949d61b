"""Production files agree with each other; where a tool is at hand, it is asked too."""

import copy
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from . import docker_rules as rules
from . import images
from .reader import ROOT, read_addons
from .samples import expect_none, make_source
from .stack import Stack, fill, parse_dockerfile, parse_nginx

STACK = Stack.read()


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_stack_keeps_the_rule(rule):
    expect_none(rule(STACK))


@pytest.fixture
def known_options() -> set[str]:
    """Names of Odoo's options, read from its source without importing it."""
    spec = find_spec("odoo")
    folders = (spec and spec.submodule_search_locations) or ()
    files = [file for folder in folders if (file := Path(folder) / "tools" / "config.py").is_file()]
    if not files:
        pytest.skip("Odoo's source is not installed here")
    return set(re.findall(r"dest=['\"](\w+)['\"]", files[0].read_text(encoding="utf-8")))


def test_odoo_knows_every_option(known_options):
    assert {"workers", "gevent_port"} <= known_options
    expect_none(rules.check_odoo_knows_options(STACK, known_options))


def test_compose_accepts_the_file(tmp_path):
    """`docker compose config` resolves every profile, with the defaults and with env.example."""
    command = _compose_command()
    if command is None:
        pytest.skip("no docker compose here")
    for env in ("docker/env.example", os.devnull):
        profiles = ["--profile", "tools", "--profile", "replica"]
        run = [*command, "--env-file", env, *profiles, "config", "--quiet"]
        result = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
        assert (result.returncode, result.stderr) == (0, "")


def _compose_command() -> list[str] | None:
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            result = subprocess.run(
                [*command, "version", "--short"], capture_output=True, text=True, check=False, timeout=30
            )
            if result.returncode == 0 and re.match(r"v?[2-9]", result.stdout):
                return command
    return None


def test_operations_page_names_what_exists():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert (
        not set(re.findall(r"\b(?:TORG|ODOO|POSTGRES|NGINX)_[A-Z]+(?:_[A-Z]+)*\b", page))
        - STACK.env.keys()
        - {
            "ODOO_SMTP_PASSWORD",  # the example of a secret from a file
            "ODOO_SMTP_PASSWORD_FILE",
        }
    )
    files = set(re.findall(r"\bdocker/[\w./-]+\w", page)) - {
        "docker/backups/BASE/TIME",
        "docker/secrets/admin_password",
    }
    expect_none(file for file in files if not (ROOT / file).exists())
    services = set(re.findall(r"docker compose (?:run --rm(?: -T)?|stop|restart|logs|exec) ([a-z-]+)", page))
    assert services
    assert services <= STACK.services.keys()


# === LIBRARIES === #


def test_image_has_every_library_the_suite_imports():
    extra = set(images.names(ROOT / "docker" / "requirements.txt"))
    sources = [source for addon in read_addons() for source in addon.sources if not source.is_test]
    expect_none(f"{source}: the image lacks {name}" for source in sources for name in images.missing(source, extra))


def test_libraries_of_the_image_are_pinned():
    pins = ROOT / "requirements.txt"
    if not pins.is_file():
        pytest.skip("requirements.txt is not here yet")
    pinned = images.names(pins)
    wanted = set(images.names(ROOT / "docker" / "requirements.txt"))
    assert not wanted - pinned.keys()
    assert not [name for name, version in pinned.items() if not version]
    # pip takes the file as constraints, where extras are an error
    assert not re.search(r"^[^#\n]*\[", pins.read_text(encoding="utf-8"), re.MULTILINE)


# === SCRIPTS === #


def test_entrypoint_reads_secrets_and_drops_empty_variables(tmp_path):
    (tmp_path / "secret").write_text("p a$s\n")
    env = {
        "PATH": os.environ["PATH"],
        "PGPASSWORD_FILE": str(tmp_path / "secret"),
        "ODOO_ADMIN_PASSWD_FILE": str(tmp_path / "secret"),
        "ODOO_DBFILTER": "",
        "PGHOST_REPLICA": "",
        "ODOO_WORKERS": "4",
    }
    result = _entrypoint(env)
    shown = dict(line.split("=", 1) for line in result.stdout.splitlines() if re.match(r"(PG|ODOO_)", line))
    assert shown == {"PGPASSWORD": "p a$s", "ODOO_ADMIN_PASSWD": "p a$s", "ODOO_WORKERS": "4"}


def test_entrypoint_names_the_secret_it_cannot_read():
    result = _entrypoint({"PATH": os.environ["PATH"], "PGPASSWORD_FILE": "/run/secrets/none"})
    assert result.returncode == 1
    assert "PGPASSWORD_FILE: cannot read /run/secrets/none" in result.stderr


def _entrypoint(env: dict[str, str]) -> subprocess.CompletedProcess:
    command = ["bash", str(ROOT / "docker" / "entrypoint.sh"), "env"]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=10)


def test_secrets_are_made_once_and_readable_only_through_a_closed_folder(tmp_path):
    shutil.copy(ROOT / "docker" / "secrets.sh", tmp_path)
    (tmp_path / "secrets").mkdir()
    command = ["bash", str(tmp_path / "secrets.sh")]
    first = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout
    made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert made.keys() == STACK.compose["secrets"].keys()
    assert first.count("made") == len(made) == len(set(made.values()))
    assert all(re.fullmatch(r"[\w-]{32}", value) for value in made.values())
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "secrets").iterdir()} == {0o644}
    assert subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout == ""
    assert made == {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}


# === THE RULES THEMSELVES: each spoiled stack is found === #


def service(name, **values):
    return lambda stack: stack.services[name].update(values)


def env(name, **values):
    return lambda stack: stack.services[name]["environment"].update(values)


def conf(**values):
    return lambda stack: stack.conf["options"].update(values)


def locations(old, new):
    text = (ROOT / "docker" / "nginx" / "locations.conf").read_text(encoding="utf-8")
    assert old in text
    return lambda stack: setattr(stack, "locations", parse_nginx(text.replace(old, new)))


def dockerfile(old, new):
    text = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
    assert old in text
    return lambda stack: setattr(stack, "dockerfile", parse_dockerfile(text.replace(old, new)))


SPOILED = [
    (service("web", networks=["app", "backstage"]), "backstage is not declared"),
    (service("proxy", depends_on={"webb": {"condition": "service_healthy"}}), "webb, which is no service"),
    (service("web", healthcheck={"disable": True}), "health of web"),
    (service("web", volumes=["data:/var/lib/odoo"]), "volumes: data is not declared"),
    (lambda stack: stack.compose["volumes"].update({"old": None}), "old is declared and never used"),
    (service("jobs", restart="no"), "jobs: does not restart"),
    (service("db", healthcheck={}), "db: has no healthcheck"),
    (
        service("backup", volumes=["odoo-data:/var/lib/odoo", "./docker/db/bakup.sh:/backup.sh:ro"]),
        "bakup.sh, which does",
    ),
    (service("restore", entrypoint=["/restore"]), "starts /restore, which is neither"),
    (lambda stack: stack.env.pop("TORG_WEB_WORKERS"), "env.example lacks TORG_WEB_WORKERS"),
    (lambda stack: stack.env.update(TORG_OLD="1"), "TORG_OLD, which nothing reads"),
    (lambda stack: stack.env.update(TORG_WEB_WORKERS="9"), "TORG_WEB_WORKERS: env.example says '9'"),
    (env("web", PGPASSWORD_FILE="/run/secrets/db_pass"), "none of its secrets"),
    (env("web", PGPASSWORD="odoo"), "secret in plain text"),
    (lambda stack: stack.compose["secrets"].update(x={"file": "./docker/secrets/x"}), "not made by docker/secrets.sh"),
    (service("web", ports=["8069:8069"]), "web: publishes ports"),
    (service("proxy", networks=["app", "data"]), "sees the database"),
    (
        lambda stack: stack.compose["networks"].update(data=None) or stack.compose["networks"].update(data={}),
        "internal",
    ),
    (env("web", ODOO_MAX_CRON_THREADS="1"), "web: runs crons"),
    (env("web", ODOO_SERVER_WIDE_MODULES="base,rpc,web,queue_job"), "web: runs the job runner"),
    (env("web", ODOO_WORKERS="0"), "not in prefork mode"),
    (env("jobs", ODOO_SERVER_WIDE_MODULES="base,rpc,web"), "jobs: loads no job runner"),
    (env("jobs", ODOO_QUEUE_JOB_PORT="8070"), "must ask the service jobs"),
    (env("jobs", ODOO_WORKERS="4"), "leave no worker free"),
    (lambda stack: stack.conf["queue_job"].update(channels="root:2,root.a:2,root.b:1"), "promise more than root"),
    (conf(data_dir="/data"), "odoo-data is not mounted at /data"),
    (conf(db_maxconn="64"), "may open"),
    (conf(proxy_mode="False"), "proxy_mode must be True"),
    (conf(dbfilter=""), "without dbfilter"),
    (conf(db_template="template0"), "does not use the template template0"),
    (conf(admin_passwd="x"), "holds a secret"),
    (conf(http_port="8070"), "http_port is 8070"),
    (conf(limit_time_real="300"), "gives up before Odoo"),
    (locations("set $odoo_websocket http://web:8072", "set $odoo_websocket http://web:8069"), "$odoo_websocket is"),
    (locations("    proxy_pass $odoo_websocket;", "    proxy_pass http://web:8072;"), "asked of DNS only once"),
    (locations("    proxy_set_header X-Real-IP $remote_addr;\n", ""), "loses the headers X-Real-IP"),
    (locations("proxy_set_header Upgrade $http_upgrade;", ""), "does not upgrade"),
    (locations("X-Forwarded-Host", "X-Host"), "X-Forwarded-Host is not passed on"),
    (locations("zone=login", "zone=logins"), "limit zone logins is not declared"),
    (locations("(login|", "("), "/web/login: has no rate limit"),
    (locations("location ^~ /queue_job", "location ^~ /queue"), None),
    (locations("location ^~ /queue_job", "location ^~ /jobs"), "/queue_job/runjob: is open"),
    (locations("client_max_body_size 128m", "client_max_body_size 16m"), "bodies are cut"),
    (service("proxy", volumes=["./docker/nginx.conf:/etc/nginx/nginx.conf:ro"]), "which is not mounted"),
    (service("proxy", ports=["80:80"]), "port 443 is not published"),
    (locations("location = /proxy-health", "location = /health"), "does not answer the healthcheck"),
    (dockerfile("COPY addons /opt/torg/addons", "COPY addons /opt/addons"), "addons_path says"),
    (dockerfile("COPY addons ", "COPY adons "), "copies adons, which does not exist"),
    (dockerfile("--target /opt/torg/oca", "--target /opt/oca"), "nothing is installed into"),
    (dockerfile("USER odoo", "USER root"), "run as root"),
    (dockerfile("EXPOSE 8069 8072", "EXPOSE 8069"), "EXPOSE differs"),
    (dockerfile("ARG ODOO_IMAGE", "ARG BASE"), "no ARG ODOO_IMAGE"),
    (lambda stack: stack.ignore.remove("!addons"), "addons does not enter the build"),
]


@pytest.mark.parametrize(("spoil", "word"), SPOILED, ids=[word or "harmless" for _spoil, word in SPOILED])
def test_spoiled_stack_is_found(spoil, word):
    stack = copy.deepcopy(STACK)
    spoil(stack)
    findings = [finding for rule in rules.RULES for finding in rule(stack)]
    assert any(word in finding for finding in findings) if word else findings == []


def test_development_that_drifts_from_production_is_found():
    stack = copy.deepcopy(STACK)
    stack.development = copy.deepcopy(stack.conf)
    stack.development["options"].update(http_port="8070", server_wide_modules="base,rpc,web,queue_job")
    stack.development["queue_job"].update(channels="root:4,root.mail:1")
    words = ["http_port is 8070", "channels differ"]
    found = list(rules.check_development(stack))
    assert [word in finding for word, finding in zip(words, found, strict=True)] == [True, True]


def test_unknown_option_is_found():
    known = STACK.options().keys() - {"workers"} | {"admin_passwd"}
    findings = list(rules.check_odoo_knows_options(STACK, known))
    assert "docker/odoo.conf: Odoo has no option workers" in findings
    assert "web: Odoo reads no variable ODOO_WORKERS" in findings


def test_compose_variables_are_filled():
    assert fill("${A:-b}:${C:-}:$$x") == "b::$x"
    assert fill("${A:-b}", {"A": "c"}) == "c"


def test_nginx_is_read_with_quotes_comments_and_nested_blocks():
    root = parse_nginx("""a "b; c" 'd'; # e;\nlocation ~ ^/x { inner 1; if ($y) { deep; } }""")
    assert [(block.name, block.args) for block in root.inside] == [("a", ["b; c", "d"]), ("location", ["~", "^/x"])]
    assert [block.name for block in root.inside[1].inside] == ["inner", "if"]
    assert len(root.all("deep")) == 1


def test_missing_library_is_found(tmp_path):
    text = (
        "import json\nimport requests\nimport pydantic_core\nimport httpx\nfrom odoo import models\nfrom . import a\n"
    )
    source = make_source(tmp_path, text)
    assert images.missing(source, {"pydantic"}) == {"httpx"}
