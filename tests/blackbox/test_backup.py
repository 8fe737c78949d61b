"""Backup and restore of production (docker/db) on the cluster of this checkout: whole, checked, asleep."""

import os
import re
import shutil
import subprocess

import pytest

from kit import layout
from kit.databases import Bases
from kit.postgres import ensure_server

SCRIPTS = layout.ROOT / "docker" / "db"
PROOF = "SELECT count(*), sum(id), max(write_date)::text FROM ir_model_data"


class Stack:
    """The two scripts with the surroundings that containers give them."""

    def __init__(self, folder):
        self.connection = ensure_server()
        self.bases = Bases(self.connection)
        self.folder, self.files = folder, folder / "filestore"
        self.base, self.copy = (f"torg_box_{layout.STATE_HASH}_{os.getpid()}_{name}" for name in ("live", "copy"))
        self.environment = self.connection.environment | {
            "TORG_BACKUPS": str(folder), "TORG_FILESTORE": str(self.files), "TORG_BACKUP_KEEP": "2",
            "PGPASSWORD": self.connection.password or "-",
        }  # fmt: skip

    def run(self, script, *arguments):
        """Run a script; return how it ended."""
        command = ["bash", str(SCRIPTS / script), *map(str, arguments)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=600, check=False
        )  # fmt: skip

    def psql(self, statement, base):
        """Rows of a statement."""
        return self.connection.psql(statement, base)

    def newest(self):
        """The folder of the newest backup."""
        return sorted((self.folder / self.base).iterdir())[-1]


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """A base with a file and a job that waits, and the template that restored bases start from."""
    stack = Stack(tmp_path_factory.mktemp("backups"))
    stack.psql("DROP DATABASE IF EXISTS torg_template", "postgres")
    stack.psql("CREATE DATABASE torg_template TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'", "postgres")
    for statement in (
        "CREATE EXTENSION pg_trgm",
        "CREATE EXTENSION unaccent",
        "ALTER FUNCTION unaccent(text) IMMUTABLE",
    ):
        stack.psql(statement, "torg_template")
    template = stack.bases.template()
    stack.psql(f'CREATE DATABASE "{stack.base}" TEMPLATE "{template}"', "postgres")
    shutil.copytree(layout.DATA / "filestore" / template, stack.files / stack.base)
    job = "INSERT INTO queue_job (uuid, name, state, model_name, method_name) VALUES ('u', 'j', 'pending', 'm', 'n')"
    stack.psql(job, stack.base)
    (stack.files / stack.base / "ab").mkdir(exist_ok=True)
    (stack.files / stack.base / "ab" / "abcd").write_text("a picture")
    yield stack
    for name in (stack.base, stack.copy, "torg_template"):
        stack.bases.drop(name)


@pytest.fixture(scope="module")
def backup(stack):
    """A backup of the base."""
    done = stack.run("backup.sh", stack.base)
    assert done.returncode == 0, done.stderr
    return stack.newest()


def test_backup_is_whole_and_the_oldest_ones_go(stack, backup):
    assert {path.name for path in backup.iterdir()} == {"base.dump", "filestore.tar.gz", "SHA256SUMS"}
    for day in ("01", "02", "03"):
        (stack.folder / stack.base / f"2020-01-{day}T00-00-00Z").mkdir()
    again = stack.run("backup.sh", stack.base)
    assert again.returncode == 0, again.stderr
    assert len(list((stack.folder / stack.base).iterdir())) == 2
    assert backup.exists()


def test_backup_that_breaks_off_leaves_nothing_behind(stack):
    done = stack.run("backup.sh", "no_such_base")
    assert done.returncode != 0
    assert list((stack.folder / "no_such_base").iterdir()) == []


def test_restored_copy_is_the_same_and_sleeps(stack, backup):
    done = stack.run("restore.sh", backup, stack.copy)
    assert done.returncode == 0, done.stderr
    assert stack.psql(PROOF, stack.copy) == stack.psql(PROOF, stack.base)
    indexes = "SELECT count(*) FROM pg_indexes WHERE schemaname = 'public'"
    assert stack.psql(indexes, stack.copy) == stack.psql(indexes, stack.base)
    assert (stack.files / stack.copy / "ab" / "abcd").read_text() == "a picture"
    assert stack.psql("SELECT count(*) FROM ir_cron WHERE active", stack.copy) == [["0"]]
    assert stack.psql("SELECT state FROM queue_job WHERE uuid = 'u'", stack.copy) == [["cancelled"]]
    uuid = "SELECT value FROM ir_config_parameter WHERE key = 'database.uuid'"
    assert stack.psql(uuid, stack.copy) != stack.psql(uuid, stack.base)


def test_existing_base_is_never_touched(stack, backup):
    before = stack.psql(PROOF, stack.base)
    done = stack.run("restore.sh", "--live", backup, stack.base)
    assert done.returncode
    assert "exists already" in done.stderr
    assert stack.psql(PROOF, stack.base) == before


def test_damaged_backup_is_refused(stack, backup):
    damaged = stack.folder / "damaged"
    subprocess.run(["cp", "-r", str(backup), str(damaged)], check=True)
    with open(damaged / "base.dump", "r+b") as dump:
        dump.seek(5000)
        dump.write(b"damaged")
    done = stack.run("restore.sh", damaged, f"{stack.copy}_2")
    assert done.returncode
    assert not stack.connection.has_database(f"{stack.copy}_2")


def test_check_restores_a_backup_looks_at_every_file_and_leaves_nothing(stack, backup):
    done = stack.run("restore.sh", "--check", backup)
    assert done.returncode == 0, done.stderr
    assert re.search(r": \d+ tables, \d+ contacts, last change .+, [1-9]\d* files, 0 of them missing", done.stdout)
    assert_nothing_is_left(stack)


def test_check_finds_a_file_that_is_not_in_the_backup(stack):
    lost = "INSERT INTO ir_attachment (name, type, store_fname) VALUES ('lost', 'binary', 'ff/ffff')"
    stack.psql(lost, stack.base)
    assert stack.run("backup.sh", stack.base).returncode == 0
    done = stack.run("restore.sh", "--check", stack.newest())
    assert done.returncode == 1
    assert "1 of them missing" in done.stdout
    assert_nothing_is_left(stack)


def assert_nothing_is_left(stack):
    """No base and no files of a check."""
    assert stack.psql("SELECT datname FROM pg_database WHERE datname LIKE 'torg_check_%'", "postgres") == []
    assert not [path for path in stack.files.iterdir() if path.name.startswith("torg_check_")]
