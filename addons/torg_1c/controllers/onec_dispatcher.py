import contextlib

import psycopg2

from odoo.http import Dispatcher, Response, request

from odoo.addons.torg_1c.tools.commerceml.session import failure


class OnecDispatcher(Dispatcher):
    """Requests of 1C: the body is left to the route, and whatever goes wrong is a `failure` with status 200.

    1C shows the text of an answer to a person, but takes any other status, and a page, for a broken connection.
    """

    routing_type = "torg_1c"

    @classmethod
    def is_compatible_with(cls, request):
        """Override of odoo.http: 1C sends whatever Content-Type it likes."""
        return True

    def dispatch(self, endpoint, args):
        """Override of odoo.http: no form is read, no token of a page is asked for."""
        self.request.params = args
        return self.request.registry["ir.http"]._dispatch(endpoint)

    def handle_error(self, exc):
        """Override of odoo.http: never a page, never a traceback; the log has it."""
        return Response(failure(self._get_apology()), content_type="text/plain; charset=windows-1251")

    def _get_apology(self):
        env = request.env
        with contextlib.suppress(psycopg2.Error):  # without a database nobody knows the language
            env = env["torg.exchange.endpoint"]._in_company_language().env
        return env._("The server could not answer. Try again; its log tells the administrator what happened.")
