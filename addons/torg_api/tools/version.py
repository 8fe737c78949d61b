"""Version of what a client saw: the ETag of an answer, compared when it is changed."""

import hashlib

from .problem import ApiProblem


def version(answer, leave_out=()):
    """ETag of an answer's model.

    :param leave_out: names of fields that tell nothing new
    """
    return hashlib.sha1(answer.model_dump_json(exclude=set(leave_out)).encode(), usedforsecurity=False).hexdigest()


def check_match(if_match, present, detail=""):
    """Let a write go on when the client saw what is there now, or does not ask.

    :param if_match: werkzeug's ETags of the header If-Match
    :raise ApiProblem: it has changed meanwhile
    """
    if if_match and not if_match.contains_weak(present):
        raise ApiProblem("precondition_failed", detail, headers=[("ETag", f'"{present}"')])
