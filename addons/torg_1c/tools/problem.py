"""What goes wrong with bytes from outside: a code with arguments to translate, and the same in English."""


def _(text):
    """Mark a sentence for translation; whoever shows it translates it."""
    return text


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
        "bad_number": _("“%(value)s” is not a number."),
        "bad_date": _("“%(value)s” is not a date."),
        "bad_flag": _("“%(value)s” is neither yes nor no."),
        "bad_rate": _("“%(value)s” is not a VAT rate."),
        "no_id": _("The row %(row)s has no identifier."),
        "odd_row": _("The row has values of other types than 1C has described."),
    }


class ReadError(Problem):
    """The file cannot be read, or not to its end. What was read before stands."""

    sentences = {
        "empty": _("The file is empty."),
        "not_xml": _("The file is not XML: it begins with “%(start)s”."),
        "html": _("This is a web page, not an exchange file: look at the address and the password on the other side."),
        "other_root": _("The file is not CommerceML: its root is <%(root)s>."),
        "doctype": _("The file declares a document type; entities are refused."),
        "entity": _("The file uses an entity that nobody declared: send it again."),
        "long_prolog": _("The file does not come to its root element within %(limit)s bytes."),
        "encoding": _("The file is not in the encoding %(encoding)s (byte %(position)s): send it again in UTF-8."),
        "too_deep": _("The elements are nested too deep (line %(line)s)."),
        "too_long": _("One value is longer than ten million characters (line %(line)s)."),
        "broken": _("The XML is broken at line %(line)s: %(reason)s. Send the file again."),
        "cut": _("The file ends in the middle: a part of it was lost on the way. Send it again."),
    }


class ProtocolError(Problem):
    """A request that the exchange protocol does not know."""

    sentences = {
        "unknown_type": _("The exchange type “%(type)s” is not served."),
        "unknown_mode": _("The step “%(mode)s” is not served for %(type)s."),
        "no_filename": _("The request names no file."),
        "too_much": _("The part of the file is larger than %(limit)s bytes: send smaller parts."),
        "not_sent": _("The file “%(name)s” was not sent."),
        "bad_filename": _("The file name “%(name)s” leads outside the exchange folder."),
        "long_filename": _("The file name is longer than %(limit)s characters."),
        "empty_answer": _("The answer is empty."),
        "unknown_answer": _("The answer begins with “%(start)s” instead of success, progress or failure."),
    }


class ArchiveError(Problem):
    """An archive that must not be unpacked, or cannot be."""

    sentences = {
        "not_zip": _("The file is not a zip archive, or a part of it was lost on the way. Send it again."),
        "bad_name": _("The archive has a file “%(name)s” that leads outside the exchange folder."),
        "special": _("The archive has “%(name)s”, which is no ordinary file."),
        "encrypted": _("The file “%(name)s” in the archive has a password."),
        "nested": _("The archive has another archive in it: “%(name)s”."),
        "twice": _("The archive has the file “%(name)s” twice."),
        "many": _("The archive has %(count)s files, more than %(limit)s."),
        "large": _("The archive unpacks to more than %(limit)s bytes."),
        "bomb": _("The file “%(name)s” in the archive grows more than %(limit)s times when unpacked."),
        "damaged": _("The file “%(name)s” in the archive is damaged. Send the archive again."),
    }


NOTES = {
    "duplicate_id": _("The identifier %(id)s stands twice in one part of the file."),
    "control_characters": _("%(count)s characters that XML does not allow were left out."),
    "encoding_differs": _("The file says it is in %(declared)s, but it is in %(encoding)s."),
    "nameless_line": _("A line of the document names no item."),
    "price_repeated": _("The offer %(offer)s has several prices of the type %(price_type)s, the last one counts."),
    "variant_without_id": _("The value “%(value)s” of a property has no identifier."),
    "unknown_currency": _("The currency “%(currency)s” is unknown."),
    "total_differs": _("The lines of document %(number)s make %(lines)s, its total says %(total)s."),
}


def template(code):
    """The English sentence of a remark by its code, with %(name)s for its arguments; None when nobody knows it."""
    for sentences in (NOTES, *(kind.sentences for kind in Problem.__subclasses__())):
        if code in sentences:
            return sentences[code]
    return None
