"""A person of the company at the web client: what the browser sends is sent here, with that person's rights."""

import requests

TIMEOUT = 120


class Refused(Exception):
    """The server said no to a person, in a sentence."""


class Person:
    """Somebody who is logged in.

    :raise Refused: wrong login, or no such right
    """

    def __init__(self, url, login, password, database):
        self.url, self.login = url, login
        self._http = requests.Session()
        answer = self._ask("/web/session/authenticate", db=database, login=login, password=password)
        self.id = answer["uid"]
        self.context = {**answer["user_context"], "lang": "ru_RU"}

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model as a screen does."""
        kwargs["context"] = self.context | kwargs.get("context", {})
        return self._ask("/web/dataset/call_kw", model=model, method=method, args=list(args), kwargs=kwargs)

    def find(self, model, domain, fields=("id",), **options):
        """Rows of a model as dicts."""
        return self.call(model, "search_read", domain, list(fields), **options)

    def count(self, model, domain):
        """How many rows there are."""
        return self.call(model, "search_count", domain)

    def read(self, model, ids, fields):
        """These rows as dicts."""
        return self.call(model, "read", ids, list(fields))

    def write(self, model, ids, **vals):
        """Change rows as a form does."""
        return self.call(model, "write", ids, vals)

    def create(self, model, **vals):
        """Create a row as a form does; return its id."""
        [number] = self.call(model, "create", [vals])
        return number

    def _ask(self, route, **params):
        body = {"jsonrpc": "2.0", "method": "call", "params": params}
        answer = self._http.post(self.url + route, json=body, timeout=TIMEOUT)
        answer.raise_for_status()
        told = answer.json()
        if "error" in told:
            data = told["error"].get("data") or {}
            raise Refused(data.get("message") or told["error"]["message"])
        return told.get("result")
