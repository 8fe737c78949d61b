"""Operations of the services over a base."""

import base64
from binascii import Error as NotBase64
from zipfile import BadZipFile

from .base import new_id, unzipped, zipped


class Refused(Exception):
    """The operation ends with a fault."""


class Exchange:
    """Files in parts, background operations.

    :param slow: how many questions find an operation Active
    """

    def __init__(self, base, slow=0):
        self.base, self.slow = base, slow
        self.incoming, self.outgoing, self.operations = {}, {}, {}
        self.fail_next = 0

    def call(self, operation, told):
        """Values of the answer: `return` and the out-parameters."""
        verb = getattr(self, f"do_{operation}", None)
        if verb is None:
            raise Refused(f"Метод не обнаружен: {operation}")
        return verb(**told)

    def do_Ping(self):  # noqa: N802
        """Answer with an empty text."""
        return {"return": ""}

    def do_TestConnection(self, ExchangePlanName, PeerCode):  # noqa: N802, N803
        """Tell whether the node is known."""
        text = self._complain(ExchangePlanName, PeerCode)
        return {"return": not text, "ErrorMessage": text}

    def do_PutFilePart(self, FileID, PartNumber, PartData):  # noqa: N802, N803
        """Keep a part; the same part again overwrites itself."""
        try:
            self.incoming.setdefault(FileID, {})[int(PartNumber)] = base64.b64decode(PartData or "", validate=True)
        except NotBase64:
            raise Refused("PartData") from None
        return {"return": "", "ErrorMessage": ""}

    def do_PutData(self, ExchangePlanName, PeerCode, FileID):  # noqa: N802, N803
        """Join the parts and read the message in the background."""
        if text := self._complain(ExchangePlanName, PeerCode):
            return {"return": "", "OperationID": "", "ErrorMessage": text}
        parts = self.incoming.pop(FileID, {})
        packed = b"".join(parts[number] for number in sorted(parts))
        return {"return": "", "OperationID": self._begin(lambda: self._read(packed)), "ErrorMessage": ""}

    def do_PutDataActionResult(self, OperationID):  # noqa: N802, N803
        """State of the reading."""
        state, text, _result = self._look(OperationID)
        return {"return": state, "ErrorMessage": text}

    def do_PrepareDataForGetting(self, ExchangePlanName, PeerCode, PartSize):  # noqa: N802, N803
        """Make a message in the background."""
        if text := self._complain(ExchangePlanName, PeerCode):
            return {"return": "", "OperationID": "", "ErrorMessage": text}
        size = int(float(PartSize or 0) * 1024)
        return {"return": "", "OperationID": self._begin(lambda: self._write(size)), "ErrorMessage": ""}

    def do_PrepareDataActionResult(self, OperationID):  # noqa: N802, N803
        """State of the making."""
        state, text, result = self._look(OperationID)
        file_id, count = result or ("", 0)
        told = {"ErrorMessage": text, "FileID": file_id, "PartCount": count, "Status": state}
        return {"return": told, "ErrorMessage": ""}

    def do_GetDataPart(self, FileID, PartNumber):  # noqa: N802, N803
        """A part of a prepared file."""
        parts = self.outgoing.get(FileID)
        if not parts or int(PartNumber) > len(parts):
            return {"return": None, "ErrorMessage": "Файл не найден"}
        return {"return": parts[int(PartNumber) - 1], "ErrorMessage": ""}

    def do_ConfirmGettingFile(self, FileID, ClearDataPool):  # noqa: N802, N803
        """Delete the temporary file."""
        self.outgoing.pop(FileID, None)
        return {"return": "", "ErrorMessage": ""}

    # === DOCUMENTS === #

    def do_GetInvoice(self, Number, Format):  # noqa: N802, N803
        """An invoice of an order."""
        content = self.base.print_invoice(Number or "")
        error = "" if content else f"Заказ {Number} не найден"
        return {"return": {"Content": content or b"", "Name": f"Счет {Number}.{Format}", "Error": error}}

    def do_GetAct(self, INN, From, To):  # noqa: N802, N803
        """A reconciliation act."""
        return {"return": f"%PDF-1.4 act {INN} {From} {To}".encode(), "ErrorMessage": ""}

    # === THE BACKGROUND === #

    def _begin(self, work):
        """Operations are done at once, and said to be done after a while."""
        operation = new_id()
        try:
            if self.fail_next:
                self.fail_next -= 1
                raise ValueError("Конфликт блокировок при выполнении транзакции")
            self.operations[operation] = [self.slow, "Completed", "", work()]
        except ValueError as error:
            self.operations[operation] = [self.slow, "Failed", str(error), None]
        return operation

    def _look(self, operation):
        row = self.operations.get(operation)
        if row is None:
            return "Canceled", "", None
        if row[0] > 0:
            row[0] -= 1
            return "Active", "", None
        return row[1:]

    def _read(self, packed):
        try:
            self.base.read_message(unzipped(packed))
        except BadZipFile:
            raise ValueError("Файл сообщения поврежден") from None

    def _write(self, size):
        packed, file_id = zipped(self.base.make_message()), new_id()
        step = size or len(packed)
        self.outgoing[file_id] = [packed[start : start + step] for start in range(0, len(packed), step)]
        return file_id, len(self.outgoing[file_id])

    def _complain(self, plan, peer):
        if plan != self.base.plan:
            return f"План обмена {plan} не найден"
        return "" if peer == self.base.peer else f"Узел {peer} не найден в плане обмена"
