"""The service EnterpriseDataExchange_1_0_1_1: files in parts, background operations, both ways.

Operations that work in the background are begun in one call and asked about in others: the caller keeps their
identifier and comes again, so nobody waits for 1C longer than he wants to.
"""

import io
import time
import uuid
import zipfile

from ..commerceml.archive import members
from .names import PLAN
from .problem import MessageError, ServiceError

PART = 4 << 20  # bytes of a part we send
PART_KB = 4096  # size of a part we ask for
ACTIVE, COMPLETED, FAILED, CANCELED = "Active", "Completed", "Failed", "Canceled"


class Clock:
    """Time of the machine; tests pass another."""

    def now(self):
        """Seconds that only grow."""
        return time.monotonic()

    def sleep(self, seconds):
        """Wait."""
        time.sleep(seconds)


class EnterpriseService:
    """Verbs of the service.

    :param client: SoapClient
    :param peer: our code among the nodes of 1C's exchange plan
    """

    def __init__(self, client, peer, plan=PLAN, clock=None, part=PART):
        self.client, self.peer, self.plan = client, peer, plan
        self.clock = clock or Clock()
        self.part = part

    # === IS ANYBODY THERE === #

    def ping(self):
        """Reach the service at all."""
        self.client.call("Ping", read=True)

    def test(self):
        """Ask whether this user may exchange with our node.

        :raise ServiceError: he may not, and why
        """
        answer = self.client.call("TestConnection", read=True, ExchangePlanName=self.plan, PeerCode=self.peer)
        ok, text = _take(answer, "return"), _take(answer, "ErrorMessage")
        if ok is False or text:
            raise ServiceError("not_connected", text=text or "")

    # === FROM US === #

    def put(self, body, file_id=None):
        """Hand a message over; return the identifier of the operation that reads it.

        Parts that come again overwrite themselves, so a repeated put of the same bytes is the same put.
        """
        file_id = file_id or str(uuid.uuid4())
        packed = pack(body)
        for number, start in enumerate(range(0, len(packed), self.part), 1):
            self._put_part(file_id, number, packed[start : start + self.part])
        answer = self.client.call("PutData", ExchangePlanName=self.plan, PeerCode=self.peer, FileID=file_id)
        return _checked(answer, "PutData", "OperationID")

    def _put_part(self, file_id, number, data):
        answer = self.client.call("PutFilePart", read=True, FileID=file_id, PartNumber=number, PartData=data)
        _checked(answer, "PutFilePart")

    def ask_put(self, operation):
        """State of reading what we have put: Active, Completed, Failed, Canceled; and 1C's text."""
        answer = self.client.call("PutDataActionResult", read=True, OperationID=operation)
        return str(_take(answer, "return") or CANCELED), _take(answer, "ErrorMessage") or ""

    # === TO US === #

    def prepare(self):
        """Ask for a message; return the identifier of the operation that makes it."""
        answer = self.client.call(
            "PrepareDataForGetting", ExchangePlanName=self.plan, PeerCode=self.peer, PartSize=PART_KB
        )
        return _checked(answer, "PrepareDataForGetting", "OperationID")

    def ask_prepared(self, operation):
        """`(state, file, number of parts, 1C's text)`."""
        answer = self.client.call("PrepareDataActionResult", read=True, OperationID=operation)
        result = answer.get("return") if isinstance(answer, dict) and "return" in answer else answer
        result = result if isinstance(result, dict) else {}
        text = result.get("ErrorMessage") or _take(answer, "ErrorMessage") or ""
        return result.get("Status") or CANCELED, result.get("FileID") or "", result.get("PartCount") or 0, text

    def get(self, file_id, parts):
        """Binary stream over the message of a prepared file."""
        if not file_id or not parts:
            raise ServiceError("no_parts")
        packed = io.BytesIO()
        for number in range(1, parts + 1):
            answer = self.client.call("GetDataPart", read=True, FileID=file_id, PartNumber=number)
            data = _checked(answer, "GetDataPart")
            if not data:
                raise ServiceError("bad_part", number=number, file=file_id)
            packed.write(data)
        return unpack(packed)

    def forget(self, file_id):
        """Let 1C delete its temporary file: no acknowledgement, only politeness."""
        self.client.call("ConfirmGettingFile", FileID=file_id, ClearDataPool=False)


def pack(body):
    """Archive with the message in it, the same bytes for the same message."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("data.xml", (2000, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def unpack(packed):
    """Stream over the message in an archive, counted as it is unpacked: 1C reads the first entry, and so do we.

    :raise ArchiveError: it is no archive, or more than a message may be
    """
    files = members(packed)
    first = next(files, None)
    if first is None:
        raise MessageError("not_zip")
    return io.BufferedReader(Pieces(first[1], files))


class Pieces(io.RawIOBase):
    """Binary stream over pieces of bytes.

    :param archive: what they come from: it stays open as long as the stream
    """

    def __init__(self, pieces, archive=None):
        self._pieces, self._rest, self._archive = iter(pieces), b"", archive

    def readable(self):
        """Always."""
        return True

    def readinto(self, buffer):
        """Hand out what is left of a piece, then the next one."""
        if not self._rest:
            self._rest = next(self._pieces, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def _take(answer, name):
    """A part of an answer; one that consists of a single value is its `return`."""
    if isinstance(answer, dict):
        return answer.get(name)
    return answer if name == "return" else None


def _checked(answer, operation, name="return"):
    if text := _take(answer, "ErrorMessage"):
        raise ServiceError("refused", operation=operation, text=text)
    return _take(answer, name)
