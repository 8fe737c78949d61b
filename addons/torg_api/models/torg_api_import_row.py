from odoo import fields, models


class TorgApiImportPart(models.Model):
    """Rows of a file that wait to be loaded."""

    _name = "torg.api.import.part"
    _description = "Rows waiting to be loaded"

    import_id = fields.Many2one("torg.api.import", required=True, readonly=True, ondelete="cascade", index=True)
    content = fields.Binary(attachment=False, required=True, readonly=True, groups=fields.NO_ACCESS)


class TorgApiImportProblem(models.Model):
    """A row of a file that was not loaded, and why."""

    _name = "torg.api.import.problem"
    _description = "Row that was not loaded"
    _order = "line, id"
    _log_access = False

    import_id = fields.Many2one("torg.api.import", required=True, readonly=True, ondelete="cascade", index=True)
    line = fields.Integer(readonly=True)
    pointer = fields.Char("Field", readonly=True)
    code = fields.Char(readonly=True)
    detail = fields.Char("Explanation", readonly=True)
