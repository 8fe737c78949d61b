import smtplib
import socket
import ssl

from odoo.tests import BaseCase

from ..tools.mail_check import MailAccount, MailFailure, guess_host, send_letter

ACCOUNT = MailAccount("smtp.example.com", 465, "ssl_strict", "shop@example.com", "secret")


class FakeSession:
    """A mail server that notes what it is asked and fails where it is told to."""

    def __init__(self, transport):
        self.transport = transport

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def _note(self, what, *details):
        self.transport.log.append((what, *details))
        if what in self.transport.failures:
            raise self.transport.failures[what]

    def starttls(self, context):
        self._note("starttls", context.verify_mode)

    def login(self, user, password):
        self._note("login", user, password)

    def send_message(self, letter):
        self._note("send", letter["From"], letter["To"], letter["Subject"], letter.get_content().strip())

    def close(self):
        self.transport.log.append(("close",))


class FakeTransport:
    def __init__(self, **failures):
        self.failures = failures
        self.log = []

    def SMTP(self, host, port, timeout):
        self.log.append(("plain", host, port, timeout))
        return self._open()

    def SMTP_SSL(self, host, port, timeout, context):
        self.log.append(("ssl", host, port, timeout, context.verify_mode))
        return self._open()

    def _open(self):
        if "connect" in self.failures:
            raise self.failures["connect"]
        return FakeSession(self)


class TestMailCheck(BaseCase):
    def _send(self, account=ACCOUNT, **failures):
        transport = FakeTransport(**failures)
        send_letter(account, "shop@example.com", "me@example.com", "Проба", "Текст", transport=transport, timeout=5)
        return transport.log

    def _get_failure(self, **failures):
        transport = FakeTransport(**failures)
        with self.assertRaises(MailFailure) as failed:
            send_letter(ACCOUNT, "shop@example.com", "me@example.com", "s", "b", transport=transport)
        return failed.exception.reason, transport.log

    def test_letter_goes_over_an_encrypted_line_after_login(self):
        self.assertEqual(
            self._send(),
            [
                ("ssl", "smtp.example.com", 465, 5, ssl.CERT_REQUIRED),
                ("login", "shop@example.com", "secret"),
                ("send", "shop@example.com", "me@example.com", "Проба", "Текст"),
                ("close",),
            ],
        )

    def test_starttls_comes_before_the_password(self):
        log = self._send(MailAccount("h", 587, "starttls_strict", "u", "p"))
        self.assertEqual([entry[0] for entry in log], ["plain", "starttls", "login", "send", "close"])
        self.assertEqual(log[1], ("starttls", ssl.CERT_REQUIRED))

    def test_any_certificate_is_accepted_only_on_demand(self):
        log = self._send(MailAccount("h", 465, "ssl"))
        self.assertEqual(log[0], ("ssl", "h", 465, 5, ssl.CERT_NONE))

    def test_account_without_login_does_not_log_in(self):
        self.assertEqual([entry[0] for entry in self._send(MailAccount("h", 25, "none"))], ["plain", "send", "close"])

    def test_failure_to_connect_is_told_apart(self):
        for error, reason in (
            (socket.gaierror(-2, "Name or service not known"), "host"),
            (UnicodeError("label too long"), "host"),
            (ConnectionRefusedError(111, "Connection refused"), "refused"),
            (TimeoutError("timed out"), "timeout"),
            (ssl.SSLCertVerificationError("self-signed certificate"), "certificate"),
            (ssl.SSLError("WRONG_VERSION_NUMBER"), "encryption"),
            (smtplib.SMTPServerDisconnected("closed"), "encryption"),
            (smtplib.SMTPConnectError(421, b"busy"), "other"),
            (OSError(101, "Network is unreachable"), "network"),
        ):
            with self.subTest(error=error):
                self.assertEqual(self._get_failure(connect=error)[0], reason)

    def test_failure_after_connecting_is_told_apart_and_the_line_is_closed(self):
        for step, error, reason in (
            ("login", smtplib.SMTPAuthenticationError(535, b"bad password"), "login"),
            ("login", smtplib.SMTPNotSupportedError("no AUTH"), "encryption"),
            ("send", smtplib.SMTPSenderRefused(553, b"not yours", "shop@example.com"), "sender"),
            ("send", smtplib.SMTPRecipientsRefused({"me@example.com": (550, b"unknown")}), "recipient"),
            ("send", smtplib.SMTPDataError(554, b"spam"), "other"),
        ):
            with self.subTest(error=error):
                got, log = self._get_failure(**{step: error})
                self.assertEqual(got, reason)
                self.assertEqual(log[-1], ("close",))

    def test_what_the_server_said_is_kept(self):
        denied = smtplib.SMTPAuthenticationError(535, "нужен пароль приложения".encode())
        refused = smtplib.SMTPRecipientsRefused({"me@example.com": (550, "нет такого ящика".encode())})
        for step, error, said in (
            ("login", denied, "нужен пароль приложения"),
            ("send", refused, "нет такого ящика"),
            ("connect", ConnectionRefusedError("closed"), "closed"),
        ):
            with self.subTest(error=error), self.assertRaises(MailFailure) as failed:
                self._send(**{step: error})
            self.assertEqual(failed.exception.details, said)

    def test_well_known_mailboxes_know_their_server(self):
        self.assertEqual(guess_host("shop@Yandex.ru"), "smtp.yandex.ru")
        self.assertEqual(guess_host("shop@bk.ru"), "smtp.mail.ru")
        for unknown in ("shop@example.com", "shop", "", False):
            self.assertEqual(guess_host(unknown), "")
