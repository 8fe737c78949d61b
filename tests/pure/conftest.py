"""Tests that need neither Odoo nor a database."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [
    path for path in (str(ROOT / "tests"), str(ROOT / "scripts"), str(Path(__file__).parent)) if path not in sys.path
]

from onec_samples import samples  # noqa: E402

from fakes.pure import load  # noqa: E402

load("torg_1c")


def pytest_generate_tests(metafunc):
    """Give each sample to the tests that want one; without samples they are skipped with the reason."""
    if "sample" in metafunc.fixturenames:
        found = samples()
        absent = pytest.param(None, marks=pytest.mark.skip(reason="no samples: set TORG_FIXTURES to their folder"))
        metafunc.parametrize("sample", found or [absent], ids=[f"{p.parent.name}/{p.name}" for p in found] or ["none"])


@pytest.fixture
def find_sample():
    """A sample by the end of its path; the test is skipped where it is not on this machine."""

    def find(end):
        found = [path for path in samples() if path.as_posix().endswith(f"/{end}")]
        if not found:
            pytest.skip(f"no sample {end}: set TORG_FIXTURES to the folder of samples")
        return found[0]

    return find
