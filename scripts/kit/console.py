"""Talking to the person in front of the terminal: steps with their time, and failures in one plain sentence."""

import errno
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager

NO_ROOM = "There is no room left on the disk: free some space and start again."


class Problem(Exception):
    """Something the person must know or do; its text is one plain sentence."""


def problem_of_output(sentence, output):
    """A Problem for a command that failed: the disk if that was it, else the sentence and the command's own last word.

    :param sentence: what could not be done, without a full stop
    :param output: what the command printed
    """
    if "No space left on device" in (output or ""):
        return Problem(NO_ROOM)
    lines = [line.strip() for line in (output or "").splitlines() if line.strip()]
    telling = [line for line in lines if re.match(r"(E|ERROR|error|fatal)\b", line)] or lines or ["no message"]
    return Problem(f"{sentence}: {telling[-1][:300]}")


def say(text=""):
    """Print a line at once, also when the output is a pipe."""
    print(text, flush=True)


def warn(text):
    """Print a remark that does not stop the work."""
    print(f"  ! {text}", file=sys.stderr, flush=True)


@contextmanager
def step(title):
    """Announce a step, and say how long it took."""
    say(f"• {title}…")
    started = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - started:.1f} s")


def verb(function):
    """Run a verb's function; turn every foreseeable failure into a sentence and exit status 1."""
    try:
        sys.exit(function() or 0)
    except Problem as problem:
        _end(str(problem))
    except subprocess.CalledProcessError as failure:
        _end(_sentence_of_command(failure))
    except OSError as failure:
        _end(_sentence_of_os_error(failure))
    except KeyboardInterrupt:
        _end("Stopped.", status=130)


def _end(sentence, status=1):
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    sys.exit(status)


def _sentence_of_command(failure):
    command = failure.cmd if isinstance(failure.cmd, str) else " ".join(map(str, failure.cmd))
    said = (failure.stderr or failure.output or "").strip()
    if "No space left on device" in said:
        return NO_ROOM
    last = "\n".join(said.splitlines()[-5:])
    return f"This command ended with status {failure.returncode}: {command[:300]}" + (f"\n{last}" if last else "")


def _sentence_of_os_error(failure):
    if failure.errno == errno.ENOSPC:
        return NO_ROOM
    if failure.errno == errno.EACCES:
        return f"No permission for {failure.filename}: start as its owner (your user number is {os.getuid()})."
    return f"The system refused: {failure}"
