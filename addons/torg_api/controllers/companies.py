from odoo import http
from odoo.exceptions import UserError

from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import customers as schemas
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError

from .customer_dump import dump_company
from .customers import TAG
from .lookup import find_customer, find_own_customer


class Companies(http.Controller):
    """Companies with INN and KPP: one customer buys for several, several customers buy for one.

    Who buys for whom, the shop decides (its server, with a key) or a manager: a company's prices and orders are no
    reward for knowing its INN.
    """

    @operation(
        "GET", "/customers/<int:customer>/companies", answer=schemas.CompanyList, summary="Companies of a customer",
        customer=True, **TAG,
    )  # fmt: skip
    def list_companies(self, api, customer):
        """Companies in whose name the customer may order: name one as `customer` of the order."""
        return _answer_companies(find_customer(api, customer))

    @operation(
        "POST", "/customers/<int:customer>/companies", body=schemas.NewCompany, answer=schemas.CompanyList, status=201,
        summary="Let a customer buy for a company", **TAG,
    )  # fmt: skip
    def add_company(self, api, customer, body):
        """Find the company by INN and KPP, or make it, and let the customer buy for it."""
        person = _find_person(api, customer)
        firm = _find_or_make_firm(api, body)
        person._join_firm(firm)
        return _answer_companies(person)

    @operation(
        "DELETE", "/customers/<int:customer>/companies/<int:company>", answer=schemas.CompanyList,
        summary="Let a customer buy for a company no more", customer=True, **TAG,
    )  # fmt: skip
    def remove_company(self, api, customer, company):
        """The customer leaves the company. A contact of the company stays one: that is for its manager to change."""
        person = find_own_customer(api, customer)
        firm = find_customer(api, company)
        if firm not in person._get_firms():
            raise ApiProblem("not_found")
        if not person._leave_firm(firm):
            raise ApiProblem("conflict", api.env._("The customer is a contact of this company: a manager changes it."))
        return _answer_companies(person)

    @operation(
        "GET", "/customers/<int:customer>/people", answer=schemas.PersonList, summary="Who buys for a company",
        customer=True, **TAG,
    )  # fmt: skip
    def list_people(self, api, customer):
        """People who order in the name of the company: its contacts, and those who joined it."""
        people = find_customer(api, customer)._get_firm_people()
        known = api.key._leave_out_unknown(people)
        return schemas.PersonList(items=[schemas.Person(id=one.id, name=one.name or "") for one in known.sorted("id")])


def _answer_companies(person):
    return schemas.CompanyList(items=[dump_company(firm) for firm in person._get_firms().sorted("id")])


def _find_person(api, number):
    person = find_customer(api, number)
    if person.is_company:
        raise ApiProblem("conflict", api.env._("A company does not buy for another one: name a person."))
    return person


def _find_or_make_firm(api, body):
    """Return the company.

    :raise ApiProblem: its INN or KPP has a flaw, or nobody knows it and no name was told
    """
    try:
        return api.env["res.partner"]._find_or_make_firm(body.inn, body.kpp, body.name)
    except UserError as refusal:
        raise ApiProblem("validation", errors=[FieldError("/inn", "refused", str(refusal))]) from None
