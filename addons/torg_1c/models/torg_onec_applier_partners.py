from odoo import api, models

from odoo.addons.torg_1c.tools.kinds import PARTNER
from odoo.addons.torg_1c.tools.partner_values import address_values, contacts_of, main_values, name_of, other_addresses
from odoo.addons.torg_1c.tools.records import filled
from odoo.addons.torg_ru.tools.requisites import find_account_flaw, find_bic_flaw, find_corr_account_flaw

ADDRESS, ACCOUNT = "partner_address", "partner_account"  # kinds of links
CONTEXT = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_vat_validation": True,  # core's key: data of another system, taken as they are
}


class TorgOnecApplier(models.AbstractModel):
    """Customers as 1C keeps them: requisites, addresses, accounts, people."""

    _inherit = "torg.onec.applier"

    @api.model
    def _get_handlers(self):
        """Override of torg_1c to apply customers."""
        return super()._get_handlers() | {"PartnerRec": "_apply_partners"}

    def _apply_partners(self, work, records):
        """Create or change contacts; at first contact one that is here already is found and linked."""
        applier = self.with_context(**CONTEXT)
        rows = {(record.id, ""): record for record in records if record.id}
        doubtful = applier._match_partners(work, rows)
        rows = {key: record for key, record in rows.items() if key not in doubtful}
        known = applier._find(work.endpoint, PARTNER, "res.partner", rows)
        wanted = {key: main_values(record) for key, record in rows.items()}
        nameless = [key for key, vals in wanted.items() if key not in known and not vals.get("name")]
        for key in nameless:
            text = self.env._("1C sends a customer without a name (%(id)s).", id=key[0])
            work.issue("nameless_partner", text, rows.pop(key), where=key[0])
            wanted.pop(key)
        partners = applier._sync(work, PARTNER, "res.partner", wanted)
        applier._sync_addresses(work, rows, partners)
        applier._sync_accounts(work, rows, partners)
        applier._sync_people(work, rows, partners)
        applier._sync_phones(rows, partners)

    def _write_records(self, work, records, vals):
        """Override: what a base changes of a customer is no reason to tell it his orders again."""
        if records._name != "res.partner":
            return super()._write_records(work, records, vals)
        with self.env["torg.onec.order.part"]._keep_clients_known(work.endpoint, records):
            return super()._write_records(work, records, vals)

    # === WHAT BELONGS TO THEM === #

    def _sync_addresses(self, work, rows, partners):
        wanted = {
            (key[0], kind): {
                "parent_id": partners[key].id,
                "type": "delivery" if kind == "delivery" else "other",
                "name": False,
                **address_values(address),
            }
            for key, record in rows.items()
            for kind, address in other_addresses(record)
        }
        self._sync(work, ADDRESS, "res.partner", wanted)

    def _sync_accounts(self, work, rows, partners):
        accounts = {
            (key[0], account.number.strip()): (partners[key], account)
            for key, record in rows.items()
            for account in filled(record.bank_accounts, ())
            if self._is_sound_account(work, record, account)
        }
        self._link_known_accounts(work.endpoint, accounts)
        wanted = {
            key: {"acc_number": key[1], "partner_id": partner.id, "bank_id": self._get_bank(account).id}
            for key, (partner, account) in accounts.items()
        }
        self._sync(work, ACCOUNT, "res.partner.bank", wanted)

    def _is_sound_account(self, work, record, account):
        """Return whether an account of a Russian bank has a sound number; a bad one is told and left out."""
        number, bic = (filled(account.number) or "").strip(), filled(account.bic) or ""
        if number and is_russian(bic) and find_account_flaw(number.replace(" ", ""), bic):
            text = self.env._(
                "%(name)s: the account %(number)s is written wrongly in 1C.", name=name_of(record), number=number
            )
            work.issue("bad_account", text, None, "note", where=record.id)
            return False
        return bool(number)

    def _link_known_accounts(self, endpoint, accounts):
        """An account that somebody has typed already is the same one."""
        links = self.env["torg.exchange.link"]
        known = links._lookup(endpoint, ACCOUNT, list(accounts))
        found = {}
        for key, (partner, _account) in accounts.items():
            same = partner.bank_ids.filtered(lambda row, key=key: row.sanitized_acc_number == key[1].replace(" ", ""))
            if key not in known and same:
                found[key] = same[:1]
        links._link(endpoint, ACCOUNT, found)

    def _get_bank(self, account):
        """Return the bank of an account by its BIC; one that nobody knows is added."""
        bic, name = filled(account.bic) or "", filled(account.bank_name) or ""
        banks = self.env["res.bank"]
        if not (bic or name):
            return banks
        domain = [("bic", "=", bic)] if bic else [("name", "=", name), ("bic", "=", False)]
        vals = {"name": name or bic, "bic": bic or False}
        return banks.search(domain, limit=1) or self._create_bank(vals, filled(account.correspondent))

    def _create_bank(self, vals, correspondent):
        """Banks of other countries have numbers of other lengths: what does not fit the country is left out."""
        bic, number = vals["bic"] or "", (correspondent or "").strip()
        if not is_russian(bic):
            country = self.env.ref("base.kz", raise_if_not_found=False)
            vals = vals | {"country": country.id if country else False}
        elif not find_corr_account_flaw(number, bic):
            vals = vals | {"corr_account": number}
        return self.env["res.bank"].create(vals)

    def _sync_phones(self, rows, partners):
        """Keep all other numbers by which a customer may call."""
        numbers, vals_list = self.env["torg.phone.number"], []
        for key, record in rows.items():
            partner = partners[key]
            known = {row.key or row.number for row in partner.phone_number_ids}
            for text in contacts_of(record, ("phone", "mobile"))[1:]:
                row = numbers.new({"partner_id": partner.id, "number": text})
                if (row.key or row.number) not in known:
                    known.add(row.key or row.number)
                    vals_list.append({"partner_id": partner.id, "number": text})
        numbers.create(vals_list)


def is_russian(bic):
    """Return whether a BIC is one of a Russian bank."""
    return len(bic) == 9 and bic.startswith("04") and not find_bic_flaw(bic)
