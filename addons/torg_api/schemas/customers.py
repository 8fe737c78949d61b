"""Customers and what a cabinet shows of them."""

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from odoo.addons.torg_api.tools.problem import _

from .auth import Proof
from .base import Moment, Money, Page, PageQuery, Schema
from .quotes import AddressBody


class CustomerQuery(Schema):
    """Who is looked for: one of both."""

    phone: str | None = Field(None, min_length=5, max_length=32)
    email: str | None = Field(None, max_length=254)

    @model_validator(mode="after")
    def _check_one(self):
        if bool(self.phone) == bool(self.email):
            raise ValueError(_("Ask by phone or by e-mail."))
        return self


class Address(AddressBody):
    """An address of a customer."""

    id: int
    street: str | None


class Consent(Schema):
    """What the person agreed to, or refused."""

    purpose: str
    given: bool
    at: Moment
    text_version: str | None


class Level(Schema):
    """Accumulative discount."""

    name: str
    percent: float
    turnover: Money
    next_name: str | None
    next_threshold: Money | None
    left: Money | None = Field(description="To the next level")


class Company(Schema):
    """A company the customer buys for."""

    id: int
    name: str
    inn: str | None
    kpp: str | None


class CompanyList(Schema):
    """Companies the customer buys for."""

    items: list[Company]


class NewCompany(Schema):
    """A company by INN, and by KPP where branches have their own; who is known is found."""

    inn: str = Field(min_length=1, max_length=20)
    kpp: str | None = Field(None, min_length=1, max_length=20)
    name: str | None = Field(None, min_length=1, max_length=200, description="Of a new one")


class Person(Schema):
    """Somebody who buys for a company."""

    id: int
    name: str


class PersonList(Schema):
    """People who buy for a company."""

    items: list[Person]


class AddressList(Schema):
    """Delivery addresses of a customer."""

    items: list[Address]


class AddressChange(Schema):
    """What changes; what is left out stays."""

    city: str | None = Field(None, max_length=100)
    street: str | None = Field(None, min_length=1, max_length=200)
    street2: str | None = Field(None, max_length=100)
    zip: str | None = Field(None, max_length=12)


class Purchase(Schema):
    """What counts for the accumulative discount."""

    date: dt.date
    amount: Money
    source: Literal["opening", "store", "order"] = Field(
        description="`order`: an order, however it was made; `store`: what tills told of the month; `opening`: before"
    )
    order: int | None


class PurchaseQuery(PageQuery):
    """A page of purchases."""


class PurchaseList(Page):
    """Purchases of all channels, the latest first."""

    items: list[Purchase]


class CustomerBrief(Schema):
    """A customer in a list."""

    id: int
    name: str
    phone: str | None
    email: str | None
    company: bool


class Customer(CustomerBrief):
    """A customer with everything of the cabinet."""

    verified: bool = Field(description="Somebody has confirmed the name")
    inn: str | None
    kpp: str | None
    companies: list[Company] = Field(description="In whose name the person may order")
    level: Level | None
    addresses: list[Address]
    consents: list[Consent]


class CustomerList(Schema):
    """Customers with this phone or address, the likeliest first."""

    items: list[CustomerBrief]


class NewConsent(Schema):
    """A person agrees, or withdraws."""

    purpose: Literal["orders", "advertising"]
    given: bool
    text_version: str | None = Field(
        None, max_length=64, description="Of the text that was shown; the newest unless told"
    )
    ip: str | None = Field(None, max_length=45)


class NewCustomer(Schema):
    """A customer by phone or e-mail; who is known is found."""

    phone: str | None = Field(None, min_length=5, max_length=32)
    email: str | None = Field(None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    name: str | None = Field(None, min_length=1, max_length=120)
    consents: list[NewConsent] = Field([], max_length=5)

    @model_validator(mode="after")
    def _check_known(self):
        if not (self.phone or self.email):
            raise ValueError(_("A phone or an e-mail is needed."))
        return self


class CustomerChange(Schema):
    """What changes; what is left out stays."""

    name: str | None = Field(None, min_length=1, max_length=120)
    phone: str | None = Field(None, min_length=5, max_length=32)
    email: str | None = Field(None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    proof: Proof | None = Field(
        None, description="A code that came to the new phone or e-mail: a customer's token changes them only with it"
    )
