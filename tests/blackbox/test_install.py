"""Addons come alone, are updated without a warning, and go without leaving anything; core works on.

Every run updates the whole suite and takes it out addon by addon. With TORG_INSTALL=each every addon comes alone into a
base of core, with nothing but what it needs, is updated and goes again: about ten minutes.
"""

import ast
import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import requests
from conftest import Browser

from kit import fingerprints, layout
from kit.databases import Bases
from kit.odoo_process import Server, run_odoo, write_config
from kit.postgres import ensure_server

SUITE = fingerprints.suite()
EACH = os.environ.get("TORG_INSTALL") == "each"
WALK = (Path(__file__).parent / "walk.py").read_text(encoding="utf-8")

# What belongs to no model and no addon of the base.
ORPHANS = """
    SELECT 'table ' || relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname = 'public' AND relkind IN ('r', 'v', 'm')
       AND relname NOT IN (SELECT replace(model, '.', '_') FROM ir_model)
       AND relname NOT IN (SELECT name FROM ir_model_relation)
    UNION SELECT 'column ' || c.table_name || '.' || c.column_name
      FROM information_schema.columns c JOIN ir_model m ON replace(m.model, '.', '_') = c.table_name
      LEFT JOIN ir_model_fields f ON f.model = m.model AND f.name = c.column_name
     WHERE c.table_schema = 'public' AND f.id IS NULL
    UNION SELECT 'sequence ' || relname FROM pg_class WHERE relkind = 'S' AND relname NOT LIKE '%_id_seq'
      AND relname NOT LIKE 'ir_sequence_%'
    UNION SELECT 'function ' || proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
      LEFT JOIN pg_depend d ON d.objid = pg_proc.oid AND d.deptype = 'e'
     WHERE nspname = 'public' AND d.objid IS NULL
    UNION SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION SELECT 'half done ' || name FROM ir_module_module WHERE state LIKE 'to %'
    UNION SELECT 'record ' || d.module || '.' || d.name FROM ir_model_data d
      JOIN ir_module_module m ON m.name = d.module AND m.state = 'uninstalled'
    UNION SELECT 'parameter ' || key FROM ir_config_parameter WHERE key LIKE 'torg%' AND key NOT LIKE 'torg.kit.%'
    UNION SELECT 'job ' || uuid FROM queue_job
     WHERE state NOT IN ('done', 'failed', 'cancelled') AND model_name NOT IN (SELECT model FROM ir_model)
"""


def read_depends(addon):
    """What the manifest says the addon needs."""
    manifest = (layout.ADDONS / addon / "__manifest__.py").read_text(encoding="utf-8")
    return {*ast.literal_eval(manifest)["depends"]}


def close(addon):
    """The addon and all of the suite that it needs."""
    return {addon}.union(*map(close, read_depends(addon) & {*SUITE}))


def ordered(addons):
    """Addons from the bottom to the top: what an addon needs comes before it."""
    return sorted(addons, key=lambda addon: (len(close(addon)), addon))


def plan_each():
    """Steps that bring every addon into a base which has only what the addon needs, update it, and end at core."""
    steps, there = [("live", "core")], set()
    for addon in ordered(SUITE):
        needed = close(addon) - {addon}
        steps += [("uninstall", other) for other in reversed(ordered(there - needed))]
        steps += [("install", other) for other in ordered(needed - there)]
        steps += [("install", addon), ("upgrade", addon)]
        there = close(addon)
    return steps + [("uninstall", addon) for addon in reversed(ordered(there))]


def walk(connection, base, steps):
    """Do the steps in one process; return what each of them left, and the lines of the log that are no news.

    :param steps: pairs of verb and addon
    """
    log = layout.LOGS / f"walk-{base}.log"
    log.unlink(missing_ok=True)
    config = write_config(f"walk-{base}", connection, logfile=log)
    ours = ", ".join(f"'{addon}'" for addon in SUITE)
    program = f"{WALK}\n\nwalk(env, {steps!r}, {ours!r}, {ORPHANS!r})\n"
    command = [str(layout.ODOO_BIN), "shell", "-c", str(config), "-d", base, "--no-http"]
    done = subprocess.run(
        command, cwd=layout.ROOT, input=program, capture_output=True, text=True, timeout=3600, check=False
    )
    config.unlink()
    assert not done.returncode, done.stderr[-3000:]
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"step"')]
    assert [tuple(row["step"]) for row in told] == steps
    return told, read_loud(log)


def read_loud(log):
    """Warnings and errors of a log, each with the step that brought it."""
    loud, step = [], ""
    for line in log.read_text(encoding="utf-8").splitlines():
        step = line.partition(" torg.walk: ")[2] or step
        if re.search(r" (WARNING|ERROR|CRITICAL) ", line):
            loud.append(f"{step}: {line}")
    return loud


@pytest.fixture
def make_base():
    """Make bases by copying others; they are dropped at the end."""
    bases, made = Bases(ensure_server()), []

    def make(source):
        name = f"torg_box_{layout.STATE_HASH}_{os.getpid()}_{len(made)}"
        bases.drop(name)
        bases.copy(source, name)
        made.append(name)
        return name

    yield make
    for name in made:
        bases.drop(name)


def test_suite_is_updated_in_silence_and_goes_addon_by_addon(make_base):
    connection = ensure_server()
    base = make_base(Bases(connection).template())
    top_down = [*reversed(ordered(SUITE))]
    steps = [("live", "suite"), ("upgrade", top_down[-1]), *[("uninstall", addon) for addon in top_down]]
    told, loud = walk(connection, base, steps)
    assert loud == []
    assert {*told[1]["installed"]} == {*SUITE}
    for row, addon in zip(told[2:], top_down, strict=True):
        assert addon not in row["installed"]
        assert len(row["installed"]) == len(SUITE) - 1 - top_down.index(addon), "another one went with it"
    left = {row for row in told[-1]["orphans"] if row not in told[0]["orphans"] or "torg" in row}
    assert left == set()
    assert_opens(connection, base)


def assert_opens(connection, base):
    """A person logs in and gets the web client with all its assets."""
    with Server(connection, base, server_wide_modules="base,rpc,web", max_cron_threads=0) as server:
        browser = Browser(server)
        page = browser.http.get(f"{server.url}/odoo", timeout=120)
        for address in re.findall(r'(?:src|href)="(/web/assets/[^"]+)"', page.text):
            answer = browser.http.get(server.url + address, timeout=120)
            assert (answer.status_code, len(answer.content) > 1000) == (200, True), address
        assert requests.get(f"{server.url}/torg/health", timeout=60).status_code == 404
    loud = [line for line in server.log.read_text().splitlines() if re.search(r" (WARNING|ERROR|CRITICAL) ", line)]
    assert loud == []


@pytest.fixture
def core():
    """A base of what the suite stands on, without the suite."""
    bases = Bases(ensure_server())
    name = f"torg_core_{layout.STATE_HASH}_{os.getpid()}"
    wanted = {depends for addon in SUITE for depends in read_depends(addon)} - {*SUITE}
    run_odoo(bases.connection, name, "-i", ",".join(sorted(wanted)), "--load-language", "ru_RU", title="install")
    yield name
    bases.drop(name)


@pytest.mark.skipif(not EACH, reason="TORG_INSTALL=each")
def test_each_addon_comes_alone_is_updated_and_leaves_nothing(core):
    connection, steps = ensure_server(), plan_each()
    told, loud = walk(connection, core, steps)
    assert loud == []
    before = {}
    for number, ((verb, addon), row) in enumerate(zip(steps, told, strict=True)):
        if verb == "install":
            assert {*row["installed"]} >= close(addon)
            before[addon] = told[number - 1]["orphans"]
        if verb == "upgrade":
            assert {*row["installed"]} == close(addon)
        if verb == "uninstall":
            assert addon not in row["installed"]
            assert {*row["orphans"]} - {*before[addon]} == set(), addon
    assert_opens(connection, core)


def test_every_addon_is_planned_alone():
    steps, there = plan_each(), set()
    for number, (verb, addon) in enumerate(steps):
        if verb == "upgrade":
            assert steps[number - 1] == ("install", addon)
            assert there == close(addon)
        there = there | {addon} if verb == "install" else there - {addon} if verb == "uninstall" else there
    assert [addon for verb, addon in steps if verb == "upgrade"] == ordered(SUITE)
    assert there == set()
