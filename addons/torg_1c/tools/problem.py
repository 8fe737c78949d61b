"""What goes wrong with bytes from outside: a code with arguments to translate, and the same in English."""


class Problem(Exception):
    """Something a person must know.

    :ivar code: key of the sentence
    :ivar params: arguments of the sentence
    :ivar text: the sentence in English
    """

    sentences: dict[str, str] = {}

    def __init__(self, code, **params):
        self.code = code
        self.params = params
        self.text = self.sentences[code] % params
        super().__init__(self.text)


class BadValue(Problem):
    """A value that cannot be what it should be; the row it stands in is skipped, or the value alone."""

    sentences = {
        "bad_number": "“%(value)s” is not a number.",
        "bad_date": "“%(value)s” is not a date.",
        "bad_flag": "“%(value)s” is neither yes nor no.",
        "bad_rate": "“%(value)s” is not a VAT rate.",
        "no_id": "The row %(row)s has no identifier.",
    }


class ReadError(Problem):
    """The file cannot be read, or not to its end. What was read before stands."""

    sentences = {
        "empty": "The file is empty.",
        "not_xml": "The file is not XML: it begins with “%(start)s”.",
        "html": "This is a web page, not an exchange file: look at the address and the password on the other side.",
        "other_root": "The file is not CommerceML: its root is <%(root)s>.",
        "doctype": "The file declares a document type; entities are refused.",
        "long_prolog": "The file does not come to its root element within %(limit)s bytes.",
        "encoding": "The file is not in the encoding %(encoding)s (byte %(position)s): send it again in UTF-8.",
        "too_deep": "The elements are nested too deep (line %(line)s).",
        "too_long": "One value is longer than ten million characters (line %(line)s).",
        "broken": "The XML is broken at line %(line)s: %(reason)s. Send the file again.",
        "cut": "The file ends in the middle: a part of it was lost on the way. Send it again.",
    }


class ProtocolError(Problem):
    """A request that the exchange protocol does not know."""

    sentences = {
        "unknown_type": "The exchange type “%(type)s” is not served.",
        "unknown_mode": "The step “%(mode)s” is not served for %(type)s.",
        "no_filename": "The request names no file.",
        "bad_filename": "The file name “%(name)s” leads outside the exchange folder.",
        "long_filename": "The file name is longer than %(limit)s characters.",
        "empty_answer": "The answer is empty.",
        "unknown_answer": "The answer begins with “%(start)s” instead of success, progress or failure.",
    }


class ArchiveError(Problem):
    """An archive that must not be unpacked, or cannot be."""

    sentences = {
        "not_zip": "The file is not a zip archive, or a part of it was lost on the way. Send it again.",
        "bad_name": "The archive has a file “%(name)s” that leads outside the exchange folder.",
        "special": "The archive has “%(name)s”, which is no ordinary file.",
        "encrypted": "The file “%(name)s” in the archive has a password.",
        "nested": "The archive has another archive in it: “%(name)s”.",
        "twice": "The archive has the file “%(name)s” twice.",
        "many": "The archive has %(count)s files, more than %(limit)s.",
        "large": "The archive unpacks to more than %(limit)s bytes.",
        "bomb": "The file “%(name)s” in the archive grows more than %(limit)s times when unpacked.",
        "damaged": "The file “%(name)s” in the archive is damaged. Send the archive again.",
    }
