"""Companies and people of the stream of partners: what their pages need of other tables."""

from ..records import ABSENT
from . import rows_partners as partners
from .query import any_of
from .row import Row
from .steps import BATCH


def by_keys(pull, found, field, keys):
    """Rows of a table whose field is one of these keys, a few at a time."""
    for start in range(0, len(keys), BATCH):
        where = any_of(found.fields[field], keys[start : start + BATCH])
        for data in pull.client.rows(found.table, found.key, where=where):
            yield Row(data, found.fields)


def find_holdings(pull, rows):
    """Customers of a page of companies, and the accounts of the companies."""
    keys = sorted({row.key("partner") for row in rows if row.key("partner")})
    found = pull.profile.get("partner")
    holdings = {row.key("id"): row for row in by_keys(pull, found, "id", keys)} if found else {}
    accounts, table = {}, pull.profile.get("bank_account")
    if table and table.fields["owner"].endswith("_Key"):
        for row in by_keys(pull, table, "owner", [row.key("id") for row in rows]):
            if not row.flag("deleted"):
                accounts.setdefault(row.key("owner"), []).append(partners.read_account(row, pull.lookups))
    return holdings, accounts if table else None


def read_company(row, pull, known, more):
    """A company with the customer it belongs to."""
    holdings, accounts = more
    told = ABSENT if accounts is None else tuple(accounts.get(row.key("id"), ()))
    holding = holdings.get(row.key("partner") or "")
    found = pull.profile.found
    return partners.read_partner(row, found["company"], holding, found.get("partner"), told)


def find_companies(pull, rows):
    """Customers that a page of people belongs to → their companies; one without any is a company itself."""
    owners = sorted({row.key("owner") for row in rows if row.key("owner")})
    found, told = pull.profile.get("company"), {}
    if found and "partner" in found.fields:
        for row in by_keys(pull, found, "partner", owners):
            if not row.flag("deleted"):
                told.setdefault(row.key("partner"), []).append(row.key("id"))
    return {owner: told.get(owner, [owner]) for owner in owners}


def read_person(row, pull, known, companies):
    """A person, once for each company of the customer."""
    return partners.read_person(row, pull.profile.get("person"), pull.lookups, companies.get(row.key("owner"), ()))
