from odoo import models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.odata.partner_push import Terms

# Field of a card in 1C → field of a customer. An address is one text in 1C.
FIELDS = {
    "name": "name",
    "full_name": "official_name",
    "inn": "vat",
    "kpp": "kpp",
    "phone": "phone",
    "email": "email",
    "address": "street",
}
REACH = ("phone", "email", "address")


class TorgExchangeEndpoint(models.Model):
    """Clients that 1C has: what was changed of them here since 1C told it goes there, what belongs to 1C does not."""

    _inherit = "torg.exchange.endpoint"

    def _get_client_terms(self, key):
        """Return whose word counts about the card of this key."""
        links = self.env["torg.exchange.link"]
        told = links._get_applied(self, PARTNER, [(key, "")]).get((key, ""))
        if told is not None:
            told = {name: told.get(field) or "" for name, field in FIELDS.items()} | {"address": _join_address(told)}
        client = self.env["res.partner"].browse(links._lookup(self, PARTNER, [(key, "")]).values())
        ours, theirs = self._get_owned_fields(client)
        # A company without a phone tells the one of the person who orders: it is not the company's.
        foreign = frozenset(name for name in REACH if not any(client.mapped(FIELDS[name])))
        return Terms(told, ours, theirs | foreign, any(row._make_onec_id() == key for row in client))

    def _get_owned_fields(self, client):
        """Return which fields of a card are kept here, or in another base, and which ones belong to this base."""
        if self._get_known_elsewhere(client):
            return frozenset(FIELDS), frozenset()
        kept_here = self._get_fields_kept_here("res.partner")
        ours = frozenset(name for name, field in FIELDS.items() if field in kept_here)
        return ours, frozenset(FIELDS) - ours if self._owns_clients() else self._get_owned_by_base()

    def _owns_clients(self):
        """Return whether a person has said that this base owns the customers."""
        return self._get_owner_of("res.partner") == self

    def _get_owned_by_base(self):
        """Return the names of the fields of a card that belong to this base before all others."""
        rows = self.env["torg.onec.owner"].search(
            [("endpoint_id", "=", self.id), ("keeper", "=", "base"), ("model", "=", "res.partner")]
        )
        fields = set(rows.field_id.mapped("name"))
        return frozenset(name for name, field in FIELDS.items() if field in fields)

    def _note_clients_written(self, written):
        """Remember what was corrected in 1C as what it knows: it is no change of its own when it comes back.

        :param dict written: ``{key: {field of a card: value}}``
        """
        links = self.env["torg.exchange.link"]
        told = links._get_applied(self, PARTNER, [(key, "") for key in written])
        links._set_applied(
            self,
            PARTNER,
            {key: told[key] | _make_values(written[key[0]]) for key in told if written[key[0]]},
        )


def _join_address(told):
    """Return the address that 1C told last as one text, as cards have it."""
    return ", ".join(filter(None, (told.get("zip"), told.get("city"), told.get("street"))))


def _make_values(written):
    """Return what a card tells after it was written, as values of a customer."""
    place = {"city": False, "zip": False} if "address" in written else {}
    return {FIELDS[name]: value for name, value in written.items()} | place
