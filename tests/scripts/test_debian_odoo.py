"""The mirror is read from every shape of apt configuration."""

import pytest

from kit.console import Problem
from kit.debian_odoo import machine_mirror


@pytest.mark.parametrize(
    "configuration",
    [
        "deb http://mirror.example/debian bookworm main",
        "deb [signed-by=/usr/share/keyrings/x.gpg arch=amd64] http://mirror.example/debian/ bookworm main contrib",
        "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm",
        "# deb http://old.example/debian bookworm main\ndeb http://mirror.example/debian bookworm main",
        "deb http://mirror.example/debian-security x main\ndeb http://mirror.example/debian bookworm main",
    ],
)
def test_mirror_is_found_in(configuration):
    assert machine_mirror(configuration) == "http://mirror.example/debian"


def test_a_machine_without_debian_sources_gets_a_sentence():
    with pytest.raises(Problem, match="No Debian mirror"):
        machine_mirror("deb http://archive.example/ubuntu noble main")
