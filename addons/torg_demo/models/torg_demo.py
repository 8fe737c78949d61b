import csv
import logging
import time

from odoo import api, models
from odoo.tools import file_open

_logger = logging.getLogger(__name__)

# Name of the external ids. It is no addon's name: translations of an addon's records belong into its ru.po, and its
# removal would delete them, orders first.
NAMESPACE = "ladoga"
CONTEXT = {
    "lang": "ru_RU",
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "no_reset_password": True,
    "skip_sms": True,
    "torg_silent": True,  # nobody writes letters about the past
}


class TorgDemo(models.AbstractModel):
    """The loader of the demo company: a list of parts, each creates only what is not there yet.

    Every record of the demo has an external id `ladoga.<name>`, so that a second run changes nothing and what people
    changed in the meantime stays. A record that was deleted comes back with the next run; archive it instead.
    Settings of records that core creates are made once, with the part's first run.
    """

    _name = "torg.demo"
    _description = "Demo company"

    @api.model
    def _order_loading(self):
        """Order the company for the end of the installation: only then all addons, tax rates and rights are there."""
        self.env.registry.torg_demo_ordered = True

    def _register_hook(self):
        """Override of base to load the company at the end of the installation that ordered it."""
        super()._register_hook()
        if vars(self.env.registry).pop("torg_demo_ordered", False):
            self._load()

    # === PARTS === #

    @api.model
    def _get_parts(self):
        """Names of the parts in the order of loading; the part `stores` is the method `_load_stores`."""
        return [
            "company",
            "settings",
            "admin",
            "stores",
            "staff",
            "store_details",
            "teams",
            "categories",
            "attributes",
            "products",
            "variants",
            "tags",
            "customers",
            "phones",
            "consents",
            "stock",
            "carriers",
            "orders",
            "figures",
            "claims",
            "suppliers",
            "minimums",
            "deliveries",
            "introduction",
        ]

    @api.model
    def _load(self):
        """Create what the demo company lacks."""
        demo = self.with_context(**CONTEXT).with_company(self.env.ref("base.main_company"))
        for part in demo._get_parts():
            started = time.monotonic()
            getattr(demo, f"_load_{part}")()
            demo.env.flush_all()
            _logger.info("Demo company: %s in %.1f s", part, time.monotonic() - started)

    # === HELPERS FOR THE PARTS === #

    @api.model
    def _read_table(self, name):
        """Rows of tables/<name>.csv as dicts."""
        with file_open(f"torg_demo/tables/{name}.csv") as table:
            return list(csv.DictReader(table))

    @api.model
    def _get_records(self, model):
        """{name of the external id: record} of the demo records of a model."""
        data = self.env["ir.model.data"].search_fetch(
            [("module", "=", NAMESPACE), ("model", "=", model)], ["name", "res_id"]
        )
        return dict(zip(data.mapped("name"), self.env[model].browse(data.mapped("res_id")), strict=True))

    @api.model
    def _create_missing(self, model, vals_by_name):
        """Create the records whose external id is not known yet, all at once; return them as {name: record}."""
        known = self._get_records(model)
        missing = {name: vals for name, vals in vals_by_name.items() if name not in known}
        records = dict(zip(missing, self.env[model].create(list(missing.values())), strict=True))
        self._remember(records)
        return records

    @api.model
    def _remember(self, records):
        """Give the records ({name: record}) external ids that an update of the addon leaves alone."""
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": f"{NAMESPACE}.{name}", "record": record, "noupdate": True} for name, record in records.items()]
        )

    @api.model
    def _is_new(self, name):
        """Whether nothing is known by this external id yet."""
        return not self.env["ir.model.data"]._xmlid_to_res_id(f"{NAMESPACE}.{name}")
