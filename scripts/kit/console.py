"""Talking to the person in front of the terminal: steps with their time, and failures in one plain sentence."""

import errno
import os
import subprocess
import sys
import time
from contextlib import contextmanager


class Problem(Exception):
    """Something the person must know or do; its text is one plain sentence."""


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
        return "There is no room left on the disk: free some space and start again."
    last = "\n".join(said.splitlines()[-5:])
    return f"This command ended with status {failure.returncode}: {command[:300]}" + (f"\n{last}" if last else "")


def _sentence_of_os_error(failure):
    if failure.errno == errno.ENOSPC:
        return "There is no room left on the disk: free some space and start again."
    if failure.errno == errno.EACCES:
        return f"No permission for {failure.filename}: start as its owner (your user number is {os.getuid()})."
    return f"The system refused: {failure}"
