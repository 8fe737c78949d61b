from odoo import Command, api, fields, models

from odoo.addons.torg_stock.tools.purchase import choose_offer

SHOWN = 4  # stores named in a line


class TorgPurchaseProposal(models.Model):
    """Making proposals: needs of all stores, by the main supplier of the goods."""

    _inherit = "torg.purchase.proposal"

    @api.model
    def _make(self, suppliers=None, use_surplus=True):
        """Count what all stores lack and propose it to the suppliers; return their drafts.

        A draft of the supplier is brought up to date instead of making another, quantities changed by hand stay.
        What is under way, asked of 1C or ordered before is not proposed again.

        :param suppliers: res.partner, all unless told
        :param bool use_surplus: what other stores can spare is moved, not bought
        """
        company = self.env.company
        self.check_access("create")
        # sudo: purchase prices may be closed to warehouse people, proposals are for those who may see them
        offers = self.env["product.supplierinfo"].sudo()._get_main_offers(company)
        offers = {product.with_env(self.env): rows for product, rows in offers.items()}
        if suppliers:
            offers = {product: rows for product, rows in offers.items() if rows.partner_id in suppliers}
        needs = self._get_needs(self.env["product.product"].union(*offers), use_surplus)
        lines = {}
        for product, vals in needs.items():
            found = self._prepare_line_vals(product, offers[product], vals, company)
            lines.setdefault(offers[product].partner_id.with_env(self.env), {})[product] = found
        drafts = self._get_drafts(suppliers)
        partners = self.env["res.partner"].union(*lines) | drafts.partner_id
        return self.union(*[self._fill(drafts, partner, lines.get(partner, {}), offers) for partner in partners])

    @api.model
    def _get_drafts(self, suppliers=None):
        domain = [("state", "=", "draft"), ("company_id", "=", self.env.company.id)]
        return self.search(domain + ([("partner_id", "in", suppliers.ids)] if suppliers else []), order="id")

    @api.model
    def _get_needs(self, products, use_surplus):
        """Return `{product: values of a line}` of the products that have to be bought."""
        stores = self.env["product.product"]._get_shortage_stores()
        short = products.browse(products._find_short(stores).products)
        ordered = self._get_ordered(short)
        names, found = {store.id: store.name for store in stores}, {}
        for product_id, positions in short._get_positions(stores).items():
            needs = {store: position.need for store, position in positions.items() if position.need}
            surplus = sum(position.surplus for position in positions.values()) if use_surplus else 0.0
            missing = sum(needs.values())
            if missing - surplus - ordered.get(product_id, 0.0) > 0:
                found[products.browse(product_id)] = {
                    "need_qty": missing,
                    "surplus_qty": surplus,
                    "ordered_qty": ordered.get(product_id, 0.0),
                    "where_text": _name_stores(needs, names),
                }
        return found

    @api.model
    def _get_ordered(self, products):
        """Return `{product id: quantity}` of sent and ordered proposals that no receipt tells of yet."""
        domain = [("product_id", "in", products.ids), ("proposal_id", "in", self._find_ordered().ids)]
        ordered = {}
        for line in self.env["torg.purchase.proposal.line"].search(domain):
            ordered[line.product_id.id] = ordered.get(line.product_id.id, 0.0) + line.quantity
        return ordered

    @api.model
    def _find_ordered(self):
        """Return the proposals whose goods are believed to come: until the day they are expected."""
        return self.search(
            [
                ("state", "in", ("sent", "ordered")),
                ("expected_date", ">=", fields.Date.context_today(self)),
                ("company_id", "=", self.env.company.id),
            ]
        )

    @api.model
    def _prepare_line_vals(self, product, rows, vals, company):
        needed = vals["need_qty"] - vals["surplus_qty"] - vals["ordered_qty"]
        offers = [row._as_offer(product, company) for row in rows]
        number, packs = choose_offer(offers, needed)
        return vals | {
            "product_id": product.id,
            "supplier_code": rows[number].product_code,
            "product_uom_id": rows[number].product_uom_id.id,
            "price": offers[number].price,
            "suggested_packs": packs,
            "packs": packs,
        }

    @api.model
    def _fill(self, drafts, partner, lines, offers):
        """Bring the draft of a supplier up to date, or make one; return it."""
        draft = drafts.filtered(lambda proposal: proposal.partner_id == partner)[:1]
        commands = []
        for line in draft.line_ids:
            vals = lines.pop(line.product_id, None)
            if vals is None:
                commands += [] if line.is_edited else [Command.delete(line.id)]
            else:
                kept = ("packs", "price", "product_uom_id") if line.is_edited else ()
                commands.append(Command.update(line.id, {key: vals[key] for key in vals if key not in kept}))
        commands += [Command.create(vals) for vals in lines.values()]
        delays = [max(rows.mapped("delay")) for rows in offers.values() if rows.partner_id == partner]
        vals = {"line_ids": commands, "lead_days": max(delays, default=0), "counted_at": fields.Datetime.now()}
        if not draft:
            return self.create(vals | {"partner_id": partner.id})
        draft.write(vals)
        return draft


def _name_stores(needs, names):
    """Return where how much is missing, the most first: «Выборг 6, Гатчина 4 …»."""
    worst = sorted(needs, key=lambda store: (-needs[store], store))
    text = ", ".join(f"{names[store]} {needs[store]:g}" for store in worst[:SHOWN])
    return text + (" …" if len(worst) > SHOWN else "")
