"""What partners agreed and what they owe: contracts, agreements, credit limits, balances."""

from decimal import Decimal

from .base import ABSENT, Flag, Moment, Number, Rows, Text, record


@record
class ContractRec:
    """Contract with a partner. `partner_id` is the legal side, `holding_id` the customer people know it under."""

    id: str
    name: Text = ABSENT
    number: Text = ABSENT
    date: Moment = ABSENT
    valid_from: Moment = ABSENT
    valid_until: Moment = ABSENT
    partner_id: Text = ABSENT
    holding_id: Text = ABSENT
    organisation_id: Text = ABSENT
    price_type_id: Text = ABSENT
    currency: Text = ABSENT
    currency_code: str | None = None
    status: Text = ABSENT
    comment: Text = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class AgreedPriceRec:
    """Own price of an agreement: a sum, or another price type for this item."""

    item_id: str
    characteristic_id: str = ""
    price: Decimal | None = None
    price_type_id: Text = ABSENT


@record
class AgreementRec:
    """Terms of sale: price type, own prices, the least sum of an order. A typical one belongs to nobody."""

    id: str
    name: Text = ABSENT
    number: Text = ABSENT
    date: Moment = ABSENT
    valid_from: Moment = ABSENT
    valid_until: Moment = ABSENT
    typical: Flag = ABSENT
    partner_id: Text = ABSENT
    holding_id: Text = ABSENT
    organisation_id: Text = ABSENT
    price_type_id: Text = ABSENT
    prices: Rows = ABSENT
    minimum: Number = ABSENT
    currency: Text = ABSENT
    currency_code: str | None = None
    status: Text = ABSENT
    comment: Text = ABSENT
    deleted: Flag = ABSENT
    version: Text = ABSENT


@record
class CreditLimitRec:
    """How much may be owed under a contract or an agreement. `amount` is None where nothing limits it."""

    id: str
    contract_id: Text = ABSENT
    agreement_id: Text = ABSENT
    partner_id: Text = ABSENT
    holding_id: Text = ABSENT
    amount: Number = ABSENT
    days: Number = ABSENT
    overdue_forbidden: Flag = ABSENT
    currency_code: str | None = None


@record
class BalanceRec:
    """What a partner owes now (positive) or has paid ahead (negative), by contract where the base keeps it so."""

    id: str
    partner_id: Text = ABSENT
    holding_id: Text = ABSENT
    contract_id: Text = ABSENT
    organisation_id: Text = ABSENT
    amount: Decimal | None = None
    currency: Text = ABSENT
    currency_code: str | None = None
