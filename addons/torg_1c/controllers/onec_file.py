from odoo.http import Controller, content_disposition, request, route


class OnecFile(Controller):
    """A file of 1C for the person who looks after the exchange."""

    @route("/torg_1c/file/<int:file_id>", type="http", auth="user", methods=["GET"], readonly=True)
    def download(self, file_id):
        """Send a file as it came."""
        file = request.env["torg.onec.file"].browse(file_id).exists()
        if not file or not file.has_access("read"):
            raise request.not_found()
        name = file.name.rpartition("/")[2]
        headers = [
            ("Content-Type", "application/octet-stream"),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        return request.make_response(file._open().read(), headers)
