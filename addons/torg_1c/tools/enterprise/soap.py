"""One web service of 1C through zeep: SOAP 1.1, our own address, Basic, failures as sentences.

The network is a `requests.Session` passed in; the description of the service may be passed in too, as it was kept.
"""

import io
from contextlib import suppress
from urllib.parse import urlsplit

import requests
import zeep
import zeep.exceptions
import zeep.helpers
from lxml import etree
from zeep.transports import Transport

from .problem import ServiceError

TIMEOUT = (10, 120)  # seconds to connect, to answer
LIMIT = 64 << 20  # bytes of an answer
EMPTY = (None, "")
ODD = (ValueError, LookupError, AttributeError, TypeError, RecursionError)  # what zeep stumbles over


class SoapClient:
    """Operations of one service.

    :param url: address of the service; the one that the description names may be an inner one
    :param session: `requests.Session`
    :param user: to log in with; also said in sentences
    :param wsdl: bytes of the description; fetched when it is not known
    :ivar wsdl: bytes of the description, to be kept
    """

    def __init__(self, url, session, user="", password="", wsdl=None):
        self.url = url.strip().removesuffix("?wsdl")
        if urlsplit(self.url).scheme not in ("http", "https") or not urlsplit(self.url).hostname:
            raise ServiceError("bad_url", url=url, name="service")
        self._wire = Wire(session, user, password)
        self.wsdl = wsdl
        self._service = None

    @property
    def service(self):
        """The port of SOAP 1.1 at our address.

        :raise ServiceError: there is none, or the description cannot be had
        """
        if self._service is None:
            if self.wsdl is None:
                self.wsdl = self._wire.get(f"{self.url}?wsdl")
            self._service = self._bind(self.wsdl)
        return self._service

    def _bind(self, wsdl):
        settings = zeep.Settings(strict=False, xml_huge_tree=True, forbid_dtd=True, forbid_entities=True)
        try:
            self._client = zeep.Client(io.BytesIO(wsdl), transport=self._wire, settings=settings)
        except ServiceError:
            raise
        except (zeep.exceptions.Error, etree.LxmlError, *ODD) as error:
            raise ServiceError("broken", reason=str(error)[:200]) from error
        for name, binding in self._client.wsdl.bindings.items():
            if isinstance(binding, zeep.wsdl.bindings.Soap11Binding):
                self._operations = binding.all()
                return self._client.create_service(name, self.url)
        raise ServiceError("no_binding")

    def get_operations(self):
        """`{operation: names of its parameters}`."""
        found = {}
        for name, operation in self._read_operations().items():
            # a wrapped operation has one element with the parameters in it
            body = operation.input.body
            found[name] = [part for part, _element in body.type.elements] if body is not None else []
        return found

    def _read_operations(self):
        return self._operations if self.service is not None else {}

    def call(self, operation, read=False, **parameters):
        """Answer of an operation as plain values: out-parameters by name beside `return`, or the only value.

        :param read: it changes nothing, so it is tried once more where 1C did not answer
        :raise ServiceError:
        """
        self.check(operation, parameters)
        try:
            return self._call(operation, parameters)
        except ServiceError as problem:
            if not (read and problem.unanswered):
                raise
            return self._call(operation, parameters)

    def check(self, operation, parameters):
        """Compare a call with the description of the service.

        :raise ServiceError: the operation or a parameter is not there
        """
        known = self.get_operations()
        if operation not in known:
            raise ServiceError("no_operation", operation=operation, known=", ".join(sorted(known)))
        if set(parameters) - set(known[operation]):
            reason = ", ".join(sorted(set(parameters) - set(known[operation])))
            raise ServiceError("bad_parameters", operation=operation, reason=reason, known=", ".join(known[operation]))

    def _call(self, operation, parameters):
        try:
            answer = self.service[operation](**parameters)
        except zeep.exceptions.Fault as fault:
            text = " ".join(str(fault.message or "").split())[:500]
            raise ServiceError("fault", operation=operation, text=text) from fault
        except zeep.exceptions.ValidationError as error:
            known = ", ".join(self.get_operations()[operation])
            raise ServiceError("bad_parameters", operation=operation, reason=str(error)[:200], known=known) from error
        except (zeep.exceptions.Error, etree.LxmlError, *ODD) as error:
            raise ServiceError("broken", reason=str(error)[:200]) from error
        return zeep.helpers.serialize_object(answer, dict)


class Wire(Transport):
    """zeep's way to the network: our session, no redirects, no foreign documents, every failure a sentence."""

    def __init__(self, session, user, password):
        super().__init__(session=session, timeout=TIMEOUT, operation_timeout=TIMEOUT)
        self._user = user
        self._auth = (user.encode(), (password or "").encode()) if user else None

    def load(self, url):
        """Override of zeep: a description of 1C stands alone; what it points to elsewhere is not fetched."""
        raise ServiceError("broken", reason=url)

    def get(self, address, params=None, headers=None):
        """Bytes of a document."""
        return self._send("GET", address, None, headers).content

    def post(self, address, message, headers):
        """Override of zeep to judge an answer before it is read as XML."""
        return self._send("POST", address, message, headers)

    def _send(self, method, address, body, headers):
        try:
            response = self.session.request(
                method,
                address,
                data=body,
                headers=headers,
                auth=self._auth,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            )
            with response:
                self._read(response)
        except requests.exceptions.SSLError as error:
            raise ServiceError("tls") from error
        except requests.Timeout as error:
            raise ServiceError("timeout", url=address) from error
        except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError) as error:
            raise ServiceError("unreachable", url=address) from error
        except (requests.RequestException, UnicodeError) as error:
            raise ServiceError("bad_url", url=address, name="service") from error
        self._judge(response, address)
        return response

    def _read(self, response):
        """The whole body, as long as it is not endless."""
        pieces, size = [], 0
        for piece in response.iter_content(1 << 16):
            size += len(piece)
            if size > LIMIT:
                raise ServiceError("large", limit=LIMIT)
            pieces.append(piece)
        response._content = b"".join(pieces)

    def _judge(self, response, address):
        status, start = response.status_code, " ".join(response.text[:2000].split())[:120]
        if 300 <= status < 400:
            raise ServiceError("redirect", status=status, to=response.headers.get("Location", ""))
        if status == 401:
            raise ServiceError("unauthorized", user=self._user)
        if status == 403:
            raise ServiceError("forbidden", user=self._user)
        if status == 404:
            raise ServiceError("not_found", url=address)
        if status in (406, 429, 502, 503, 504):
            raise ServiceError("busy", status=status)
        if _is_html(response.content):
            raise ServiceError("html", status=status, start=start)
        if status >= 400 and not _is_fault(response.content):
            raise ServiceError("status", status=status, start=start)


def _is_html(content):
    start = content[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body"))


def _is_fault(content):
    with suppress(etree.LxmlError):
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        return etree.QName(root).localname == "Envelope"
    return False
