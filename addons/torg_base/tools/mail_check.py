"""Send one letter through a mail account and name what went wrong, in a word that a screen can explain."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

TIMEOUT = 15  # seconds: a person waits at the screen

# The first that fits: subclasses stand before their parents.
FAILURES = (
    (socket.gaierror, "host"),
    (UnicodeError, "host"),
    (ConnectionRefusedError, "refused"),
    (TimeoutError, "timeout"),
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "encryption"),
    (smtplib.SMTPNotSupportedError, "encryption"),
    (smtplib.SMTPServerDisconnected, "encryption"),
    (smtplib.SMTPAuthenticationError, "login"),
    (smtplib.SMTPSenderRefused, "sender"),
    (smtplib.SMTPRecipientsRefused, "recipient"),
    (smtplib.SMTPException, "other"),
    (OSError, "network"),
)

# Accounts of these domains are reached so; whoever has another one asks the administrator.
KNOWN_HOSTS = {
    "yandex.ru": "smtp.yandex.ru",
    "ya.ru": "smtp.yandex.ru",
    "mail.ru": "smtp.mail.ru",
    "bk.ru": "smtp.mail.ru",
    "list.ru": "smtp.mail.ru",
    "inbox.ru": "smtp.mail.ru",
    "rambler.ru": "smtp.rambler.ru",
    "gmail.com": "smtp.gmail.com",
}
DEFAULT_PORTS = {"ssl_strict": 465, "ssl": 465, "starttls_strict": 587, "starttls": 587, "none": 25}


class MailFailure(Exception):
    """`reason` is one of the words of FAILURES, `details` what the server said."""

    def __init__(self, reason, details):
        super().__init__(f"{reason}: {details}")
        self.reason = reason
        self.details = details


@dataclass(frozen=True)
class MailAccount:
    host: str
    port: int
    encryption: str  # a key of DEFAULT_PORTS; "strict" checks the certificate
    user: str = ""
    password: str = ""


def guess_host(address):
    """Return the outgoing server of a well-known mail service, or an empty string."""
    return KNOWN_HOSTS.get((address or "").rpartition("@")[2].strip().lower(), "")


def send_letter(account, sender, recipient, subject, body, transport=smtplib, timeout=TIMEOUT):
    """Send a plain letter or raise MailFailure."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, recipient, subject
    letter.set_content(body)
    try:
        with _connect(account, transport, timeout) as session:
            session.send_message(letter)
    except (OSError, UnicodeError) as error:
        raise MailFailure(_get_reason(error), _get_details(error)) from error


def _connect(account, transport, timeout):
    if account.encryption.startswith("ssl"):
        context = _get_ssl_context(account)
        session = transport.SMTP_SSL(account.host, account.port, timeout=timeout, context=context)
    else:
        session = transport.SMTP(account.host, account.port, timeout=timeout)
    try:
        if account.encryption.startswith("starttls"):
            session.starttls(context=_get_ssl_context(account))
        if account.user:
            session.login(account.user, account.password)
    except OSError:
        session.close()
        raise
    return session


def _get_ssl_context(account):
    if account.encryption.endswith("_strict"):
        return ssl.create_default_context()
    return ssl._create_unverified_context()


def _get_reason(error):
    return next(reason for kind, reason in FAILURES if isinstance(error, kind))


def _get_details(error):
    """Return what the server answered, or else what the error says of itself."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = [answer for _code, answer in error.recipients.values()]
    else:
        answers = [getattr(error, "smtp_error", None) or str(error)]
    return "; ".join(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer for answer in answers)
