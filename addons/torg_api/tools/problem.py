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
    advice: str = ""
    module: str = "torg_api"


KINDS: dict[str, Kind] = {}


def _(sentence):
    """Mark a sentence for translation; whoever answers translates it."""
    return sentence


def declare(code, status, title, advice="", module="torg_api"):
    """Add a kind of problem to the contract; other addons declare theirs the same way.

    :param advice: what the developer of the site should do, for the page of the problem
    :param module: addon that has the translations
    :raise ValueError: the code means something else already
    """
    kind = Kind(code, status, title, advice, module)
    if KINDS.setdefault(code, kind) != kind:
        raise ValueError(f"The problem {code} is declared twice")
    return kind


declare("bad_json", 400, _("The body is not JSON"), _("Send one JSON object in UTF-8."))
declare(
    "bad_request",
    400,
    _("The request cannot be understood"),
    _("Read the sentence in “detail”: the request itself must change, repeating it does not help."),
)
declare(
    "unauthorized",
    401,
    _("No valid key"),
    _("Send the header “Authorization: Bearer” with a key that is neither revoked nor expired."),
)
declare(
    "forbidden",
    403,
    _("The key may not do this"),
    _("Ask the administrator to tick the permission of the key named in “scope”."),
)
declare(
    "not_found",
    404,
    _("There is no such thing"),
    _("The number is unknown, or belongs to somebody else: the answer is the same for both."),
)
declare(
    "unknown_route",
    404,
    _("There is no such address"),
    _("Compare the address with the description of the API, the version included."),
)
declare(
    "method_not_allowed",
    405,
    _("The address does not know this method"),
    _("The header “Allow” names the methods this address knows."),
)
declare(
    "conflict",
    409,
    _("It contradicts what is there"),
    _("Read the sentence in “detail”, ask for the present state of the object and decide anew."),
)
declare(
    "busy",
    409,
    _("Somebody else is changing the same thing"),
    _("Nothing was saved. Send the same request again in a second, with the same Idempotency-Key."),
)
declare(
    "idempotency_in_flight",
    409,
    _("The same request is being done"),
    _("Wait as long as “Retry-After” says and send the same request again."),
)
declare(
    "gone",
    410,
    _("It is no longer there"),
    _("Ask for the end of the feed, then read everything anew and go on from that end."),
)
declare(
    "precondition_failed",
    412,
    _("It has changed meanwhile"),
    _("Ask for the object again, merge your change into what came, and send it with the new ETag."),
)
declare("too_large", 413, _("The body is too large"), _("Send less at once: a body has at most one megabyte."))
declare(
    "unsupported_media_type", 415, _("Only JSON is understood"), _("Send the header “Content-Type: application/json”.")
)
declare(
    "validation",
    422,
    _("Fields of the request are wrong"),
    _("Each row of “errors” names a field by its JSON Pointer and says what is wrong with it."),
)
declare(
    "idempotency_reused",
    422,
    _("The key was used for another request"),
    _("Take a new Idempotency-Key for every new request; repeat only the very same one."),
)
declare(
    "rate_limited",
    429,
    _("Too many requests"),
    _("Wait as long as “Retry-After” says; ask for many things at once instead of one by one."),
)
declare(
    "internal",
    500,
    _("A fault on our side"),
    _("Send the same request again with the same Idempotency-Key; tell the support the trace_id if it stays."),
)
declare(
    "out_of_stock",
    409,
    _("There is not enough of the goods"),
    _("`alternatives` names the stores that have them, `quote.problems` what the customer may choose instead."),
)
declare(
    "cannot_order",
    409,
    _("The order cannot be made as it is"),
    _("`problems` says what stands in its way, each with a `fix`: change the basket and send it again."),
)
declare(
    "price_changed",
    409,
    _("The total is another one"),
    _("Show the customer the new `quote` and order with its `quote_id`."),
)
declare(
    "quote_expired",
    409,
    _("The quote is over"),
    _("Quotes hold for 15 minutes: order with the `quote_id` of the new `quote`, or ask for one."),
)
declare(
    "quote_used",
    409,
    _("There is an order of this quote already"),
    _("`order` is its number: read it. For another order ask for another quote."),
)
declare(
    "too_many_codes",
    429,
    _("Too many codes"),
    _("Wait as long as “Retry-After” says; the code that was sent last may still be good."),
)
declare(
    "no_gateway",
    409,
    _("Codes are not sent this way"),
    _("Ask for the code by e-mail, or have a gateway of SMS set up."),
)
declare(
    "login_off",
    409,
    _("Customers do not log in here"),
    _("The owner of the shop has switched it off in the settings: hide the way in."),
)
declare(
    "wrong_code",
    422,
    _("The code is wrong or over"),
    _("Let the customer type it anew; after five slips, or ten minutes, ask for another code."),
)
declare(
    "login_over",
    401,
    _("The login is over"),
    _("Forget both tokens and let the customer log in by a new code. A renewing token is good once."),
)
declare(
    "refused",
    409,
    _("The rules of the shop do not allow it"),
    _("`reason` is a stable word for it, `fields` what is missing. Read the order and the stages anew."),
)


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

    def dump(self, base, trace_id, translate=lambda sentence, _module: sentence):
        """Body of the answer.

        :param base: address the pages of problems stand under
        :param translate: gives a sentence of an addon in the reader's language
        """
        body = {
            "type": f"{base}/problems/{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "code": self.kind.code,
            "detail": self.detail or translate(self.kind.title, self.kind.module),
            "trace_id": trace_id,
        }
        if self.errors:
            body["errors"] = [error.dump() for error in self.errors]
        return body | self.more
