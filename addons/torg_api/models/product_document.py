from odoo import api, fields, models

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")


class ProductDocument(models.Model):
    """A picture or a document of a product, and whether customers see it."""

    _inherit = "product.document"

    shown_in_shop = fields.Boolean(
        "Shown in the shop",
        compute="_compute_shown_in_shop",
        store=True,
        readonly=False,
        help="Further pictures are shown unless you switch them off, documents only when you switch them on.",
    )

    @api.depends("mimetype")
    def _compute_shown_in_shop(self):
        for document in self:
            document.shown_in_shop = document._is_shop_picture()

    def _is_shop_picture(self):
        """Return whether a browser shows it as a picture, resized."""
        return self.mimetype in PICTURES
