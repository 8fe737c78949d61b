"""What a request tells: a query and a body that fit their models."""

from pydantic import ValidationError

from .pointer import CODES, SENTENCES, field_errors
from .problem import ApiProblem, FieldError


def parse_body(model, raw, translate):
    """Return the body as the model.

    :param raw: bytes as they came
    :param translate: function that puts a sentence into the reader's language
    :raise ApiProblem: `bad_json`, or `validation` with a pointer for each field
    """
    try:
        return model.model_validate_json(raw or b"", strict=True)
    except ValidationError as failure:
        if failure.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid":
            raise ApiProblem("bad_json") from None
        raise ApiProblem("validation", errors=field_errors(failure, translate)) from None


def parse_query(model, told, translate):
    """Return the arguments of a route that its query makes.

    :param model: pydantic model, None: the route takes no query
    :param told: MultiDict of the parameters
    :param translate: as above
    :raise ApiProblem: `validation` with a pointer for each parameter
    """
    if not model:
        if unknown := next(iter(told), None):
            raise ApiProblem("validation", errors=[_unknown_parameter(unknown, translate)])
        return {}
    values = {name: rows if len(rows) > 1 else rows[0] for name, rows in told.lists()}
    try:
        return {"query": model.model_validate(values, strict=False)}
    except ValidationError as failure:
        raise ApiProblem("validation", errors=field_errors(failure, translate, "?")) from None


def _unknown_parameter(name, translate):
    return FieldError(f"?{name}", CODES["extra_forbidden"], translate(SENTENCES["extra_forbidden"]))
