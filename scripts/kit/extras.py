"""Programs the product uses when they are there: PDF engine, browser, Cyrillic fonts."""

import shutil
import subprocess

from .console import Problem, step, warn
from .system import apt_install

LOSSES = {
    "wkhtmltopdf": (["wkhtmltopdf"], "documents cannot be printed to PDF"),
    "chromium": (["chromium"], "browser tests cannot run"),
    "fonts": (["fonts-dejavu-core", "fonts-liberation"], "PDF files may show squares instead of Russian letters"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def ensure_extras():
    """Install what is missing and obtainable; say what is lost where it is not."""
    for name, (packages, loss) in LOSSES.items():
        if not _has(name):
            try:
                with step(f"Installing {name}"):
                    apt_install(packages, name)
            except (Problem, subprocess.CalledProcessError) as failure:
                warn(f"Without {name} {loss}. {failure}")


def find_browser():
    """Path of the browser that tests and the trading day drive, None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def _has(name):
    if name == "chromium":
        return find_browser() is not None
    if name == "fonts":
        listed = subprocess.run(["sh", "-c", "fc-list :lang=ru family | head -1"], capture_output=True, check=False)
        return bool(listed.stdout.strip())
    return shutil.which(name) is not None
