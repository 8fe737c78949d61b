"""Rules on every tracked text file."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .reader import ROOT

# A letter of each word stands in brackets so that this file does not find itself.
REGISTRY_HOSTS = re.compile(
    r"\b[\w.-]*(pyp[i]\.org|pythonhoste[d]\.org|debia[n]\.org|npmj[s]\.(org|com)|yarnpk[g]\.com|golan[g]\.org)\b",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(wor[k]|opt/la[b]|tmp/w[t]|roo[t]|home/[a-z]+)/")
UNFINISHED = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r])\b")

LINK = re.compile(r"""\]\(([^)\s]+)|\b(?:src|href|srcset)="([^"]+)\"""")
LARGEST_PICTURE = 300_000  # bytes

BINARY = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".ico",
    ".svg",
    ".woff",
    ".woff2",
    ".ttf",
    ".zip",
    ".gz",
    ".pdf",
    ".xlsx",
    ".mp3",
    ".wav",
}


def read_text(path: Path) -> str | None:
    """Text of the file, None when it is none or comes from outside as a sample."""
    if path.suffix in BINARY or "fixtures" in path.parts:
        return None
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def check_words(path: Path, root: Path = ROOT) -> Iterator[str]:
    """No machine's path, no registry's address, nothing left for later."""
    rules = (
        (REGISTRY_HOSTS, "names a package registry"),
        (MACHINE_PATHS, "is a path of one machine"),
        (UNFINISHED, "is left for later"),
    )
    for number, line in enumerate((read_text(path) or "").splitlines(), 1):
        for pattern, why in rules:
            if match := pattern.search(line):
                yield f"{path.relative_to(root)}:{number}: {match[0]} {why}"


def check_links(path: Path, root: Path = ROOT) -> Iterator[str]:
    """A page leads to files, pictures and headings that are there."""
    if path.suffix != ".md":
        return
    for number, line in enumerate((read_text(path) or "").splitlines(), 1):
        for link in LINK.findall(line):
            target, _hash, anchor = "".join(link).partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            place = path.parent / target if target else path
            if not place.exists():
                yield f"{path.relative_to(root)}:{number}: leads to {target}, which does not exist"
            elif anchor and place.suffix == ".md" and anchor not in find_anchors(place):
                yield f"{path.relative_to(root)}:{number}: leads to #{anchor}, and {place.name} has no such heading"


def find_anchors(page: Path) -> set[str]:
    """Names of a page's headings as git hostings make them: small letters, no punctuation, hyphens for blanks."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+\s+(.+?)\s*$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def check_picture(path: Path, root: Path = ROOT) -> Iterator[str]:
    """A picture of the documentation is small, and a page shows it."""
    folder = root / "docs" / "images"
    if path.parent != folder:
        return
    name = path.relative_to(root)
    if path.stat().st_size > LARGEST_PICTURE:
        yield f"{name}: {path.stat().st_size // 1000} kB; a page should open at once: at most {LARGEST_PICTURE // 1000}"
    pages = [root / "README.md", *(root / "docs").rglob("*.md")]
    if not any(path.name in page.read_text(encoding="utf-8") for page in pages if page.exists()):
        yield f"{name}: no page shows it"


def check_script(path: Path, root: Path = ROOT) -> Iterator[str]:
    """A file with a first line `#!` can be started; a shell script has no syntax error."""
    text = read_text(path)
    if not text or not text.startswith("#!"):
        return
    name = path.relative_to(root)
    if not path.stat().st_mode & 0o100:
        yield f"{name}: has a #! line but is not executable"
    first = text.splitlines()[0]
    if re.search(r"\b(ba)?sh\b", first):
        shell = "bash" if "bash" in first else "sh"
        result = subprocess.run([shell, "-n", str(path)], capture_output=True, text=True, check=False, timeout=10)
        if result.returncode:
            yield f"{name}: {result.stderr.strip()}"


RULES = (check_words, check_links, check_picture, check_script)
