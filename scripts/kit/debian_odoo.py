"""Odoo from Debian's archive, fetched by apt beside the machine's own sources and unpacked without installing.

apt works in list, state and cache folders of ours with the Debian archive keyring, so signatures are checked and the
machine's own sources stay untouched. The mirror's address comes from the machine's apt configuration.
"""

import hashlib
import re
import subprocess
from pathlib import Path

from . import layout
from .console import Problem, problem_of_output, step, warn
from .system import apt_install, is_root, run

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")

# Odoo links its fonts and scripts into these packages. Font Awesome 7 and Inconsolata 3 renamed the files Odoo 19
# asks for, so those two come from Debian 12. Tested versions with their SHA-256; another one is taken with a warning.
PACKAGES = {
    "odoo-19": ("unstable", "19.0.0+dfsg-1", "9d2f598b0555db17e291d48ed24df184c70823c053c4c5ed53c467ca7f629bbf"),
    "fonts-font-awesome": (
        "bookworm", "5.0.10+really4.7.0~dfsg-4.1", "5f09e1adce26d59628a239c538882d53e58978b958233864fc617be9a510018e",
    ),
    "fonts-inconsolata": ("bookworm", "001.010-6", "bb5015c631cd47aa7d9d6e0ecd101f0e1234300f935e7719ea32ed9b640f0ac4"),
    "fonts-roboto-unhinted": (
        "unstable", "2:3.016-1", "e08ef58b6b92ab2554cc5047b84c3eb03fe0df36d9eddaa1326f80783687c2e8",
    ),
    "fonts-montserrat": ("unstable", "9.000-6", "c5f603701f86661a7eed820ff0b0d19e0aa697b316053b7885cc7346370128c1"),
    "fonts-ocr-b": ("unstable", "0.3.1~dfsg-2", "c3760c25162b33ef4b19f0801a2ffbe956634c1fbbef42610c718edfb06baca9"),
    "fonts-glyphicons-halflings": (
        "unstable", "1.009~3.4.1+dfsg-7", "ebbe027302092d56812b1b22aca7f03387d52d1301d942ea33140e08efc00439",
    ),
    "libjs-jquery": (
        "unstable", "3.7.1+dfsg+~3.5.33-1", "818d6383b5b8f33734f682076b02fe3e765af23251ff6bf2b47747a4484e19d3",
    ),
    "libjs-jquery-form": ("unstable", "12-4", "fbfeedcd3eaf519b3cdcc88e93a1c79f6775da71657bac763f1430fe66e8a1da"),
    "libjs-underscore": (
        "unstable", "1.13.8~dfsg+~1.13.0-1", "4bd04d6b3695e10228b4d479d6963d6b768bcd9aa22e9cef2a014814f5de2906",
    ),
}  # fmt: skip

APT = layout.HOME / "apt"
PREFIX = layout.HOME / "odoo-debian"
SOURCE = PREFIX / "usr" / "lib" / "python3" / "dist-packages"


def ensure_debian_odoo():
    """Fetch, check and unpack the packages once.

    :return: the folder that holds the package `odoo`
    :raise Problem: no mirror, no network, or a package whose checksum differs from the tested one
    """
    wanted = layout.digest(repr(PACKAGES))
    if layout.is_stamped("odoo-debian", wanted) and (SOURCE / "odoo" / "release.py").is_file():
        return SOURCE
    with step("Fetching Odoo 19 from the Debian archive (about 130 MB)"):
        _write_sources()
        files = _fetch_all()
    with step("Unpacking Odoo 19"):
        for file in files:
            run("dpkg-deb", "-x", file, PREFIX)
    layout.stamp("odoo-debian", wanted)
    return SOURCE


def machine_mirror(configuration=None):
    """Address of the Debian mirror in the machine's apt sources (one-line or deb822 style).

    :raise Problem: none is configured
    """
    if configuration is None:
        etc = Path("/etc/apt")
        files = [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*.*"))]
        configuration = "\n".join(file.read_text() for file in files if file.is_file())
    lines = [line for line in configuration.splitlines() if not line.lstrip().startswith("#")]
    found = re.findall(r"(?:^URIs:\s*|^deb\s+(?:\[[^]]*\]\s*)?)(\S+)", "\n".join(lines), re.MULTILINE)
    for address in found:
        if address.rstrip("/").endswith("/debian"):
            return address.rstrip("/")
    raise Problem("No Debian mirror in this machine's apt sources: set ODOO_SOURCE to git or to a path of Odoo 19.0.")


def _write_sources():
    for folder in ("lists/partial", "cache/archives/partial", "state"):
        (APT / folder).mkdir(parents=True, exist_ok=True)
    (APT / "status").touch()
    if not KEYRING.is_file():
        apt_install(["debian-archive-keyring"], "The Debian archive keyring")
    mirror = machine_mirror()
    suites = sorted({suite for suite, _version, _checksum in PACKAGES.values()})
    lines = [f"deb [signed-by={KEYRING}] {mirror} {suite} main" for suite in suites]
    (APT / "sources.list").write_text("\n".join(lines) + "\n")


def _apt(program, *arguments, **options):
    folders = {
        "Dir::Etc::sourcelist": APT / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State": APT / "state",
        "Dir::State::lists": APT / "lists",
        "Dir::State::status": APT / "status",
        "Dir::Cache": APT / "cache",
        "Acquire::Languages": "none",
        # Without it a machine without a network would pass with a warning and an empty list.
        "APT::Update::Error-Mode": "any",
    }
    if is_root():
        # The state may lie in a folder that apt's own user cannot enter.
        folders["APT::Sandbox::User"] = "root"
    flags = [part for key, value in folders.items() for part in ("-o", f"{key}={value}")]
    try:
        return run(program, *flags, *arguments, **options)
    except subprocess.CalledProcessError as failure:
        sentence = "The Debian archive did not give Odoo 19 (is there a network?)"
        raise problem_of_output(sentence, failure.output) from failure


def _fetch_all():
    """Download what the cache folder lacks; keep the tested versions unless the archive has moved on."""
    absent = [name for name in PACKAGES if not _is_kept(name)]
    if absent:
        _apt("apt-get", "update")
        offered = _offered_versions(absent)
        _apt("apt-get", "download", *(_choose_version(name, offered) for name in absent), cwd=layout.DOWNLOADS)
    return [_checked_file(name) for name in PACKAGES]


def _tested_file(name):
    _suite, version, _checksum = PACKAGES[name]
    return layout.DOWNLOADS / f"{name}_{version.replace(':', '%3a')}_all.deb"


def _is_kept(name):
    file = _tested_file(name)
    return file.is_file() and _sha256(file) == PACKAGES[name][2]


def _choose_version(name, offered):
    """apt's word for the tested version, or for what its suite has now; apt checks the signature of both."""
    suite, version, _checksum = PACKAGES[name]
    if (name, version) in offered:
        return f"{name}={version}"
    warn(f"{name}: the archive no longer has the tested version {version}, taking the one of {suite}")
    return f"{name}/{suite}"


def _checked_file(name):
    file = _tested_file(name)
    if not file.is_file():
        return max(layout.DOWNLOADS.glob(f"{name}_*.deb"), key=lambda found: found.stat().st_mtime)
    if not _is_kept(name):
        file.unlink()
        raise Problem(f"The checksum of {file.name} differs from the tested one: the download is refused.")
    return file


def _offered_versions(names):
    shown = _apt("apt-cache", "madison", *names).stdout
    rows = [[part.strip() for part in line.split("|")] for line in shown.splitlines()]
    return {(row[0], row[1]) for row in rows if len(row) == 3}


def _sha256(file):
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
