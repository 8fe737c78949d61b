import logging

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.torg_api.dispatcher import ROOT
from odoo.addons.torg_api.tools.file_address import SIZES, WHOLE

_logger = logging.getLogger(__name__)

ROUTE = (
    ROOT
    + "files/<int:company_id>/<string:kind>-<int:number>/<string:size>/<string:stamp>.<string:signature>/<string:name>"
)
SHORT = 300  # seconds: another content has come under the old address
SHOWN = ("application/pdf", "image/")  # the rest is saved: a page of HTML must not run on our address


class Files(http.Controller):
    """Pictures and documents by addresses that a browser opens without the key."""

    @http.route(ROUTE, type="http", auth="torg_api_public", methods=["GET"], readonly=True, save_session=False)
    def get_file(self, company_id, kind, number, size, stamp, signature, name):
        """Serve a file whose address we have signed; whatever is wrong with an address, the answer is the same."""
        # sudo: whoever has the address may see the file
        company = request.env["res.company"].sudo().browse(company_id).exists()
        if size not in (*SIZES, WHOLE) or not company or not company._is_file_signed(kind, number, stamp, signature):
            return self._refuse()
        try:
            return self._serve(company._find_shop_file(kind, number, size), stamp, name)
        except (OSError, UserError) as failure:
            _logger.warning("The file of %s-%s cannot be read: %s", kind, number, failure)
            return self._refuse()

    def _serve(self, file, stamp, name):
        if file is None:
            return self._refuse()
        binary = request.env["ir.binary"]
        if file.size:
            stream = binary._get_image_stream_from(file.attachment, width=file.size, height=file.size, filename=name)
        else:
            stream = binary._get_stream_from(file.attachment, filename=name)
        stream.public = True
        is_current = file.stamp == stamp
        stream.max_age = SHORT
        is_shown = (stream.mimetype or "").startswith(SHOWN)
        response = stream.get_response(as_attachment=not is_shown, immutable=is_current)
        response.headers["Access-Control-Allow-Origin"] = "*"
        if file.private:
            response.headers["Cache-Control"] = "private, no-store"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    def _refuse(self):
        return request.make_response(b"", [("Cache-Control", "no-store")], status=404)
