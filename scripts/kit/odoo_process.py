"""Odoo as a process: its configuration, one-off commands, and a server that is waited for and stopped."""

import configparser
import json
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from . import layout
from .console import Problem, say
from .system import free_port, is_alive


def write_config(name, connection, **overrides):
    """Write odoo.conf with what this machine adds.

    :param name: file name in the run folder
    :param overrides: further keys of [options]; `channels` goes to [queue_job]
    :return: path of the file
    """
    config = configparser.ConfigParser(interpolation=None)
    config.read(layout.ROOT / "odoo.conf")
    options = config["options"]
    channels = overrides.pop("channels", None)
    if channels:
        config["queue_job"]["channels"] = channels
    options.update({
        "addons_path": str(layout.ADDONS),
        "data_dir": str(layout.DATA),
        "db_port": str(connection.port),
        "db_user": connection.user,
    })  # fmt: skip
    secrets = {"db_host": connection.host, "db_password": connection.password}
    options.update({key: value for key, value in secrets.items() if value})
    options.update({key: str(value) for key, value in overrides.items()})
    path = layout.RUN / f"{name}.conf"
    path.touch(mode=0o600)
    with open(path, "w") as stream:
        config.write(stream)
    return path


def run_odoo(connection, database, *arguments, title="odoo"):
    """Run Odoo once (install, update, export) and show how far it is.

    :raise Problem: it failed or wrote an error into its log
    """
    log = layout.LOGS / f"{title}-{database}.log"
    log.unlink(missing_ok=True)
    config = write_config(f"{title}-{database}", connection, logfile=log, http_port=free_port())
    command = [layout.ODOO_BIN, "-c", config, "-d", database, "--stop-after-init", "--no-http", *arguments]
    process = subprocess.Popen(
        list(map(str, command)), cwd=layout.ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    _show_progress(process, log)
    said = process.stderr.read()
    errors = [line for line in _read(log).splitlines() if re.search(r" (ERROR|CRITICAL) ", line)]
    if process.returncode or errors:
        cause = errors[-1] if errors else (said.strip().splitlines() or ["no message"])[-1]
        raise Problem(f"Odoo could not finish «{title}»: {cause}\nThe whole log: {log}")


def run_script(connection, database, script, title, environment=None, seconds=300):
    """Run lines of Python in Odoo's shell, and return the finished process with what it printed.

    :param dict environment: what the script reads of `os.environ`
    """
    config = write_config(f"{title}-{os.getpid()}", connection, log_level="error")
    try:
        return subprocess.run(
            [str(layout.ODOO_BIN), "shell", "-c", str(config), "-d", database, "--no-http"],
            cwd=layout.ROOT, env=os.environ | (environment or {}), input=script, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    finally:
        config.unlink(missing_ok=True)


def _show_progress(process, log):
    shown = 0
    while process.poll() is None:
        time.sleep(0.3)
        text = _read(log)
        total = re.findall(r"loading (\d+) modules\.\.\.", text)
        done = len(re.findall(r"Module \S+ loaded in", text))
        if total and done >= shown + 10:
            shown = done
            say(f"  {done} modules are ready")


def _read(log):
    return log.read_text(errors="replace") if log.exists() else ""


class Server:
    """A running Odoo server of this checkout on loopback.

    :param workers: 0 for threads in one process, N for prefork with the websocket worker
    """

    def __init__(self, connection, database, port=None, workers=0, log=None, environment=None, **overrides):
        self.database = database
        self.port = port or free_port()
        self.workers = workers
        self.gevent_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log or layout.LOGS / f"odoo-{self.port}.log"
        self.record = layout.RUN / f"odoo-{self.port}.json"
        if workers:
            # A job occupies a worker while it runs: leave one for people.
            overrides.setdefault("channels", f"root:{max(1, workers - 1)}")
        self.config = write_config(
            f"odoo-{self.port}", connection, http_port=self.port, gevent_port=self.gevent_port, workers=workers,
            db_name=database,  # and no dbfilter: with one Odoo asks the cluster for its bases at every request
            logfile=self.log, **overrides,
        )  # fmt: skip
        self.environment = os.environ | (environment or {})
        self.process = None

    def start(self, patience=180):
        """Start and wait until the login page is served.

        :raise Problem: it died or did not answer in time
        """
        self.log.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [str(layout.ODOO_BIN), "-c", str(self.config)], cwd=layout.ROOT, env=self.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        record = {"pid": self.process.pid, "supervisor": os.getpid(), "port": self.port, "db": self.database}
        self.record.write_text(json.dumps(record))
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Problem(f"Odoo ended while starting. Its log: {self.log}\n" + _read(self.log)[-1500:])
            if self._answers():
                return self
            time.sleep(0.3)
        self.stop()
        raise Problem(f"Odoo did not answer within {patience} s. Its log: {self.log}")

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/web/login", timeout=60) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self, patience=15):
        """Ask the server to end, then make it."""
        if self.process and self.process.poll() is None:
            stop_group(self.process.pid, patience)
            self.process.wait()
        self.record.unlink(missing_ok=True)

    def find_workers(self):
        """Processes that serve HTTP in prefork mode; the one of the websocket runs another command."""
        parent = self.process.pid
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        except OSError:
            return []
        return [int(child) for child in children if _serves_http(child)]

    def kill(self):
        """End the server and its workers at once, as a crash would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.record.unlink(missing_ok=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()


def _serves_http(pid):
    try:
        return b"gevent" not in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def stop_group(pid, patience=15):
    """End a server started in its own session, with its workers."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            _reap(pid)
            if not is_alive(pid):
                break
            time.sleep(0.1)


def _reap(pid):
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def recorded_servers():
    """Servers this checkout started: dicts of pid, supervisor, port and db; records of dead ones are removed."""
    found = []
    for file in layout.RUN.glob("odoo-*.json"):
        record = json.loads(file.read_text() or "{}")
        if record and is_alive(record["pid"]) and _is_ours(record["pid"]):
            found.append(record)
        else:
            file.unlink(missing_ok=True)
    return found


def _is_ours(pid):
    try:
        with open(f"/proc/{pid}/cmdline") as command:
            return str(layout.RUN) in command.read()
    except OSError:
        return False
