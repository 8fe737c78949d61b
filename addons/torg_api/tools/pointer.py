"""Errors of pydantic as fields a person can find: JSON Pointer, a stable code, a sentence."""

import json

from .problem import FieldError, _

# What pydantic says → our code, which is part of the contract.
CODES = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "string_type": "type",
    "int_type": "type",
    "int_parsing": "type",
    "int_from_float": "type",
    "float_type": "type",
    "decimal_type": "type",
    "decimal_parsing": "type",
    "bool_type": "type",
    "bool_parsing": "type",
    "list_type": "type",
    "dict_type": "type",
    "model_type": "type",
    "model_attributes_type": "type",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "too_short": "too_short",
    "too_long": "too_long",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "string_pattern_mismatch": "pattern",
    "literal_error": "choice",
    "enum": "choice",
    "date_from_datetime_parsing": "date",
    "date_parsing": "date",
    "datetime_parsing": "datetime",
    "datetime_from_date_parsing": "datetime",
    "timezone_aware": "datetime",
    "decimal_max_places": "too_precise",
    "decimal_max_digits": "too_large",
    "finite_number": "type",
}
# What pydantic says → the sentence; the rest keeps pydantic's own words.
SENTENCES = {
    "missing": _("This field is required."),
    "extra_forbidden": _("There is no such field."),
    "string_type": _("A text is expected."),
    "int_type": _("A whole number is expected."),
    "int_parsing": _("A whole number is expected."),
    "int_from_float": _("A whole number is expected."),
    "float_type": _("A number is expected."),
    "decimal_type": _("A number is expected."),
    "decimal_parsing": _("A number is expected."),
    "bool_type": _("Yes or no is expected: true or false."),
    "bool_parsing": _("Yes or no is expected: true or false."),
    "list_type": _("A list is expected."),
    "dict_type": _("An object is expected."),
    "model_type": _("An object is expected."),
    "model_attributes_type": _("An object is expected."),
    "string_too_short": _("The text is too short: at least %(min_length)s characters."),
    "string_too_long": _("The text is too long: at most %(max_length)s characters."),
    "too_short": _("The list is too short: at least %(min_length)s."),
    "too_long": _("The list is too long: at most %(max_length)s."),
    "greater_than": _("It must be greater than %(gt)s."),
    "greater_than_equal": _("It must be at least %(ge)s."),
    "less_than": _("It must be less than %(lt)s."),
    "less_than_equal": _("It must be at most %(le)s."),
    "string_pattern_mismatch": _("The text has not the form that is expected."),
    "literal_error": _("Expected one of: %(expected)s."),
    "enum": _("Expected one of: %(expected)s."),
    "date_from_datetime_parsing": _("A date is expected: 2026-01-31."),
    "date_parsing": _("A date is expected: 2026-01-31."),
    "datetime_parsing": _("A moment is expected: 2026-01-31T12:00:00+03:00."),
    "datetime_from_date_parsing": _("A moment is expected: 2026-01-31T12:00:00+03:00."),
    "timezone_aware": _("The moment needs its time zone: 2026-01-31T12:00:00+03:00."),
    "decimal_max_places": _("At most %(decimal_places)s digits after the point."),
    "decimal_max_digits": _("At most %(max_digits)s digits."),
    "finite_number": _("A number is expected."),
}


def field_errors(failure, translate, prefix=""):
    """FieldErrors of a pydantic ValidationError.

    :param translate: gives the sentence in the reader's language
    :param prefix: `?` when the fields stand in the query
    """
    return [_field_error(error, translate, prefix) for error in failure.errors(include_url=False, include_input=False)]


def _field_error(error, translate, prefix):
    code = CODES.get(error["type"], "invalid")
    sentence = SENTENCES.get(error["type"], error["msg"].removeprefix("Value error, "))
    context = {name: value for name, value in (error.get("ctx") or {}).items() if isinstance(value, str | int | float)}
    try:
        detail = translate(sentence) % context if context else translate(sentence)
    except (KeyError, ValueError, TypeError):
        detail = error["msg"]
    return FieldError(_pointer(error["loc"], prefix), code, detail)


def find_nul(raw, parameters=()):
    """Return pointers of texts with a NUL character, which PostgreSQL cannot keep.

    :param raw: body, maybe no JSON
    :param parameters: of the query, name → text
    """
    found = [f"?{name}" for name in parameters if "\0" in name + parameters[name]]
    if b"\\u0000" in raw:
        try:
            found += [_pointer(place, "") for place in _walk_nul(json.loads(raw), ())]
        except (ValueError, RecursionError):
            return found  # the parser of the body says what is wrong with it
    return found


def _walk_nul(value, place):
    if isinstance(value, str) and "\0" in value:
        yield place
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in rows:
        if "\0" in str(name):
            yield place
        yield from _walk_nul(part, (*place, name))


def _pointer(location, prefix):
    if prefix:
        return prefix + ".".join(str(part) for part in location)
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in location)
