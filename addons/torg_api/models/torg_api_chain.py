from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError

from .torg_api_key import ADMIN


class TorgApiChain(models.AbstractModel):
    """A file of many rows: a job handles a part of it in a transaction of its own and leaves a job for the rest.

    A killed job is run again and finds its part as it was; one that comes late does nothing. Who uses it has fields
    `kind` and `state` (`running` while jobs work) and fills the holes: `_get_place`, `_handle_part`, `_finish`, and a
    job method that calls `_go_on`, named in `_job`.
    """

    _name = "torg.api.chain"
    _description = "File handled by a chain of jobs"
    _order = "id desc"
    _job = ""

    key_id = fields.Many2one("torg.api.key", "Site", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    row_count = fields.Integer("Rows", readonly=True)
    finished_at = fields.Datetime("Finished", readonly=True)

    @api.depends("create_date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = f"{kinds.get(one.kind, '')} {one.id or ''}".strip()

    # === ACTIONS === #

    def action_continue(self):
        """Go on with files whose job broke off."""
        self._check_admin()
        for one in self.sudo().filtered(lambda row: row.state == "running"):  # sudo: written by the verbs alone
            one._enqueue_part()
        return True

    def _check_admin(self):
        self.check_access("read")
        if not self.env.user.has_group(ADMIN):
            raise AccessError(self.env._("Only an integration administrator stops files or goes on with them."))

    # === THE CHAIN === #

    def _get_place(self):
        """Hook: return how far the file is, a number that every part makes greater."""
        return self.row_count

    def _handle_part(self):
        """Hook: handle the next part, if there is one; return whether more of them follow."""
        return False

    def _finish(self):
        """Hook: the last part is done."""
        self.finished_at = fields.Datetime.now()

    def _enqueue_part(self):
        one = self.with_user(SUPERUSER_ID)  # sudo: the job is the system's, whoever caused it
        place = self._get_place()
        delayed = one.with_delay(
            identity_key=f"{self._name}:{self.id}:{place}",
            description=self.env._("File of a site: %(name)s", name=self.display_name),
        )
        getattr(delayed, self._job)(place)

    def _go_on(self, place):
        """Handle one part and see to the next; return what became of it, for the log of jobs."""
        if not self.exists() or self.state != "running" or self._get_place() != place:
            return "nothing to do"
        one = self._in_shop_env()
        if one._handle_part():
            one._enqueue_part()
        else:
            one._finish()
        return f"{one.row_count} rows, at {one._get_place()}"

    def _in_shop_env(self):
        """Return the record in the company and language of its key, in the name of its service user."""
        return self.with_env(self.key_id._get_shop_env(self.key_id))
