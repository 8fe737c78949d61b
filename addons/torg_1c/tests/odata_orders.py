from .odata_common import OdataMixin
from .orders import OrdersCommon


class OdataOrdersCommon(OdataMixin, OrdersCommon):
    """Orders of goods that a base has which we write to and read by OData."""

    def setUp(self):
        super().setUp()
        self.connect()
        self.onec.write({"mode": "push", "onec_organisation_name": "ООО Торговый дом", "odata_order_days": 36500})
        self.know({(self.export.guid("item", 1), ""): self.product})
        self.env["torg.exchange.link"].search([("external_id", "=", "rum"), ("kind", "=", "offer")]).unlink()
