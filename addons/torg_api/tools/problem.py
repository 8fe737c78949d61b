"""What goes wrong in a request, after RFC 9457: a stable code with its status, and a sentence for a person.

A code is part of the contract: it never changes its meaning, and each has a page in the documentation.
"""

from dataclasses import dataclass

from werkzeug.exceptions import HTTPException


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: what of it is always the same."""

    code: str
    status: int
    title: str


KINDS: dict[str, Kind] = {}


def _(sentence):
    """Mark a sentence for translation; whoever answers translates it."""
    return sentence


def declare(code, status, title):
    """Add a kind of problem to the contract; other addons declare theirs the same way.

    :raise ValueError: the code means something else already
    """
    kind = Kind(code, status, title)
    if KINDS.setdefault(code, kind) != kind:
        raise ValueError(f"The problem {code} is declared twice")
    return kind


declare("bad_json", 400, _("The body is not JSON"))
declare("bad_request", 400, _("The request cannot be understood"))
declare("unauthorized", 401, _("No valid key"))
declare("forbidden", 403, _("The key may not do this"))
declare("not_found", 404, _("There is no such thing"))
declare("unknown_route", 404, _("There is no such address"))
declare("method_not_allowed", 405, _("The address does not know this method"))
declare("conflict", 409, _("It contradicts what is there"))
declare("busy", 409, _("Somebody else is changing the same thing"))
declare("idempotency_in_flight", 409, _("The same request is being done"))
declare("gone", 410, _("It is no longer there"))
declare("precondition_failed", 412, _("It has changed meanwhile"))
declare("too_large", 413, _("The body is too large"))
declare("unsupported_media_type", 415, _("Only JSON is understood"))
declare("validation", 422, _("Fields of the request are wrong"))
declare("idempotency_reused", 422, _("The key was used for another request"))
declare("rate_limited", 429, _("Too many requests"))
declare("internal", 500, _("A fault on our side"))


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field.

    :ivar pointer: JSON Pointer into the body (RFC 6901), or `?name` for a parameter of the query
    """

    pointer: str
    code: str
    detail: str

    def dump(self):
        """Plain values for the answer."""
        return {"pointer": self.pointer, "code": self.code, "detail": self.detail}


class ApiProblem(HTTPException):
    """Ends a request with an answer of the type application/problem+json.

    :param code: a declared code
    :param detail: a sentence for a person, in the language of the company
    :param errors: list of FieldError
    :param headers: pairs for the answer
    :param more: further members of the answer, such as the new quote
    """

    def __init__(self, code, detail="", errors=(), headers=(), **more):
        super().__init__(detail)
        self.kind = KINDS[code]
        self.code = self.kind.status
        self.detail = detail
        self.errors = list(errors)
        self.headers = list(headers)
        self.more = more

    def dump(self, base, trace_id, translate=str):
        """Body of the answer.

        :param base: address the pages of problems stand under
        :param translate: gives a sentence in the reader's language
        """
        body = {
            "type": f"{base}/problems/{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "code": self.kind.code,
            "detail": self.detail or translate(self.kind.title),
            "trace_id": trace_id,
        }
        if self.errors:
            body["errors"] = [error.dump() for error in self.errors]
        return body | self.more
