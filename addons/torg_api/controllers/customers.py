from odoo import http

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import customers as schemas
from odoo.addons.torg_api.schemas.orders import OrderList, OrderQuery
from odoo.addons.torg_api.schemas.quotes import AddressBody
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_api.tools.version import version

from .customer_dump import dump_address, dump_brief, dump_customer, get_addresses
from .lookup import check_phone, check_version, find_customer, find_one, find_own_customer
from .orders import list_orders
from .turns import name_person

TAG = {"scope": "customers", "tag": "Customers"}


class Customers(http.Controller):
    """Customers of the shop and what their cabinet shows."""

    @operation(
        "GET", "/customers", query=schemas.CustomerQuery, answer=schemas.CustomerList, summary="Find customers", **TAG
    )
    def find_customers(self, api, query):
        """Customers with this phone, in any written form, or this e-mail; the likeliest first."""
        found = api.env["res.partner"]._find_customers(query.phone, query.email)
        return schemas.CustomerList(items=[dump_brief(partner) for partner in api.key._leave_out_unknown(found)])

    @operation(
        "POST",
        "/customers",
        body=schemas.NewCustomer,
        answer=schemas.Customer,
        summary="Find or make a customer",
        turn=name_person,
        **TAG,
    )
    def create_customer(self, api, body):
        """Return the customer with this phone, else this e-mail, else a new one: nobody is made twice.

        Phone and e-mail of a customer who is there already stay as they are: PATCH changes them.
        """
        check_phone(api, body.phone, "/phone")
        partner = api.key._find_or_make_shop_customer(body.phone, body.email, body.name)
        partner._note_told_reach(body.phone, body.email)
        for number, consent in enumerate(body.consents):
            _record_consent(api, partner, consent, f"/consents/{number}")
        return answer_customer(partner)

    @operation("GET", "/customers/<int:customer>", answer=schemas.Customer, summary="Customer", customer=True, **TAG)
    def get_customer(self, api, customer):
        """One customer with addresses, consents, companies and the accumulative discount.

        The number of somebody who was merged into another customer answers with that one; `id` is the new number.
        """
        return answer_customer(find_customer(api, customer))

    @operation(
        "PATCH", "/customers/<int:customer>", body=schemas.CustomerChange, answer=schemas.Customer,
        summary="Change a customer", problems=("precondition_failed",), customer=True, **TAG,
    )  # fmt: skip
    def change_customer(self, api, customer, body):
        """Change what is sent. A phone or an e-mail of another customer is refused.

        A customer's token changes its own phone and e-mail with a `proof`: a code that came there.
        """
        find_own_customer(api, customer)
        partner = open_customer(api, customer)
        check_phone(api, body.phone, "/phone")
        vals = body.model_dump(exclude_unset=True, exclude_none=True, exclude={"proof"})
        _check_proof(api, body)
        others = api.env["res.partner"]
        for name, value in vals.items():
            if name != "name":
                others |= others._find_customers(**{name: value})
        if others.commercial_partner_id - partner.commercial_partner_id:
            raise ApiProblem("conflict", api.env._("Another customer has this phone or e-mail."))
        partner.write(vals | ({"is_unverified": False} if "name" in vals else {}))
        return answer_customer(partner)

    @operation(
        "GET", "/customers/<int:customer>/orders", query=OrderQuery, answer=OrderList, summary="Purchases",
        customer=True, **TAG,
    )  # fmt: skip
    def list_customer_orders(self, api, customer, query):
        """All purchases of the customer, those made in stores and by phone among them."""
        partner = find_customer(api, customer)
        return list_orders(api, query, [("partner_id", "child_of", partner.id)])

    @operation(
        "POST", "/customers/<int:customer>/addresses", body=AddressBody, answer=schemas.Customer, status=201,
        summary="Add an address", problems=("precondition_failed",), customer=True, **TAG,
    )  # fmt: skip
    def create_address(self, api, customer, body):
        """Add an address; one that is there already stays as it is."""
        partner = open_customer(api, customer)
        partner._find_or_make_address(body.street, body.city, body.street2, body.zip)
        return answer_customer(partner)

    @operation(
        "GET",
        "/customers/<int:customer>/addresses",
        answer=schemas.AddressList,
        summary="Addresses",
        customer=True,
        **TAG,
    )
    def list_addresses(self, api, customer):
        """Where goods for the customer go to."""
        partner = find_customer(api, customer)
        return schemas.AddressList(items=[dump_address(address) for address in get_addresses(partner)])

    @operation(
        "PATCH", "/customers/<int:customer>/addresses/<int:address>", body=schemas.AddressChange,
        answer=schemas.Customer, summary="Correct an address", problems=("precondition_failed",), customer=True, **TAG,
    )  # fmt: skip
    def change_address(self, api, customer, address, body):
        """Change what is sent. An address that orders name stays with them: a corrected one gets a new number."""
        partner = open_customer(api, customer)
        vals = body.model_dump(exclude_unset=True)
        if "street" in vals and not vals["street"]:
            raise ApiProblem("validation", errors=[FieldError("/street", "required", api.env._("Say the street."))])
        _find_address(partner, address)._change_address({name: value or False for name, value in vals.items()})
        return answer_customer(partner)

    @operation(
        "DELETE", "/customers/<int:customer>/addresses/<int:address>", answer=schemas.Customer,
        summary="Remove an address", problems=("precondition_failed",), customer=True, **TAG,
    )  # fmt: skip
    def remove_address(self, api, customer, address):
        """The address is not offered any more; orders keep it."""
        partner = open_customer(api, customer)
        _find_address(partner, address).active = False
        return answer_customer(partner)

    @operation(
        "POST", "/customers/<int:customer>/consents", body=schemas.NewConsent, answer=schemas.Customer, status=201,
        summary="Agree or withdraw", customer=True, **TAG,
    )  # fmt: skip
    def record_consent(self, api, customer, body):
        """Keep that the person agreed to a version of a text, or withdrew, with the moment."""
        partner = find_own_customer(api, customer)
        _record_consent(api, partner, body)
        return answer_customer(partner)


def open_customer(api, number):
    """Return the customer whom a client changes.

    :raise ApiProblem: there is none, or the client saw another version
    """
    partner = find_customer(api, number)
    check_version(api, lambda: version(dump_customer(partner)))
    return partner


def _find_address(partner, number):
    return find_one(partner.child_ids, number, [("parent_id", "=", partner.id), ("type", "=", "delivery")])


def _check_proof(api, body):
    """A customer says what his phone and e-mail are; that they are his, a code proves that came there.

    :raise ApiProblem: no code, a wrong one, or one that came elsewhere
    """
    asked = [name for name in ("phone", "email") if api.session and getattr(body, name)]
    if not asked:
        return
    if len(asked) > 1 or not body.proof:
        detail = api.env._("Prove it by a code that came there; the phone and the e-mail one after the other.")
        raise ApiProblem("validation", errors=[FieldError("/proof", "required", detail)])
    codes = api.env["torg.api.code"]
    code = codes._redeem(api.key, body.proof.request, body.proof.code)
    if (code.kind, code.target) != codes._get_target(body.phone, body.email):
        raise ApiProblem("wrong_code")


def answer_customer(partner):
    """Return the customer as it is now, with its version."""
    partner.env.flush_all()
    partner.invalidate_recordset(["child_ids"])
    dumped = dump_customer(partner)
    return Answer(dumped, etag=version(dumped))


def _record_consent(api, partner, consent, pointer=""):
    """Keep a consent.

    :raise ApiProblem: there is no such version of the text
    """
    texts = api.env["torg.consent.text"]
    if consent.text_version and not texts._get_text(consent.purpose, consent.text_version):
        detail = api.env._("There is no such version of the text.")
        raise ApiProblem("validation", errors=[FieldError(f"{pointer}/text_version", "not_found", detail)])
    partner._record_consent(consent.purpose, consent.given, "site", consent.text_version, consent.ip)
