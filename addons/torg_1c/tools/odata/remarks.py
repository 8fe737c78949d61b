"""Rows that cannot be read are told to a person; the rows around them go on."""

import json

from ..problem import BadValue
from ..records import IssueRec


def readable(reader, row, where):
    """What the reader makes of a row: a list of records, or the remark that it could not be read."""
    try:
        found = reader(row)
        return list(found) if hasattr(found, "__iter__") else [found]
    except BadValue as problem:
        return [_remark(problem, row, where)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return [_remark(BadValue("odd_row"), row, where)]


def _remark(problem, row, where):
    text = json.dumps(row.data, ensure_ascii=False, default=str)[:4000]
    return IssueRec("row", problem.code, problem.params, problem.text, where, text)
