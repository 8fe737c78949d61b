"""Signing and checking of webhooks after the Standard Webhooks specification 1.0.0.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

The signature covers ``{id}.{timestamp}.{body}`` with HMAC-SHA256, is written in base64 behind ``v1,``, and several
signatures stand in one header parted by blanks: that is how a secret is changed without losing a message.
A secret is ``whsec_`` and the base64 of 24–64 random bytes.
"""

import base64
import binascii
import hashlib
import hmac
import secrets as random_source
from collections.abc import Iterable, Mapping

PREFIX = "whsec_"
TOLERANCE = 5 * 60  # seconds a message may be away from the receiver's clock


class BadSecret(ValueError):
    """The secret is not ``whsec_`` with the base64 of 24–64 bytes."""


class BadSignature(ValueError):
    """The message is not ours, is too old, or was changed on the way."""


def new_secret() -> str:
    """Return a fresh secret of 256 random bits."""
    return PREFIX + base64.b64encode(random_source.token_bytes(32)).decode()


def secret_key(secret: str) -> bytes:
    """Return the key bytes of a secret or raise ``BadSecret``."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSecret("The secret is not base64") from error
    if not secret.startswith(PREFIX) or not 24 <= len(key) <= 64:
        raise BadSecret("The secret must be whsec_ and the base64 of 24 to 64 bytes")
    return key


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """Return one signature, ``v1,<base64>``."""
    content = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(secret_key(secret), content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def headers(secrets: Iterable[str], message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the three headers of a message, signed with every secret that is valid now."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(sign(secret, message_id, timestamp, body) for secret in secrets),
    }


def verify(secret: str, received: Mapping[str, str], body: bytes, now: float, tolerance: int = TOLERANCE) -> str:
    """Check a received message and return its id; raise ``BadSignature`` when it must not be trusted.

    ``received`` are the request's headers; their case does not matter.
    """
    lowered = {key.lower(): value for key, value in received.items()}
    try:
        message_id = lowered["webhook-id"]
        timestamp = int(lowered["webhook-timestamp"])
        signatures = lowered["webhook-signature"].split()
    except (KeyError, ValueError) as error:
        raise BadSignature("A webhook header is missing or malformed") from error
    if abs(now - timestamp) > tolerance:
        raise BadSignature("The message is too far from the present time")
    expected = sign(secret, message_id, timestamp, body).encode()
    if not any(hmac.compare_digest(expected, signature.encode()) for signature in signatures):
        raise BadSignature("No signature fits")
    return message_id
