"""The body of a request: JSON that fits its model."""

from pydantic import ValidationError

from .pointer import field_errors
from .problem import ApiProblem


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
