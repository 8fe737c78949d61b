"""PostgreSQL: a private cluster of the checkout, or an existing server named by DATABASE_URL or PGHOST.

The private cluster listens on a socket in a folder that only its user and root can enter (no password there) and on a
loopback port with a password, both under names of this checkout.
"""

import os
import pwd
import re
import secrets
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import layout
from .console import Problem, say, step
from .system import apt_install, free_port, has_apt, is_root, run

OLDEST = 14
ROLE = "torg"
SETTINGS = """
# Written by the setup scripts. A development cluster: what a crash of the machine loses is rebuilt by them.
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0777
max_connections = 200
shared_buffers = 256MB
synchronous_commit = off
max_wal_size = 2GB
log_min_messages = warning
"""


@dataclass(frozen=True)
class Connection:
    """How to reach the server: what libpq calls host, port, user and password."""

    host: str
    port: int
    user: str
    password: str = ""

    @property
    def environment(self):
        """Environment for psql, pg_dump and their like."""
        values = {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": self.user}
        return os.environ | values | ({"PGPASSWORD": self.password} if self.password else {})

    def psql(self, statement, database="postgres"):
        """Run a statement; return its rows as text, columns separated by tabs."""
        command = ["psql", "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement]
        shown = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True)
        return [line.split("\t") for line in shown.stdout.splitlines() if line]

    def has_database(self, name):
        """Whether a base of this name exists."""
        return bool(self.psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))


def ensure_server():
    """Start what must be started.

    :return: a Connection
    :raise Problem: no PostgreSQL, too old, or it does not answer
    """
    outside = _outside_server()
    if outside:
        _ensure_client()
        return _checked(outside)
    return _checked(Cluster().ensure_running())


def stop_cluster():
    """Stop the private cluster if it runs; say whether it did."""
    return Cluster().stop()


def _outside_server():
    address = os.environ.get("DATABASE_URL")
    if address:
        parts = urlsplit(address)
        return Connection(
            parts.hostname or "", parts.port or 5432, unquote(parts.username or ROLE), unquote(parts.password or "")
        )
    if os.environ.get("PGHOST"):
        return Connection(
            os.environ["PGHOST"],
            int(os.environ.get("PGPORT", "5432")),
            os.environ.get("PGUSER", ROLE),
            os.environ.get("PGPASSWORD", ""),
        )
    return None


def _checked(connection):
    try:
        version = int(connection.psql("SHOW server_version_num")[0][0]) // 10000
    except subprocess.CalledProcessError as failure:
        said = failure.stderr.strip().splitlines()[-1:] or [""]
        raise Problem(f"PostgreSQL at {connection.host}:{connection.port} does not answer: {said[0]}") from failure
    if version < OLDEST:
        raise Problem(f"PostgreSQL {version} is too old: Torg needs {OLDEST} or newer.")
    return connection


def _ensure_client():
    if subprocess.run(["sh", "-c", "command -v psql"], capture_output=True, check=False).returncode:
        apt_install(["postgresql-client"], "psql, PostgreSQL's client,")


class Cluster:
    """The private cluster: data folder, socket folder, port, and the user it runs as."""

    def __init__(self):
        self.owner = self._choose_owner()
        self.folder = self._choose_folder()
        # A socket's path is limited to 107 characters, so it cannot lie in a deep checkout.
        self.socket = Path("/tmp") / f"torg-{layout.STATE_HASH}"
        self.log = self.folder.parent / "postgres.log"

    def ensure_running(self):
        """Install, create and start as needed; return a Connection over the socket."""
        self._ensure_binaries()
        if not (self.folder / "PG_VERSION").is_file():
            with step("Creating the private PostgreSQL cluster"):
                self._create()
        if not self.is_running():
            with step("Starting PostgreSQL"):
                self._start()
        return Connection(str(self.socket), self._port(), ROLE)

    def is_running(self):
        """Whether the server process of this folder runs."""
        if not (self.folder / "postmaster.pid").is_file():
            return False
        return self._as_owner("pg_ctl", "-D", self.folder, "status", check=False).returncode == 0

    def stop(self):
        """Stop the server; return whether it ran."""
        if not _bindir() or not self.is_running():
            return False
        self._as_owner("pg_ctl", "-D", self.folder, "-m", "fast", "-w", "stop")
        return True

    # --- choices ---

    def _choose_owner(self):
        """Root must not run a server: Debian's package brings the user postgres for that."""
        return "postgres" if is_root() else None

    def _choose_folder(self):
        if self.owner and not self._can_enter(layout.HOME):
            return Path("/var/lib/torg") / layout.STATE_HASH / "postgres"
        return layout.HOME / "postgres"

    def _can_enter(self, folder):
        try:
            user = pwd.getpwnam(self.owner)
        except KeyError:
            # Before PostgreSQL is installed: what everybody may enter, its user may.
            return all(part.stat().st_mode & 0o001 for part in [*folder.parents] if part.exists())
        check = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "test", "-x"]
        existing = next(part for part in [folder, *folder.parents] if part.exists())
        return subprocess.run([*check, existing], check=False).returncode == 0

    # --- steps ---

    def _ensure_binaries(self):
        if _bindir():
            return
        if has_apt() and is_root():
            self._forbid_main_cluster()
        apt_install(["postgresql", "postgresql-client"], "PostgreSQL")
        if not _bindir():
            raise Problem(f"PostgreSQL {OLDEST} or newer was not found after its installation.")
        self.__init__()

    @staticmethod
    def _forbid_main_cluster():
        """Debian's package would create and start a cluster of its own on port 5432."""
        settings = Path("/etc/postgresql-common/createcluster.conf")
        if not settings.exists():
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text("create_main_cluster = false\nstart_conf = 'manual'\n")

    def _create(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.owner:
            run("chown", "-R", f"{self.owner}:", self.folder)
            if self.folder.is_relative_to("/var/lib/torg"):
                run("chown", f"{self.owner}:", self.folder.parent)
        secret = self._write_secret()
        try:
            self._as_owner(
                "initdb", "-D", self.folder, "-U", ROLE, "-E", "UTF8", "--locale=C.UTF-8",
                "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}",
            )  # fmt: skip
        finally:
            secret.unlink()
        with open(self.folder / "postgresql.conf", "a") as settings:
            settings.write(SETTINGS.format(port=free_port(), socket=self.socket))

    def _write_secret(self):
        """The password of the loopback port, for tools other than ours; kept where only we can read it."""
        password = secrets.token_urlsafe(24)
        kept = layout.HOME / "postgres.password"
        kept.touch(mode=0o600)
        kept.write_text(password + "\n")
        handed = self.folder.parent / f".{layout.STATE_HASH}.pw"
        handed.touch(mode=0o600)
        handed.write_text(password + "\n")
        if self.owner:
            run("chown", self.owner, handed)
        return handed

    def _start(self):
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.owner:
            run("chown", f"{self.owner}:", self.socket)
        self._change_port_if_taken()
        self.log.touch()
        if self.owner:
            run("chown", self.owner, self.log)
        # The server must not keep our pipe open, or whoever reads our output waits for it for ever.
        started = self._as_owner(
            "pg_ctl", "-D", self.folder, "-l", self.log, "-w", "-t", "60", "start", check=False, detached=True
        )
        if started.returncode:
            last = self.log.read_text(errors="replace").strip().splitlines()[-3:]
            raise Problem("PostgreSQL did not start: " + " / ".join(last))

    def _change_port_if_taken(self):
        """Another program may have taken our loopback port while we were down."""
        from .system import is_port_free

        port = self._port()
        if is_port_free(port):
            return
        settings = self.folder / "postgresql.conf"
        settings.write_text(settings.read_text().replace(f"port = {port}", f"port = {free_port()}"))
        say("  the loopback port was taken, another one is used")

    def _port(self):
        return int(re.findall(r"^port = (\d+)", (self.folder / "postgresql.conf").read_text(), re.MULTILINE)[-1])

    def _as_owner(self, program, *arguments, check=True, detached=False):
        command = [str(_bindir() / program), *map(str, arguments)]
        if self.owner:
            user = pwd.getpwnam(self.owner)
            command = [
                "setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *command,
            ]  # fmt: skip
        output = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} if detached else {"capture_output": True}
        return subprocess.run(command, check=check, text=True, cwd="/", start_new_session=detached, **output)


def _bindir():
    """Folder of the newest suitable server binaries, or None."""
    folders = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    with suppress(OSError, subprocess.CalledProcessError):
        folders.append(Path(run("pg_config", "--bindir").stdout.strip()))
    for folder in folders:
        numbered = folder.parent.name.isdigit()
        if (folder / "initdb").exists() and (not numbered or int(folder.parent.name) >= OLDEST):
            return folder
    return None
