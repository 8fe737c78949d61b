"""What a request brings: a small body in memory, a file on disk; what it says of its length is not believed."""

from werkzeug.exceptions import RequestEntityTooLarge

from .tools.pointer import find_nul
from .tools.problem import ApiProblem, FieldError, _
from .tools.upload import TooLong, keep, read_chunks

BODY_LIMIT = 1024 * 1024
UPLOAD_LIMIT = 32 * 1024 * 1024
JSON_TYPES = ("application/json",)


def read_body(httprequest, operation, translate):
    """Return the bytes of a JSON body.

    :param translate: function that puts a sentence into the reader's language
    :raise ApiProblem: too large, another type, a NUL in it, or a body where none belongs
    """
    try:
        raw = httprequest.get_data(cache=True)
    except RequestEntityTooLarge:
        raise ApiProblem("too_large") from None
    if len(raw) > BODY_LIMIT:
        raise ApiProblem("too_large")
    if raw:
        _check_type(httprequest, JSON_TYPES)
    if b"\0" in raw:
        raise ApiProblem("bad_json")
    _check_nul(raw, httprequest, translate)
    if raw and not operation.body:
        raise ApiProblem("bad_request", translate(_("This request takes no body.")))
    return raw


def read_upload(httprequest, operation, translate):
    """Return the file a request brings, kept on disk: it may be read again and again.

    :raise ApiProblem: as above
    """
    _check_type(httprequest, (operation.upload,))
    _check_nul(b"", httprequest, translate)
    whole = httprequest._HTTPRequest__wrapped  # core hands out all of werkzeug's request but its stream
    try:
        file = keep(whole.stream, UPLOAD_LIMIT)
    except (RequestEntityTooLarge, TooLong):
        raise ApiProblem("too_large", translate(_("A file has at most 32 megabytes."))) from None
    if any(b"\0" in chunk for chunk in read_chunks(file)):
        raise ApiProblem("bad_json")
    return file


def _check_type(httprequest, understood):
    if httprequest.mimetype not in understood:
        raise ApiProblem("unsupported_media_type", headers=[("Accept", ", ".join(understood))])


def _check_nul(raw, httprequest, translate):
    if pointers := find_nul(raw, httprequest.args):
        sentence = translate(_("Texts have no NUL character."))
        raise ApiProblem("validation", errors=[FieldError(pointer, "pattern", sentence) for pointer in pointers])
