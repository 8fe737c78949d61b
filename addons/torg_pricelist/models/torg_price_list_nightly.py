import hashlib
from datetime import timedelta

from odoo import api, fields, models

KEPT_DAYS = 90  # price lists made by people; a nightly one is replaced by the next


class TorgPriceList(models.Model):
    """Personal price lists made every night, so that they are ready in the morning."""

    _inherit = "torg.price.list"

    is_nightly = fields.Boolean(readonly=True, copy=False)
    nightly_key = fields.Char(readonly=True, copy=False, index="btree_not_null", export_string_translation=False)
    fingerprint = fields.Char(readonly=True, copy=False, export_string_translation=False)

    @api.model
    def _cron_nightly(self):
        """Enqueue the nightly price lists: one for all customers who pay the same."""
        # sudo: scheduled work is done for customers of all managers
        partners = self.env["res.partner"].sudo().search([("price_list_nightly", "=", True)])
        groups = {}
        for company, customers in partners.grouped("company_id").items():
            groups |= customers.with_company(company).grouped(lambda partner: partner._get_price_list_key())
        for key, customers in groups.items():
            self.with_company(customers.company_id).with_delay(
                identity_key=f"torg.price.list.nightly:{key}", description=self.env._("Nightly price list")
            )._make_nightly(key, customers.ids)
        # sudo: lists of the night are nobody's own, whoever starts the job
        self.sudo().search([("is_nightly", "=", True), ("nightly_key", "not in", list(groups))]).unlink()

    @api.model
    def _make_nightly(self, key, partner_ids):
        """Job: make the price list of customers with the same prices, unless nothing has changed since the last one."""
        customers = self.env["res.partner"].browse(partner_ids).exists()
        if not customers:
            return "nobody"
        self = self.with_company(customers.company_id)  # noqa: PLW0642  # their price list and level are its own
        customers = customers.with_env(self.env)
        former = self.search([("nightly_key", "=", key), ("state", "=", "ready")], limit=1)
        fingerprint = self.new(self._prepare_nightly_vals(customers))._get_fingerprint()
        # A list made for one customer bears his name: it is nothing for others who have come to pay the same.
        if former.fingerprint == fingerprint and (not former.partner_id or former.partner_id == customers):
            customers.price_list_id = former
            return "unchanged"
        price_list = self.create(self._prepare_nightly_vals(customers))
        # sudo: what jobs note is not for people to write
        price_list.sudo().write(
            {
                "is_nightly": True,
                "nightly_key": key,
                "fingerprint": fingerprint,
                "recipient_ids": [(6, 0, customers.filtered(lambda one: one.price_list_mail and one.email).ids)],
                "is_advertising": True,
            }
        )
        customers.price_list_id = price_list
        self.search([("nightly_key", "=", key), ("id", "!=", price_list.id)]).unlink()
        price_list._start()
        return "made"

    def _prepare_nightly_vals(self, customers):
        first = customers[0]
        company = first.company_id or self.env.company
        return {
            "partner_id": first.id if len(customers) == 1 else False,
            "pricelist_id": first._get_customer_pricelist().id,
            "company_id": company.id,
            "lang": first.lang or self.with_company(company)._default_lang(),
        }

    def _get_fingerprint(self):
        """Return a short text that changes when a price, a product or a name in the list does."""
        products = self.env["product.product"].with_context(lang=self.lang)
        products = products.search(self._get_product_domain(), order="categ_id, name, id")
        items, _owners = self.with_context(lang=self.lang)._prepare_items(products, pictures=False)
        digest = hashlib.sha256()
        for item in items:
            digest.update(repr((item.name, item.price, item.old_price, item.article, item.categories)).encode())
        return digest.hexdigest()

    @api.autovacuum
    def _gc_price_lists(self):
        limit = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        self.search([("is_nightly", "=", False), ("create_date", "<", limit)], limit=1000).unlink()
