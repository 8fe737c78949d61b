from .odata_orders import OdataOrdersCommon

COMPANY = {"is_company": True, "vat": "7728168971", "kpp": "772801001", "phone": "+7 900 123-45-67"}


class AuthorsMixin:
    """An order that 1C knows, and an event about it that changes nothing."""

    def nudge(self, order):
        """Something concerns the order: whoever receives it gets a message."""
        self._commit()
        order._emit_event("order.changed")
        self._commit()

    def rest(self):
        """Let 1C have what the steps of the order have left."""
        while self.news("rest"):
            pass


class AuthorsOdataCommon(AuthorsMixin, OdataOrdersCommon):
    """A customer with an order whom a base has that we write to and read by OData."""

    def setUp(self):
        super().setUp()
        self.customer.write(COMPANY)
        self.order = self.make_confirmed()
        self.rest()

    def news(self, _session):
        """Deliver what waits; return the orders whose documents were written."""
        self._commit()
        before = self.versions()
        self.onec._deliver_waiting()
        return [key for key, version in self.versions().items() if before.get(key) != version]

    def versions(self):
        rows = self.base.rows["Document_ЗаказКлиента"]
        return {key: row["DataVersion"] for key, row in rows.items()}

    def sent(self):
        """Return how many messages about the order have gone."""
        domain = [("res_model", "=", "sale.order"), ("res_id", "=", self.order.id), ("state", "=", "accepted")]
        return self.env["torg.exchange.message"].search_count([*domain, ("endpoint_id", "=", self.onec.id)])

    def card(self):
        [row] = [row for row in self.base.rows["Catalog_Контрагенты"].values() if row["ИНН"] == "7728168971"]
        return row

    def read_change(self, **values):
        """Somebody changes the card of the customer in 1C; it is read and applied."""
        self.read("partners")
        self.apply_all()
        self.rest()
        self.base.change("Catalog_Контрагенты", self.card()["Ref_Key"], values)
        self.read("partners")
        self.apply_all()

    def change(self, **values):
        """A person changes the customer here, and the next word about his order goes."""
        self.customer.with_user(self.manager).write(values)
        self.nudge(self.order)
        self.news("after")

    def change_in_1c(self, **values):
        """Somebody changes the card in 1C; it is not read yet."""
        self.base.change("Catalog_Контрагенты", self.card()["Ref_Key"], values)

    def own(self, field, keeper):
        name = self.env["ir.model.fields"]._get("res.partner", field)
        self.env["torg.onec.owner"].create({"endpoint_id": self.onec.id, "field_id": name.id, "keeper": keeper})
