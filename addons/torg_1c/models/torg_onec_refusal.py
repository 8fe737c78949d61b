from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.torg_1c.tools.call import neighbourhood

FREE = 5  # wrong logins in a row that cost nothing: somebody types
WINDOW = timedelta(minutes=10)
LONGEST = 60  # seconds between two tries of a guesser


class TorgOnecRefusal(models.Model):
    """A wrong login: a person sees who knocks, and who knocks too often waits."""

    _name = "torg.onec.refusal"
    _description = "Wrong login of 1C"
    _order = "id desc"
    _rec_name = "address"

    tried_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    address = fields.Char(required=True, readonly=True)
    code = fields.Char("Endpoint asked for", readonly=True)
    login = fields.Char(readonly=True)
    agent = fields.Char("Program", readonly=True)

    _address_index = models.Index("(address, tried_at)")

    @api.model
    def _note(self, call, code):
        """Remember a wrong login, without its password."""
        login, _password = call.login
        address = neighbourhood(call.address)
        self.create({"address": address, "code": code[:64], "login": login[:64], "agent": call.agent[:200]})

    @api.model
    def _get_wait(self, address):
        """Return for how many seconds this address must wait: twice as long after each wrong login."""
        now = fields.Datetime.now()
        wrong = self.search(
            [("address", "=", neighbourhood(address)), ("tried_at", ">", now - WINDOW)], order="id desc"
        )
        if len(wrong) < FREE:
            return 0
        pause = min(2 ** (len(wrong) - FREE + 1), LONGEST)
        return max(0, pause - (now - wrong[0].tried_at).total_seconds())

    @api.model
    def _forget(self, address):
        """The right login came: who comes from here is known."""
        self.search([("address", "=", neighbourhood(address))]).unlink()
