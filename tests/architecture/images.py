"""Which Python packages the production image has: its own from Debian packages, ours from docker/requirements.txt."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from .reader import Source

# What Odoo's Debian package and the official image depend on, by the name one imports.
IN_THE_IMAGE = {
    *(
        "asn1crypto",
        "babel",
        "cbor2",
        "chardet",
        "cryptography",
        "dateutil",
        "docutils",
        "geoip2",
        "gevent",
        "greenlet",
    ),
    *(
        "idna",
        "jinja2",
        "ldap",
        "libsass",
        "lxml",
        "lxml_html_clean",
        "magic",
        "markupsafe",
        "odf",
        "ofxparse",
        "OpenSSL",
    ),
    *("openpyxl", "passlib", "pdfminer", "PIL", "polib", "psutil", "psycopg2", "PyPDF2", "pypdf", "pytz", "qrcode"),
    *(
        "reportlab",
        "requests",
        "rjsmin",
        "sass",
        "serial",
        "setuptools",
        "slugify",
        "stdnum",
        "urllib3",
        "usb",
        "vobject",
    ),
    *("werkzeug", "xlrd", "xlsxwriter", "xlwt", "zeep"),
}
OURS_BY_IMPORT = {"pydantic_core": "pydantic"}  # comes with it


def names(path: Path) -> dict[str, str]:
    """Package → version of a requirements file, names in their one normal form."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (re.split(r"\s*==\s*|\s*;", line)[:2] for line in lines if line and not line.startswith("-"))
    return {normal(pair[0]): pair[1] if len(pair) > 1 else "" for pair in pairs}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def foreign_imports(source: Source) -> Iterator[str]:
    """Top-level names of packages that are neither Python's, nor Odoo's, nor the addon's own."""
    for dotted in source.imports.values():
        name = dotted.partition(".")[0]
        beside = source.path.parent / name
        own = beside.is_dir() or beside.with_suffix(".py").is_file()
        if name != "odoo" and name not in sys.stdlib_module_names and not own:
            yield name


def missing(source: Source, extra: set[str]) -> set[str]:
    """Imports that the production image would not find."""
    return {
        name
        for name in foreign_imports(source)
        if name not in IN_THE_IMAGE and normal(OURS_BY_IMPORT.get(name, name)) not in extra
    }
