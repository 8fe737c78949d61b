from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class TorgPriceList(models.Model):
    """A price list to print or send: which goods, whose prices, which columns; the file is made by jobs."""

    _name = "torg.price.list"
    _description = "Printed price list"
    _inherit = ["mail.thread"]
    _order = "id desc"

    name = fields.Char(compute="_compute_name", store=True, readonly=False, copy=False)
    partner_id = fields.Many2one("res.partner", string="Customer", index="btree_not_null", help="Their own prices.")
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        compute="_compute_pricelist_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    currency_id = fields.Many2one(related="pricelist_id.currency_id")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date = fields.Datetime(string="Prices Of", required=True, default=fields.Datetime.now, copy=False)
    valid_until = fields.Date(copy=False)
    scope = fields.Selection(
        [("all", "All products"), ("category", "Categories"), ("products", "Chosen products")],
        string="Which Goods",
        required=True,
        default="all",
    )
    with_services = fields.Boolean(string="Services Too", help="Delivery, gift cards and the like.")
    category_ids = fields.Many2many("product.category", string="Categories", help="With all categories below them.")
    product_ids = fields.Many2many("product.product", string="Products")
    product_count = fields.Integer(string="Goods Found", compute="_compute_product_count")
    file_format = fields.Selection([("pdf", "PDF"), ("xlsx", "XLSX")], required=True, default="pdf")
    with_photo = fields.Boolean(string="Photo", default=True)
    with_article = fields.Boolean(string="Article", default=True)
    with_barcode = fields.Boolean(string="Barcode", default=True)
    with_unit = fields.Boolean(string="Unit", default=True)
    with_vat = fields.Boolean(string="VAT", default=True)
    with_stock = fields.Boolean(string="Stock by Store", default=True)
    note = fields.Char(string="Line Above the Table", help="Conditions: minimum order, delivery, discount.")
    lang = fields.Selection(
        selection=lambda self: self.env["res.lang"].get_installed(),
        default=lambda self: self._default_lang(),
        required=True,
    )
    state = fields.Selection(
        [("draft", "Draft"), ("making", "Being made"), ("ready", "Ready")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    file = fields.Binary(attachment=True, readonly=True, copy=False)
    file_name = fields.Char(readonly=True, copy=False)
    page_count = fields.Integer(string="Pages", readonly=True, copy=False)
    item_count = fields.Integer(string="Goods in the List", readonly=True, copy=False)
    made_at = fields.Datetime(string="Made", readonly=True, copy=False)
    is_busy = fields.Boolean(compute="_compute_progress")
    progress = fields.Float(compute="_compute_progress")

    def _default_lang(self):
        return self.env.lang or self.env.company.partner_id.lang or "en_US"

    @api.depends("pricelist_id", "partner_id", "date")
    def _compute_name(self):
        for price_list in self:
            whose = price_list.partner_id.name or price_list.pricelist_id.name or ""
            price_list.name = self.env._(
                "Price list %(whose)s, %(date)s", whose=whose, date=format_date(self.env, price_list.date)
            )

    @api.depends("partner_id")
    def _compute_pricelist_id(self):
        for price_list in self:
            price_list.pricelist_id = price_list.partner_id._get_customer_pricelist()

    @api.depends("scope", "with_services", "category_ids", "product_ids")
    def _compute_product_count(self):
        for price_list in self:
            price_list.product_count = self.env["product.product"].search_count(price_list._get_product_domain())

    # === ACTIONS === #

    def action_make(self):
        """Make the file: at once when the list is short, else by jobs with progress."""
        for price_list in self:
            price_list.pricelist_id.check_access("read")
            if price_list.state == "making":
                raise UserError(self.env._("The file is already being made."))
            if not price_list.product_count:
                raise UserError(self.env._("No goods are chosen."))
            price_list._start()

    def action_open(self):
        """Open this price list."""
        self.ensure_one()
        action = {"type": "ir.actions.act_window", "res_model": self._name, "res_id": self.id}
        return action | {"views": [(False, "form")]}

    def action_download(self):
        """Give the file."""
        self.ensure_one()
        url = f"/web/content/{self._name}/{self.id}/file/{self.file_name}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    def action_send(self):
        """Open the dialog that sends the list to customers."""
        action = self.env["ir.actions.act_window"]._for_xml_id("torg_pricelist.torg_price_list_send_action")
        return action | {"context": {"default_price_list_id": self.id, "default_partner_ids": self.partner_id.ids}}

    # === BUSINESS METHODS === #

    def _get_product_domain(self):
        domain = Domain("sale_ok", "=", True) & Domain("company_id", "in", [False, self.company_id.id])
        if self.scope == "category":
            return domain & Domain("categ_id", "child_of", self.category_ids.ids)
        if self.scope == "products":
            return domain & Domain("id", "in", self.product_ids.ids)
        return domain if self.with_services else domain & Domain("type", "!=", "service")
