from odoo import http
from odoo.http import request

from odoo.addons.torg_api.dispatcher import Answer
from odoo.addons.torg_api.operation import operation
from odoo.addons.torg_api.schemas import auth as schemas
from odoo.addons.torg_api.schemas.base import moment
from odoo.addons.torg_api.tools.problem import ApiProblem, FieldError
from odoo.addons.torg_api.tools.promise import ONLY
from odoo.addons.torg_api.tools.sending import MINUTE

TAG = {"scope": "login", "tag": "Login"}
SECRET = (("Cache-Control", "no-store"),)


class Auth(http.Controller):
    """Customers log in by a one-time code, from a front end that has no server of its own."""

    @operation(
        "POST", "/auth/code", body=schemas.AskCode, answer=schemas.SentCode, status=202, summary="Send a code",
        kept=False, problems=("too_many_codes", "no_gateway", "login_off"), **TAG,
    )  # fmt: skip
    def ask_code(self, api, body):
        """Send a code of six digits to a phone or an e-mail. The answer is the same whoever has it.

        At most one a minute, five an hour and ten a day go to one address, twenty an hour to one visitor. No answer is
        kept for an `Idempotency-Key`: whoever asks again gets another code.
        """
        _check_login(api)
        codes = api.env["torg.api.code"]
        kind, target = codes._get_target(body.phone, body.email)
        if not target:
            pointer = "/phone" if body.phone else "/email"
            raise ApiProblem("validation", errors=[FieldError(pointer, "pattern", api.env._("This is no address."))])
        ip = api.address if api.key.is_publishable else body.ip
        _check_kind(api, kind)
        name = codes._ask(api.key, kind, target, ip)
        valid = api.env.company.shop_code_minutes * 60
        return Answer(schemas.SentCode(request=name, sent_by=kind, valid_for=valid, next_in=MINUTE), headers=SECRET)

    @operation(
        "POST", "/auth/verify", body=schemas.VerifyCode, answer=schemas.Tokens, status=201, summary="Log in",
        kept=False, problems=("wrong_code", "login_off"), **TAG,
    )  # fmt: skip
    def verify_code(self, api, body):
        """Log the customer in by the code that came. Who is not known yet becomes a customer.

        Five wrong guesses make a code void. A code is good once: no answer is kept for an `Idempotency-Key`.
        """
        _check_login(api)
        code = api.env["torg.api.code"]._redeem(api.key, body.request, body.code)
        _check_kind(api, code.kind)
        phone, email = (code.target, None) if code.kind == "sms" else (None, code.target)
        partner = _find_person(api, phone, email, body.name)
        agent = request.httprequest.user_agent.string
        return _dump_tokens(*api.env["torg.api.session"]._start(api.key, partner, agent, api.address))

    @operation(
        "POST", "/auth/refresh", body=schemas.RefreshToken, answer=schemas.Tokens, summary="Renew the login",
        kept=False, problems=("login_over", "login_off"), **TAG,
    )  # fmt: skip
    def refresh_login(self, api, body):
        """Two new tokens for the renewing one; both old ones are void.

        A renewing token that comes a second time ends the login: somebody else has it. Only for 30 seconds the last one
        may come again, for its answer may have been lost: it brings two tokens once more, and those of the lost answer
        are void. No answer is kept for an `Idempotency-Key`.
        """
        _check_login(api)
        return _dump_tokens(*api.env["torg.api.session"]._renew(api.key, body.refresh_token))

    @operation(
        "POST", "/auth/logout", body=schemas.Logout, answer=schemas.LoggedOut, summary="Log out", customer=ONLY, **TAG
    )
    def logout(self, api, body):
        """End this login, or all of this customer's."""
        sessions = api.session
        if body.everywhere:
            sessions = _get_open(api)
        sessions._end("logout")
        return schemas.LoggedOut(ended=len(sessions))

    @operation("GET", "/me/logins", answer=schemas.LoginList, summary="Where I am logged in", customer=ONLY, **TAG)
    def list_logins(self, api):
        """Devices where this customer is logged in."""
        return schemas.LoginList(items=[_dump_login(api, session) for session in _get_open(api)])

    @operation(
        "DELETE", "/me/logins/<int:login>", answer=schemas.LoginList, summary="End a login", customer=ONLY, **TAG
    )
    def end_login(self, api, login):
        """End the login on another device, or this one."""
        session = _get_open(api).filtered(lambda row: row.id == login)
        if not session:
            raise ApiProblem("not_found")
        session._end("logout")
        return self.list_logins(api)


def _check_login(api):
    if not api.env.company.shop_login:
        raise ApiProblem("login_off")


def _check_kind(api, kind):
    if kind == "email" and not api.env.company.shop_login_by_email:
        raise ApiProblem(
            "validation", errors=[FieldError("/email", "not_offered", api.env._("Codes come by SMS here."))]
        )


def _find_person(api, phone, email, name):
    """Return the person a confirmed address belongs to: people before companies, somebody new when there is none."""
    partners = api.env["res.partner"]
    found = api.key._leave_out_unknown(partners._find_customers(phone, email))
    if found:
        return found.sorted("is_company")[0]
    return api.key._find_or_make_shop_customer(phone, email, name)


def _get_open(api):
    domain = [("partner_id", "=", api.customer.id), ("company_id", "=", api.env.company.id)]
    return api.env["torg.api.session"]._get_open_ones(domain)


def _dump_tokens(session, access, refresh):
    tokens = schemas.Tokens(
        access_token=access,
        expires_in=session.company_id.shop_access_minutes * 60,
        refresh_token=refresh,
        login_until=moment(session.expires_at),
        customer=session.partner_id.id,
    )
    return Answer(tokens, headers=SECRET)


def _dump_login(api, session):
    return schemas.Login(
        id=session.id,
        site=session.key_id.name,
        device=session.device_name or None,
        ip=session.ip or None,
        since=moment(session.started_at),
        last_used=moment(session.last_used_at),
        current=session == api.session,
    )
