"""Addresses of pictures and documents that a browser opens without a key, and nobody guesses.

    {company}/{kind}-{id}/{size}/{stamp}.{signature}/{name}

The signature is over everything but size and name; the stamp is of the content, so what stands under an address never
changes. The secret and the turn belong to the company: a new turn makes all old addresses void.
"""

import base64
import hashlib
import hmac
import re

SIZES = ("128", "256", "512", "1024", "1920")
WHOLE = "file"
KINDS = ("product", "template", "document", "pricelist", "export", "paper")
LENGTH = 16  # bytes of a signature
UNFIT = re.compile(r"[^\w.-]+")


def sign(secret, turn, company_id, kind, number, stamp):
    """Signature of an address."""
    text = f"{turn}/{company_id}/{kind}-{number}/{stamp}"
    digest = hmac.digest(secret.encode(), text.encode(), hashlib.sha256)[:LENGTH]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def is_signed(secret, turn, company_id, kind, number, stamp, signature):
    """Whether the signature is ours; takes as long whatever is wrong with it."""
    if not secret or kind not in KINDS:
        return False
    wanted = sign(secret, turn, company_id, kind, number, stamp)
    return hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))


def file_name(title, extension=""):
    """Name a browser saves the file under, fit for an address."""
    name = UNFIT.sub("-", title or "").strip("-.")[:80] or "file"
    return name if not extension or name.lower().endswith(extension) else name + extension
