"""Contracts, agreements, credit limits and balances."""

from ..records import ABSENT, AgreedPriceRec, AgreementRec, BalanceRec, ContractRec, CreditLimitRec
from .row import rows_of


def read_contract(row, lookups):
    """Contract, and the limit written in it."""
    currency = row.key("currency")
    contract = ContractRec(
        row.key("id"),
        row.text("name"),
        row.text("number"),
        row.moment("date"),
        row.moment("from_date"),
        row.moment("until"),
        row.key("company"),
        row.key("partner"),
        row.key("organisation"),
        row.key("price_type"),
        lookups.title("currency", currency),
        lookups.currency(currency),
        row.text("status"),
        row.text("comment"),
        row.flag("deleted"),
        row.text("version"),
    )
    return [contract, *_limit(row, contract, contract_id=contract.id)]


def read_agreement(row, found, lookups):
    """Agreement with its own prices, and the limit written in it."""
    currency = row.key("currency")
    agreement = AgreementRec(
        row.key("id"),
        row.text("name"),
        row.text("number"),
        row.moment("date"),
        row.moment("from_date"),
        row.moment("until"),
        row.flag("typical"),
        row.key("company"),
        row.key("partner"),
        row.key("organisation"),
        row.key("price_type"),
        _prices(row, found),
        row.number("minimum"),
        lookups.title("currency", currency),
        lookups.currency(currency),
        row.text("status"),
        row.text("comment"),
        row.flag("deleted"),
        row.text("version"),
    )
    return [agreement, *_limit(row, agreement, agreement_id=agreement.id)]


def _prices(row, found):
    rows = rows_of(row.data, found, "prices")
    if rows is ABSENT:
        return ABSENT
    return tuple(
        AgreedPriceRec(line.key("item"), line.key("characteristic") or "", line.number("price"), line.key("price_type"))
        for line in rows
        if line.key("item")
    )


def _limit(row, owner, **of):
    amount = row.number("limit")
    if amount is ABSENT:
        return []
    limited = row.flag("limited")
    return [
        CreditLimitRec(
            owner.id,
            partner_id=owner.partner_id,
            holding_id=owner.holding_id,
            amount=amount if limited or limited is ABSENT else None,
            days=row.number("days"),
            overdue_forbidden=row.flag("overdue"),
            currency_code=owner.currency_code,
            **of,
        )
    ]


def read_balance(row, lookups, analytics):
    """What somebody owes. The key is everything the base tells debts apart by.

    :param analytics: identifier → Row of the table that stands for partner, company, contract, organisation
    """
    by = analytics.get(row.key("analytics") or "") or row
    parts = {name: by.key(name) for name in ("partner", "company", "contract", "organisation")}
    currency = row.key("currency")
    debt, advance = row.number("debt") or 0, row.number("advance") or 0
    return BalanceRec(
        "#".join(part or "" for part in (*parts.values(), currency)),
        partner_id=parts["company"],
        holding_id=parts["partner"],
        contract_id=parts["contract"],
        organisation_id=parts["organisation"],
        amount=debt - advance,
        currency=lookups.title("currency", currency),
        currency_code=lookups.currency(currency),
    )
