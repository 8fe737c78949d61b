"""Customers in the words of the API."""

from odoo.addons.torg_api.schemas import customers as schemas
from odoo.addons.torg_api.schemas.base import moment


def get_addresses(partner):
    """Return where goods for the customer go to."""
    return partner.child_ids.filtered(lambda child: child.type == "delivery").sorted("id")


def dump_brief(partner):
    """Return the customer as a row of a list."""
    return schemas.CustomerBrief(**_dump_head(partner))


def dump_customer(partner):
    """Return all that the customer's cabinet shows."""
    return schemas.Customer(
        **_dump_head(partner),
        verified=not partner.is_unverified,
        inn=partner.vat or None,
        kpp=partner.kpp or None,
        companies=[dump_company(firm) for firm in partner._get_firms()],
        level=_dump_level(partner),
        addresses=[dump_address(address) for address in get_addresses(partner)],
        consents=[_dump_consent(consent) for consent in partner._get_consent_partner().consent_ids],
    )


def dump_company(firm):
    """Return a company that a customer buys for."""
    return schemas.Company(id=firm.id, name=firm.name or "", inn=firm.vat or None, kpp=firm.kpp or None)


def dump_purchase(entry):
    """Return a row of the turnover."""
    return schemas.Purchase(
        date=entry.date,
        amount=entry.currency_id.round(entry.amount),
        source=entry.source,
        order=entry.order_id.id or None,
    )


def dump_address(address):
    """Return an address of the customer."""
    return schemas.Address(
        id=address.id,
        city=address.city or None,
        street=address.street or None,
        street2=address.street2 or None,
        zip=address.zip or None,
    )


def _dump_head(partner):
    return {
        "id": partner.id,
        "name": partner.name or "",
        "phone": partner.phone or None,
        "email": partner.email or None,
        "company": partner.is_company,
    }


def _dump_level(partner):
    level = partner._get_turnover_level()
    if not level:
        return None
    money = level.currency.round
    return schemas.Level(
        name=level.name,
        percent=level.percent,
        turnover=money(level.turnover),
        next_name=level.next_name or None,
        next_threshold=money(level.next_threshold) if level.next_name else None,
        left=money(level.left) if level.next_name else None,
    )


def _dump_consent(consent):
    return schemas.Consent(
        purpose=consent.purpose,
        given=not consent.withdrawn_on,
        at=moment(consent.withdrawn_on or consent.given_on),
        text_version=consent.text_version or None,
    )
