"""What goes wrong with 1C's web services, in sentences a person can act on."""

from ..problem import Problem, _


class ServiceError(Problem):
    """1C's web service did not do what it was asked.

    :ivar unanswered: nobody was there: trying again later may help
    """

    sentences = {
        "bad_url": _("“%(url)s” is no address of a web service: it looks like https://server/base/ws/%(name)s.1cws"),
        "inner": _(
            "%(url)s leads into an inner network, or is not https: if it is meant so, allow private addresses for "
            "this base."
        ),
        "unreachable": _("1C's server does not answer at %(url)s: it is switched off, or the address is wrong."),
        "timeout": _("1C did not answer in time (%(url)s). Large bases need minutes; it will be tried again."),
        "tls": _("The certificate of 1C's server is not trusted: it has expired or belongs to another name."),
        "unauthorized": _("1C does not accept the user “%(user)s” or the password (401)."),
        "forbidden": _(
            "The user “%(user)s” may not use the web service (403): give the user the role for data exchange."
        ),
        "not_found": _(
            "There is no such publication (404): publish the web service on 1C's server, or correct %(url)s."
        ),
        "redirect": _("The address leads to another one (%(status)s), %(to)s: write the final address."),
        "busy": _("1C has no free session or licence now (%(status)s); it will be tried again."),
        "html": _(
            "A web page came instead of XML (%(status)s): the publication has another address, or the password "
            "is wrong. It begins with “%(start)s”."
        ),
        "status": _("1C's server answered with the error %(status)s: “%(start)s”."),
        "large": _("1C's answer is larger than %(limit)s bytes: lower the size of a part."),
        "broken": _("1C's answer cannot be read: %(reason)s."),
        "no_binding": _("The description of the service has no port for SOAP 1.1."),
        "no_operation": _("The web service has no operation “%(operation)s”. It has: %(known)s."),
        "bad_parameters": _("The operation “%(operation)s” takes other parameters: %(reason)s. It takes: %(known)s."),
        "fault": _("1C stopped with an error in “%(operation)s”: %(text)s"),
        "refused": _("1C refused “%(operation)s”: %(text)s"),
        "not_connected": _("1C says that the exchange is not set up: %(text)s"),
        "failed": _("1C could not carry out the background operation: %(text)s"),
        "no_parts": _("1C says the data are ready, but names no file."),
        "bad_part": _("Part %(number)s of the file %(file)s came empty: it was deleted on 1C's server."),
    }

    SILENT = {"unreachable", "timeout", "busy"}

    @property
    def unanswered(self):
        """Whether nobody was there: no refusal."""
        return self.code in self.SILENT


class MessageError(Problem):
    """A message of EnterpriseData that must not be taken."""

    sentences = {
        "not_zip": _("1C's message is not an archive, or a part of it was lost."),
        "not_message": _("The file is no exchange message: its root is <%(root)s>."),
        "no_header": _("The message has no header, so it has no number."),
        "broken": _("The message is broken at line %(line)s: %(reason)s."),
        "bad_number": _("“%(value)s” in the header of the message is no number."),
        "other_node": _("The message is for the node “%(to)s”, and we are “%(our)s”: correct the codes of the nodes."),
        "other_sender": _(
            "The message is from the node “%(sender)s”, and this base is “%(known)s”: correct the codes."
        ),
        "other_plan": _("The message is of the exchange plan “%(plan)s”, and “%(known)s” is set up here."),
        "other_format": _("The message is in the format %(format)s and not in EnterpriseData."),
        "no_version": _("There is no common version of EnterpriseData: 1C knows %(theirs)s, here are %(ours)s."),
        "numbers_back": _(
            "1C numbers its messages anew: %(number)s came after %(known)s. If its base was restored from "
            "a copy, press “Meet anew”."
        ),
        "numbers_ahead": _(
            "1C has got message %(number)s of ours, and the last one here was %(known)s: this base was "
            "restored from a copy. The numbers were aligned, everything unconfirmed is sent again."
        ),
        "not_taken": _("1C did not take message %(number)s; everything in it is sent again."),
        "held": _(
            "1C sends what nobody here can keep: %(kinds)s. The rest is applied, but nothing is confirmed, and 1C "
            "repeats it all. Exclude these kinds in 1C's synchronisation settings, or allow to confirm them."
        ),
        "not_received": _(
            "1C does not take orders by this exchange (Документ.ЗаказКлиента): tick customer orders in its "
            "synchronisation settings."
        ),
    }


class ProfileError(Problem):
    """A profile of a customer's own web service that cannot work."""

    sentences = {
        "not_json": _("The profile is not written correctly: %(reason)s."),
        "no_key": _("The profile lacks “%(key)s”."),
        "bad_value": _("“%(key)s” of the profile must be %(wanted)s."),
        "unknown_key": _("The profile has an unknown key “%(key)s”. It may have: %(known)s."),
        "no_argument": _("The profile needs “%(name)s”, which was not given."),
        "no_place": _("The answer has no “%(path)s”. It has: %(known)s."),
        "not_base64": _("“%(path)s” of the answer is not a file in base64."),
        "empty": _("1C returned an empty document."),
        "large": _("1C returned a document larger than %(limit)s bytes."),
        "declined": _("1C did not make the document: %(text)s"),
    }
