"""Partners and documents."""

from dataclasses import field

from .base import ABSENT, Absent, Flag, Moment, Number, Rows, Text, record
from .reference import RefRec, UnitRec


@record
class BankAccountRec:
    """Account in a bank."""

    number: Text
    bank_name: Text = ABSENT
    bic: Text = ABSENT
    correspondent: Text = ABSENT
    bank_address: Text = ABSENT


@record
class RepresentativeRec:
    """Person who stands for a partner."""

    relation: Text
    partner: "PartnerRec"


@record
class PartnerRec:
    """Customer, supplier or our own company, as a document's party or by itself."""

    id: Text
    name: Text = ABSENT
    full_name: Text = ABSENT
    official_name: Text = ABSENT
    role: Text = ABSENT
    is_company: Flag = ABSENT
    inn: Text = ABSENT
    kpp: Text = ABSENT
    okpo: Text = ABSENT
    ogrn: Text = ABSENT
    last_name: Text = ABSENT
    first_name: Text = ABSENT
    middle_name: Text = ABSENT
    birthday: Moment = ABSENT
    addresses: Rows = ABSENT
    contacts: Rows = ABSENT
    bank_accounts: Rows = ABSENT
    representatives: Rows = ABSENT
    requisites: Rows = ABSENT
    comment: Text = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class PersonRec:
    """Person of a partner, told apart from it. `id` is of the person and the partner together."""

    id: str
    partner_id: str
    person: RepresentativeRec | Absent = ABSENT
    version: Text = ABSENT


@record
class OrderLineRec:
    """Row of a document."""

    id: Text
    item_id: str = ""
    characteristic_id: str = ""
    name: Text = ABSENT
    article: Text = ABSENT
    catalog_id: Text = ABSENT
    unit: UnitRec | Absent = ABSENT
    factor: Number = ABSENT
    quantity: Number = ABSENT
    price: Number = ABSENT
    total: Number = ABSENT
    taxes: Rows = ABSENT
    discounts: Rows = ABSENT
    warehouse: RefRec | Absent = ABSENT
    requisites: Rows = ABSENT


@record
class PaymentRec:
    """Payment of an order as 1C tells it; `posted` is False of one that does not stand any more."""

    number: Text = ABSENT
    date: Moment = ABSENT
    amount: Number = ABSENT
    operation: Text = ABSENT
    posted: Flag = ABSENT


@record
class ShipmentRec:
    """Shipment of an order as 1C tells it; `posted` is False of one that does not stand any more."""

    number: Text = ABSENT
    date: Moment = ABSENT
    amount: Number = ABSENT
    operation: Text = ABSENT
    posted: Flag = ABSENT


@record
class OrderRec:
    """Document: an order and its kin, told apart by `operation_code`.

    Goes both ways. Out: one record per part of an order, `master_number` is the number people know. In: `status`,
    `posted`, `cancelled`, `payments` and `shipments` come from elements or requisites, whichever the base sends.
    """

    id: Text
    number: Text = ABSENT
    date: Moment = ABSENT
    number_1c: Text = ABSENT
    date_1c: Moment = ABSENT
    operation: Text = ABSENT
    operation_code: str | None = None
    role: Text = ABSENT
    currency: Text = ABSENT
    currency_code: str | None = None
    rate: Number = ABSENT
    total: Number = ABSENT
    partners: Rows = ABSENT
    organisation: RefRec | Absent = ABSENT
    warehouses: Rows = ABSENT
    master_number: Text = ABSENT
    comment: Text = ABSENT
    lines: Rows = ABSENT
    taxes: Rows = ABSENT
    discounts: Rows = ABSENT
    requisites: Rows = ABSENT
    status: Text = ABSENT
    status_id: Text = ABSENT
    posted: Flag = ABSENT
    cancelled: Flag = ABSENT
    shipped: Flag = ABSENT
    paid: Flag = ABSENT
    payments: Rows = ABSENT
    shipments: Rows = ABSENT
    children: tuple = field(default=())
    deleted: Flag = ABSENT
    version: Text = ABSENT

    @property
    def is_void(self):
        """Whether 1C has the document, yet it does not stand: a draft, cancelled, or marked for deletion."""
        return self.posted is False or self.cancelled is True or self.deleted is True

    @property
    def tells_state(self):
        """Whether it says what is ordered or where that stands: a payment that names an order does not."""
        told = (self.lines, self.status, self.posted, self.cancelled, self.deleted)
        return any(value is not ABSENT for value in told)
