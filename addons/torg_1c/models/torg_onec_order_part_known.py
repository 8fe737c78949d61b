from contextlib import contextmanager

from odoo import api, fields, models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.order_facts import hash_client, hash_order
from odoo.addons.torg_1c.tools.records import OrderRec, filled


class TorgOnecOrderPart(models.Model):
    """What a base knows of a part: the order, and apart from it the client, whom the base may change by itself."""

    _inherit = "torg.onec.order.part"

    known_client = fields.Char(readonly=True, groups=fields.NO_ACCESS, help="Of what 1C knows of the client.")

    @api.model
    def _hash_records(self, records):
        """Return `{part: values}` that keep these records as known; a client is who he is here, whatever 1C calls him.

        :param dict records: `{part: OrderRec}` of one base
        """
        ids = {row.id for record in records.values() for row in filled(record.partners, ()) if row.id}
        endpoint = self.browse().concat(*records).endpoint_id
        links = self.env["torg.exchange.link"]
        found = links._lookup(endpoint, PARTNER, [(key, "") for key in ids]) if ids else {}
        result = {}
        for part, record in records.items():
            told = next((row.id for row in filled(record.partners, ())), "")
            result[part] = {
                "known_hash": hash_order(record),
                "known_client": hash_client(record, found.get((told, ""), told)),
            }
        return result

    @api.model
    def _get_unknown(self, records):
        """Return the parts that 1C knows otherwise than these records tell them, `{part: OrderRec}`."""
        hashes = self._hash_records(records)
        return self.browse().concat(
            *(part for part, vals in hashes.items() if any(part[name] != value for name, value in vals.items()))
        )

    # === CLIENTS THAT THE BASE CHANGES === #

    @contextmanager
    def _keep_clients_known(self, endpoint, partners):
        """What a base changes meanwhile of these customers is no news to it; what it did not know before stays news."""
        known = [
            parts
            for (told, *_rest), parts in self._find_of_clients(endpoint, partners).grouped(_client_of).items()
            if parts[0]._hash_own_client() == told
        ]
        yield
        for parts in known:
            parts.known_client = parts[0]._hash_own_client()

    def _find_of_clients(self, endpoint, partners):
        """Return the parts that a base has and that tell it of these customers or their people and addresses.

        Of orders under way: those of years are too many, and one that is over goes with its own news only.
        """
        firms = partners.commercial_partner_id
        people = firms.with_context(active_test=False).search([("commercial_partner_id", "in", firms.ids)])
        orders = [
            ("stage_id.is_final", "=", False),
            "|",
            ("partner_id", "in", people.ids),
            ("partner_shipping_id", "in", people.ids),
        ]
        return self.search(
            [("endpoint_id", "=", endpoint.id), ("known_client", "!=", False), ("order_id", "any", orders)]
        )

    def _hash_own_client(self):
        """Return the hash of the client of a part as he is now."""
        self.ensure_one()
        part = self.with_env(self.endpoint_id._in_company_language().env)
        order, client = part.order_id, part.order_id.partner_id.commercial_partner_id
        told = OrderRec(
            "",
            partners=(order._prepare_onec_partner({client.id: ""}),),
            requisites=part._prepare_requisites(),
        )
        return hash_client(told, client.id)


def _client_of(part):
    """Parts for which this is equal tell the same of their client."""
    order = part.order_id
    return part.known_client, order.partner_id, order.partner_shipping_id, order.carrier_id.is_pickup
