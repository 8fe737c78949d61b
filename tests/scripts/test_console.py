"""Every foreseeable failure ends in one plain sentence and a status other than 0."""

import errno
import subprocess

import pytest

from kit.console import Problem, verb


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (Problem("Port 8069 is taken by another program."), "Port 8069 is taken"),
        (OSError(errno.ENOSPC, "No space left on device"), "no room left on the disk"),
        (subprocess.CalledProcessError(1, "pip", "tar: No space left on device"), "no room left on the disk"),
        (PermissionError(errno.EACCES, "denied", "/somewhere"), "No permission for /somewhere"),
        (subprocess.CalledProcessError(2, ["initdb", "-D"], "it failed"), "initdb -D\nit failed"),
    ],
)
def test_failure_becomes_a_sentence(failure, sentence, capsys):
    def fail():
        raise failure

    with pytest.raises(SystemExit) as end:
        verb(fail)
    said = capsys.readouterr().err
    assert end.value.code == 1
    assert sentence in said
    assert "Traceback" not in said


def test_interrupting_is_no_failure_of_ours(capsys):
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as end:
        verb(interrupted)
    assert end.value.code == 130
    assert capsys.readouterr().err.strip() == "Stopped."
