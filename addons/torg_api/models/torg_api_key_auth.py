from odoo import SUPERUSER_ID, api, fields, models, tools
from odoo.fields import Domain
from odoo.http import request
from odoo.tools.translate import code_translations

from odoo.addons.torg_api.dispatcher import Api
from odoo.addons.torg_api.tools.problem import ApiProblem
from odoo.addons.torg_api.tools.promise import ANY, ONLY

from .torg_api_key import PREFIX, digest


class TorgApiKey(models.Model):
    """At the door: who comes, and with what rights the request goes on."""

    _inherit = "torg.api.key"

    @api.model
    def _authenticate(self, httprequest):
        """Return the key of a request.

        :raise ApiProblem: there is none, or it is not valid
        """
        scheme, _blank, secret = httprequest.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip().startswith(PREFIX):
            raise ApiProblem("unauthorized", headers=[("WWW-Authenticate", "Bearer")])
        # sudo: the caller is nobody yet
        key = self.with_user(SUPERUSER_ID)._find(digest(secret.strip()))
        if not key:
            raise ApiProblem("unauthorized", headers=[("WWW-Authenticate", 'Bearer error="invalid_token"')])
        return key

    def _find(self, hashed):
        now = fields.Datetime.now()
        previous = Domain("previous_digest", "=", hashed) & Domain("previous_until", ">", now)
        domain = Domain("digest", "=", hashed) | previous
        return self.search(domain & (Domain("expires_at", "=", False) | Domain("expires_at", ">", now)), limit=1)

    @api.model
    def _open(self, operation, trace_id, session_id=False):
        """Return the `Api` of the present request: rights checked, counted, in the company of the key.

        :param session_id: the login whose token the request came with
        :raise ApiProblem: the key may not do it, or too often
        """
        # sudo: the service user has no rights, not even to its own key
        key = self.with_user(SUPERUSER_ID).search([("user_id", "=", self.env.uid)]) if operation.scope else self
        env = self._get_shop_env(key)
        session = env["torg.api.session"].browse(session_id)
        address = request.httprequest.remote_addr if request else ""
        opened = Api(env, key.with_env(env), session.partner_id, operation, trace_id, session=session, address=address)
        if operation.scope:
            opened.key._check_allowed(opened)
            opened.key._count(opened)
        return opened

    def _get_shop_env(self, key):
        """Return the environment routes work in: the shop's service user, in the key's company and language."""
        # sudo: the language of the company is not for everybody to read
        company = key.company_id or self.env.company.sudo()
        # sudo: the edge of the API; routes call domain verbs, each with an explicit shop or customer
        env = self.with_user(key.user_id or SUPERUSER_ID).sudo().env
        context = {"lang": company.partner_id.lang or "ru_RU", "allowed_company_ids": company.ids}
        return env(context=context)

    def _check_allowed(self, opened):
        """Refuse what the token of a customer, a key that reads only or one without the permission may not do."""
        operation = opened.operation
        if opened.session:
            if not operation.customer:
                raise ApiProblem("forbidden", self.env._("This is not for customers."))
        elif operation.customer == ONLY:
            raise ApiProblem("forbidden", self.env._("This is for customers who are logged in."), scope="customer")
        elif self.reads_only and operation.is_write:
            raise ApiProblem("forbidden", self.env._("The key “%(key)s” reads only.", key=self.name))
        elif operation.scope != ANY:
            self._check_scope(operation.scope)

    def _check_scope(self, code):
        """Refuse what asks for this permission when the key has it not.

        :raise ApiProblem: it has not
        """
        if not self._has_scope(code):
            scope = self.env["torg.api.scope"].search([("code", "=", code)])
            raise ApiProblem(
                "forbidden",
                self.env._("The key “%(key)s” is not allowed: %(scope)s.", key=self.name, scope=scope.name),
                scope=code,
            )

    @api.model
    @tools.ormcache("origin")
    def _is_origin_allowed(self, origin):
        """Return whether pages of this origin may call the API from a browser."""
        # sudo: asked before anybody is known
        keys = self.sudo().search([("origins", "!=", False)])
        return any(origin in key.origins.split() for key in keys)

    @api.model_create_multi
    def create(self, vals_list):
        """Override of core: which origins may call is cached."""
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        """Override of core: origins and scopes are cached."""
        if vals.keys() & {"origins", "active", "scope_ids", "is_publishable"}:
            self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        """Override of core: which origins may call is cached."""
        self.env.registry.clear_cache()
        return super().unlink()

    @api.model
    def _translate(self, sentence, lang, module="torg_api"):
        """Return a sentence of the API in a language."""
        return code_translations.get_python_translations(module, lang).get(sentence, sentence)
