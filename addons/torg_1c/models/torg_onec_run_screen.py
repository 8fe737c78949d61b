from markupsafe import Markup

from odoo import api, fields, models

VERDICTS = ("created", "changed", "unchanged", "archived", "parked", "refused")


class TorgOnecRun(models.Model):
    """A run as a person reads it: figures in a table, and what he can do about it."""

    _inherit = "torg.onec.run"

    topic_name = fields.Char("Stream", compute="_compute_topic_name")
    counts_html = fields.Html("Figures", compute="_compute_counts_html", sanitize=False)
    issue_count = fields.Integer("Remarks", compute="_compute_related_counts")
    change_count = fields.Integer("Changes", compute="_compute_related_counts")
    parked_count = fields.Integer("Waiting rows", compute="_compute_related_counts")
    duration = fields.Char(compute="_compute_duration")

    @api.depends("topic")
    def _compute_topic_name(self):
        topics = self.env["torg.exchange.topic"].search([("code", "in", self.mapped("topic"))])
        names = {topic.code: topic.name for topic in topics}
        for run in self:
            run.topic_name = names.get(run.topic, run.topic)

    def _compute_related_counts(self):
        for name, model in (
            ("issue_count", "torg.onec.issue"),
            ("change_count", "torg.onec.change"),
            ("parked_count", "torg.onec.parked"),
        ):
            numbers = dict(self.env[model]._read_group([("run_id", "in", self.ids)], ["run_id"], ["__count"]))
            for run in self:
                run[name] = numbers.get(run, 0)

    def _compute_duration(self):
        for run in self:
            end = run.finished_at or (run.state == "working" and fields.Datetime.now())
            run.duration = str(end - run.started_at) if end and run.started_at else False

    def _compute_counts_html(self):
        kinds, verdicts = self._get_kind_names(), self._get_verdict_names()
        for run in self:
            rows = [(kinds.get(kind, kind), row) for kind, row in (run.counts or {}).items()]
            used = [verdict for verdict in VERDICTS if any(verdict in row for _kind, row in rows)]
            run.counts_html = _table([verdicts[verdict] for verdict in used], used, rows) if rows else False

    # === NAMES === #

    def _get_verdict_names(self):
        """Return ``{verdict: word}`` of what may become of a record."""
        return {
            "created": self.env._("New"),
            "changed": self.env._("Changed"),
            "unchanged": self.env._("As before"),
            "archived": self.env._("Archived"),
            "parked": self.env._("Waiting"),
            "refused": self.env._("Left out"),
        }

    def _get_kind_names(self):
        """Return ``{kind of a record or of a link: word}``: hook of whoever counts kinds of his own."""
        return self._get_record_names() | self._get_link_names()

    def _get_record_names(self):
        """Return ``{record of a message: word}``."""
        return {
            "GroupRec": self.env._("Groups"),
            "CategoryRec": self.env._("Kinds of goods"),
            "PropertyRec": self.env._("Properties"),
            "UnitRec": self.env._("Units"),
            "ItemRec": self.env._("Products"),
            "OfferRec": self.env._("Offers"),
            "PriceTypeRec": self.env._("Price types"),
            "PriceRec": self.env._("Prices"),
            "WarehouseRec": self.env._("Warehouses"),
            "StockRec": self.env._("Stock"),
            "PartnerRec": self.env._("Customers"),
            "PersonRec": self.env._("People of customers"),
            "OrderRec": self.env._("Documents"),
            "DirectoryRec": self.env._("Rows of directories"),
            "AgreementRec": self.env._("Agreements"),
            "ContractRec": self.env._("Contracts"),
            "CreditLimitRec": self.env._("Credit limits"),
            "BalanceRec": self.env._("Balances"),
            "DeletedRec": self.env._("Deletions"),
            "UnknownRec": self.env._("Rows nobody knows"),
            "IssueRec": self.env._("Remarks of the reader"),
        }

    def _get_link_names(self):
        """Return ``{kind of a link: word}``."""
        return {
            "group": self.env._("Groups"),
            "category": self.env._("Kinds of goods"),
            "property": self.env._("Properties"),
            "variant": self.env._("Values of properties"),
            "unit": self.env._("Units"),
            "item": self.env._("Products"),
            "offer": self.env._("Variants"),
            "picture": self.env._("Pictures and files"),
            "document": self.env._("Further pictures and files"),
            "price_type": self.env._("Price types"),
            "warehouse": self.env._("Warehouses"),
            "partner": self.env._("Customers"),
            "partner_person": self.env._("People of customers"),
            "organisation": self.env._("Organisations"),
            "order": self.env._("Orders"),
        }

    # === ACTIONS === #

    def action_apply_again(self):
        """Apply the same file once more."""
        self.ensure_one()
        # sudo: runs are read-only for people, this button is checked here
        return self._as_operator()._open_run(self.sudo()._start(self.sudo().file_id, self.topic))

    def action_dry_run(self):
        """Try what the file would change now, and change nothing."""
        self.ensure_one()
        # sudo: runs are read-only for people, this button is checked here
        run = self._as_operator().sudo()._start(self.sudo().file_id, self.topic, dry_run=True, export_id=False)
        return self._open_run(run)

    def action_open_issues(self):
        """Open the remarks of this run."""
        return self._open_related("torg_1c.torg_onec_issue_action")

    def action_open_changes(self):
        """Open what this run changed."""
        return self._open_related("torg_1c.torg_onec_change_action")

    def action_open_parked(self):
        """Open the rows of this run that wait."""
        return self._open_related("torg_1c.torg_onec_parked_action")

    def _open_related(self, xmlid):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"domain": [("run_id", "in", self.ids)], "context": {}}

    def _open_run(self, run):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Application of a file"),
            "res_model": self._name,
            "res_id": run.id,
            "view_mode": "form",
        }

    def _as_operator(self):
        """Return the runs when the user may operate the exchange."""
        self.env["torg.onec.issue"].check_access("write")
        self.check_access("read")
        return self


def _table(titles, verdicts, rows):
    """HTML of the figures; everything in it is escaped."""
    head = Markup().join(Markup('<th class="text-end">{}</th>').format(title) for title in titles)
    body = Markup().join(
        Markup("<tr><td>{}</td>{}</tr>").format(
            name, Markup().join(Markup('<td class="text-end">{}</td>').format(row.get(key) or "") for key in verdicts)
        )
        for name, row in rows
    )
    table = '<table class="table table-sm w-auto mb-0"><thead><tr><th></th>{}</tr></thead><tbody>{}</tbody></table>'
    return Markup(table).format(head, body)
