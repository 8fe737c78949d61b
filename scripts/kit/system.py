"""The machine: commands, root, free ports, Debian packages."""

import os
import shutil
import socket
import subprocess
from contextlib import closing

from .console import Problem, problem_of_output, say


def is_root():
    """Whether we may change the system."""
    return os.geteuid() == 0


def run(*command, quiet=True, **options):
    """Run a command to its end; raise CalledProcessError with its output when it fails."""
    if quiet:
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run([str(word) for word in command], check=True, text=True, **options)


def has_apt():
    """Whether this is a Debian-like machine."""
    return shutil.which("apt-get") is not None


def apt_install(packages, purpose):
    """Install Debian packages, or say in one sentence who must do it.

    :raise Problem: not root, or the package archive cannot be reached
    """
    names = " ".join(packages)
    if not has_apt():
        raise Problem(f"{purpose} is missing and this machine has no apt: install it by hand and start again.")
    if not is_root():
        raise Problem(f"{purpose} is missing. As root: apt-get install -y {names}")
    say(f"  installing {names}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run("apt-get", "-q", "update", env=environment)
        run(
            "apt-get", "-q", "install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold",
            *packages, env=environment,
        )  # fmt: skip
    except subprocess.CalledProcessError as failure:
        raise problem_of_output(f"apt could not install {names} (is there a network?)", failure.output) from failure


def is_port_free(port):
    """Whether nobody listens on this loopback port."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port():
    """A loopback port that nobody uses now."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_alive(pid):
    """Whether a process with this number runs (a zombie does not)."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
