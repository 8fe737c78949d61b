from werkzeug.exceptions import HTTPException, NotFound

from odoo import api, models
from odoo.http import request

from odoo.addons.torg_api.dispatcher import ROOT, TorgApiDispatcher


class IrHttp(models.AbstractModel):
    """Keys of the shop API, and our own answer for every address under its root."""

    _inherit = "ir.http"

    @classmethod
    def _match(cls, path_info):
        """Override of base: unknown addresses and wrong methods under our root are answered in our shape."""
        if not f"{path_info}/".startswith(ROOT):
            return super()._match(path_info)
        try:
            return super()._match(path_info)
        except HTTPException as failure:
            request.dispatcher = TorgApiDispatcher(request)
            if failure.response:  # core leads who is lost to a page in another language
                raise NotFound() from None
            raise

    @classmethod
    def _serve_fallback(cls):
        """Override of core: pages and attachments have no addresses under our root."""
        if f"{request.httprequest.path}/".startswith(ROOT):
            return None
        return super()._serve_fallback()

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Override of core: languages of people, debugging and editors are for pages; our dispatcher does its own."""
        if rule.endpoint.routing["type"] == TorgApiDispatcher.routing_type:
            return request.dispatcher.pre_dispatch(rule, args)
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _handle_error(cls, exception):
        """Override of core: what goes wrong with pages of the docs and files, of core's type, is told as ours."""
        path = f"{request.httprequest.path}/"
        if path.startswith(ROOT) and not isinstance(request.dispatcher, TorgApiDispatcher):
            request.dispatcher = TorgApiDispatcher(request)
        return super()._handle_error(exception)

    @classmethod
    def _auth_method_torg_api(cls):
        """The key of a shop, or the token of its customer, in ``Authorization: Bearer``.

        The request then runs as the shop's service user.
        """
        session = request.env["torg.api.session"]._authenticate(request.httprequest)
        request.dispatcher.session_id = session.id
        key = session.key_id or request.env["torg.api.key"]._authenticate(request.httprequest)
        request.update_env(user=key.user_id.id, su=False)
        request.session.can_save = False

    @classmethod
    def _auth_method_torg_api_public(cls):
        """Addresses that need no key, such as the description of the API."""
        cls._auth_method_public()
        request.session.can_save = False

    @api.model
    def _get_channel(self):
        """Override of torg_base: what comes through our routes is the shop."""
        if request and request.httprequest.path.startswith(ROOT):
            return "api"
        return super()._get_channel()
