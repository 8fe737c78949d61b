"""How customers log in, and where they are logged in."""

from typing import Literal

from pydantic import Field, model_validator

from odoo.addons.torg_api.tools.problem import _

from .base import Id, Moment, Schema

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"


class AskCode(Schema):
    """Where the code goes: one of both."""

    phone: str | None = Field(None, min_length=5, max_length=32)
    email: str | None = Field(None, max_length=254, pattern=EMAIL)
    ip: str | None = Field(None, max_length=45, description="Of the visitor; only from a key that is a secret")

    @model_validator(mode="after")
    def _check_one(self):
        if bool(self.phone) == bool(self.email):
            raise ValueError(_("Ask by phone or by e-mail."))
        return self


class SentCode(Schema):
    """The code is on its way, whether or not such a customer is known."""

    request: str = Field(description="Send it back with the code")
    sent_by: Literal["sms", "email"]
    valid_for: int = Field(description="Seconds")
    next_in: int = Field(description="Seconds until another one may be asked for")


class Proof(Schema):
    """A code that came to an address proves that it is the customer's."""

    request: str = Field(min_length=1, max_length=64)
    code: str = Field(min_length=4, max_length=10)


class VerifyCode(Proof):
    """What the customer typed."""

    name: str | None = Field(None, min_length=1, max_length=120, description="Of somebody new")


class RefreshToken(Schema):
    """The token that renews a login: good once."""

    refresh_token: str = Field(min_length=1, max_length=200)


class Tokens(Schema):
    """A customer who is logged in."""

    access_token: str = Field(description="In `Authorization: Bearer`, instead of the key")
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int = Field(description="Seconds")
    refresh_token: str = Field(description="For `POST /auth/refresh`, once; each answer brings a new one")
    login_until: Moment
    customer: Id


class Logout(Schema):
    """How far."""

    everywhere: bool = Field(False, description="On all devices")


class LoggedOut(Schema):
    """How many logins were ended."""

    ended: int


class Login(Schema):
    """A device where the customer is logged in."""

    id: int
    site: str
    device: str | None
    ip: str | None
    since: Moment
    last_used: Moment
    current: bool


class LoginList(Schema):
    """Where the customer is logged in, the latest first."""

    items: list[Login]
