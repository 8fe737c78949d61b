from odoo import fields, models
from odoo.fields import Command

from odoo.addons.torg_1c.tools.kinds import OFFER, PARTNER, WAREHOUSE
from odoo.addons.torg_1c.tools.order_lines import DELIVERY_ID, gross, pieces, sums, tell_lines
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_1c.tools.work import CREATED, UNCHANGED

from .torg_onec_applier_order_answer import get_buyer
from .torg_onec_order_part import key_text
from .torg_onec_order_part_born import NUMBERED, get_year

CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "torg_silent": True,  # the customer has heard of it in 1C's own way
}


class TorgOnecApplier(models.AbstractModel):
    """Orders made in 1C: each comes in once, in silence; those of the past as history."""

    _inherit = "torg.onec.applier"

    def _apply_new_orders(self, work, records):
        """Create the orders that nobody here knows; what their rows need and nobody knows they wait for."""
        if not work.endpoint.onec_takes_orders:
            work.count("OrderRec", UNCHANGED, len(records))
            return
        wanted = self.env["torg.onec.organisation"]._leave_out_unwanted(work.endpoint, records)
        if len(wanted) < len(records):
            work.count("OrderRec", UNCHANGED, len(records) - len(wanted))
        records = self._leave_out_known_elsewhere(work, wanted)
        unique = {record.id or (_key(record), get_year(record)): record for record in records}
        self._take_customers(work, unique.values())
        ready = self._get_ready(work, list(unique.values()))
        live, history = [], []
        for record in ready:
            (history if self._is_history(work.endpoint, record) else live).append(record)
        self._create_history(work, history)
        for record, part in zip(live, self._create_orders(work, live), strict=True):
            part.order_id._keep_baseline("1c")
            part.order_id.queued_date = False  # somebody in 1C has taken it
            self._begin_live(work, part, record)

    def _begin_live(self, work, part, record):
        """An order that is posted in 1C is sold; then what else 1C says of it is applied."""
        if record.posted is not False and record.cancelled is not True and record.deleted is not True:
            self._try_step(work, part, record, "_confirm_live")
        self._apply_answer(work, part, record)
        self._keep_as_told(part)

    def _confirm_live(self, work, part, record):
        order = part.order_id
        if order.state == "draft":
            order._move_to_stage(order._get_stage_for("sale"), channel="1c")

    # === WHAT THEY NEED === #

    def _take_customers(self, work, records):
        """Customers come with their orders where nobody knows them yet."""
        buyers = {buyer.id: buyer for buyer in map(get_buyer, records) if buyer and buyer.id}
        known = self.env["torg.exchange.link"]._lookup(work.endpoint, PARTNER, [(key, "") for key in buyers])
        new = [buyer for key, buyer in buyers.items() if (key, "") not in known and (buyer.name or buyer.full_name)]
        self._apply_partners(work, new)

    def _get_ready(self, work, records):
        """Return the records whose customer and goods are known; the others wait."""
        links = self.env["torg.exchange.link"]
        keys = {key for record in records for key in sums(record.lines)}
        goods = links._lookup(work.endpoint, OFFER, list(keys))
        buyers = {(buyer.id, "") for buyer in map(get_buyer, records) if buyer and buyer.id}
        people = links._lookup(work.endpoint, PARTNER, list(buyers))
        ready = []
        for record in records:
            buyer, unknown = get_buyer(record), [key for key in sums(record.lines) if key not in goods]
            if not buyer or not buyer.id:
                text = self.env._("The order %(number)s of 1C names no customer.", number=filled(record.number))
                work.issue("no_customer", text, record, where=_key(record))
            elif (buyer.id, "") not in people:
                work.park(record, PARTNER, (buyer.id, ""), self.env._("a customer nobody knows yet"))
            elif unknown:
                work.park(record, OFFER, unknown[0], self.env._("an item nobody knows yet"))
            else:
                ready.append(record)
        return ready

    def _is_history(self, endpoint, record):
        """Return whether an order is of the past and over; one whose status leads to an open stage is not over."""
        date = filled(record.date)
        if not date or not endpoint.onec_history_before or date.date() >= endpoint.onec_history_before:
            return False
        stage = self._get_status_row(endpoint, record).stage_id
        return not stage or stage.is_final

    def _get_status_row(self, endpoint, record):
        text = (filled(record.status) or "").strip().casefold()
        return endpoint.onec_status_ids.filtered(lambda row: row.name.casefold() == text)[:1]

    # === CREATING === #

    def _create_orders(self, work, records):
        """Create the orders of these records with their parts; return the parts in the same order."""
        if not records:
            return self.env["torg.onec.order.part"]
        orders = self.env["sale.order"].with_context(**CONTEXT)
        found = self._look_up(work.endpoint, records)
        vals_list = [self._prepare_order_vals(work, record, *found) for record in records]
        if orders._is_history_load():
            self._add_history_vals(work.endpoint, records, vals_list)
        made = orders.create(vals_list)
        parts = orders.env["torg.onec.order.part"]._create_born(
            [self._prepare_part_vals(work, record, order) for record, order in zip(records, made, strict=True)]
        )
        for order in made:
            work.change(CREATED, order)
        work.count("OrderRec", CREATED, len(made))
        return parts

    def _look_up(self, endpoint, records):
        links = self.env["torg.exchange.link"]
        goods = links._lookup(endpoint, OFFER, list({key for record in records for key in sums(record.lines)}))
        people = links._lookup(endpoint, PARTNER, list({(get_buyer(record).id, "") for record in records}))
        places = {place.id for record in records for place in filled(record.warehouses, ()) if place.id}
        stores = links._lookup(endpoint, WAREHOUSE, [(key, "") for key in places])
        names = {store.name: store.id for store in self.env["stock.warehouse"].search([])}
        return goods, people, {key[0]: res_id for key, res_id in stores.items()}, names

    def _prepare_order_vals(self, work, record, goods, people, stores, names):
        endpoint = work.endpoint
        place = next(iter(filled(record.warehouses, ())), None)
        store = place and (stores.get(place.id) or names.get(place.name))
        partner = self.env["res.partner"].browse(people[(get_buyer(record).id, "")])
        vals = {
            "partner_id": partner.id,
            "user_id": partner.user_id.id,
            "company_id": (endpoint.company_id or self.env.company).id,
            "date_order": endpoint._to_utc(filled(record.date)) or fields.Datetime.now(),
            "origin": (filled(record.number_1c) or filled(record.number) or "").strip(),
            "onec_origin_id": endpoint.id,
            "customer_note": filled(record.comment) or False,
            "order_line": [Command.create(vals) for vals in self._prepare_line_vals(endpoint, record, goods)],
        }
        return vals | {"warehouse_id": store} if store else vals

    def _prepare_line_vals(self, endpoint, record, goods):
        day = (filled(record.date) or fields.Datetime.now()).date()
        for line in filled(record.lines, ()):
            quantity = pieces(line)
            price = float(gross(line) / quantity) if quantity else 0
            if line.id == DELIVERY_ID:
                if product := self._get_delivery_product():
                    yield {"product_id": product.id, "product_uom_qty": 1, "price_unit": price, "is_delivery": True}
            elif line.item_id:
                product = self.env["product.product"].browse(goods[(line.item_id, line.characteristic_id)])
                taxes = self._get_taxes_of_day(endpoint, product, day)
                rate = sum(taxes.filtered(lambda tax: not tax.price_include).mapped("amount"))
                yield {
                    "product_id": product.id,
                    "product_uom_id": product.uom_id.id,
                    "product_uom_qty": float(quantity),
                    "price_unit": price / (1 + rate / 100),
                    "discount": 0,
                    "tax_ids": [Command.set(taxes.ids)],
                    "analytic_distribution": False,  # else core looks for one, twice a line
                }

    def _get_taxes_of_day(self, endpoint, product, day):
        """Return the taxes of a product on a day; asked once a month of the documents, not once a line."""
        known = self.env.cr.cache.setdefault("torg_1c.taxes", {})
        company = endpoint.company_id or self.env.company
        key = (product.id, company.id, day.year, day.month)
        if key not in known:
            known[key] = product.taxes_id._filter_taxes_by_company(company)._on_date(day).ids
        return self.env["account.tax"].browse(known[key])

    def _get_delivery_product(self):
        # sudo: the settings of delivery are nobody's secret
        return self.env["delivery.carrier"].sudo().search([("product_id", "!=", False)], limit=1).product_id

    def _prepare_part_vals(self, work, record, order):
        line = order.order_line[:1]
        return {
            "order_id": order.id,
            "endpoint_id": work.endpoint.id,
            "key": key_text(order._get_onec_part_key(line, work.endpoint)),
            "uuid": filled(record.id) or f"{NUMBERED}{_key(record)}/{get_year(record) or ''}",
            "number": _key(record),
            "origin": "1c",
            "state": "accepted",
            "accepted_at": fields.Datetime.now(),
            "number_1c": (filled(record.number_1c) or filled(record.number) or "").strip(),
            "date_1c": work.endpoint._to_utc(filled(record.date_1c)) or order.date_order,
            "line_ids": order.order_line.ids,
            "is_reserved": True,
            "told": tell_lines(record.lines),
        }


def _key(record):
    """The number by which a document is known in its base."""
    return (filled(record.number) or "").strip() or (filled(record.number_1c) or "").strip() or filled(record.id)
