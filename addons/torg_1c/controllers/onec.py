from odoo import SUPERUSER_ID
from odoo.http import Controller, Response, request, route

from odoo.addons.torg_1c.tools.call import Call
from odoo.addons.torg_1c.tools.commerceml.session import COOKIE

from .onec_dispatcher import OnecDispatcher

DRAINED = 64 << 20  # so big a body is read and forgotten, so that 1C hears why; a bigger one is cut


class Onec(Controller):
    """The address of CommerceML: one for each 1C base."""

    @route(
        ["/1c/<string:code>"],
        type=OnecDispatcher.routing_type,
        auth="none",
        methods=["GET", "POST"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def exchange(self, code):
        """Answer a request of 1C: who it is, the session finds out."""
        request.update_env(user=SUPERUSER_ID)  # 1C is no user: its endpoint has a login of its own
        asked = request.httprequest
        call = Call(
            query=asked.query_string,
            address=asked.remote_addr or "",
            agent=asked.user_agent.string or "",
            authorization=asked.headers.get("Authorization", ""),
            cookie=asked.cookies.get(COOKIE, ""),
            size=asked.content_length or 0,
            read=read_body,
        )
        reply = request.env["torg.onec.session"]._serve(code, call)
        return Response(reply.body, content_type=reply.content_type, headers=[("Cache-Control", "no-store")])


def read_body(limit):
    """Return the body of the present request, None when it has more bytes than the limit."""
    asked = request.httprequest
    if (asked.content_length or 0) <= limit:
        asked.max_content_length = limit + 1
        body = asked.get_data(parse_form_data=False)  # kept by the request, should the transaction be repeated
        return body if len(body) <= limit else None
    if asked.content_length <= DRAINED:
        asked.max_content_length = DRAINED
        asked.get_data(cache=False, parse_form_data=False)
    return None
