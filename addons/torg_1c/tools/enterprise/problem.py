"""What goes wrong with 1C's web services, in sentences a person can act on."""

from ..problem import Problem


class ServiceError(Problem):
    """1C's web service did not do what it was asked.

    :ivar unanswered: nobody was there: trying again later may help
    """

    sentences = {
        "bad_url": "“%(url)s” is no address of a web service: it looks like https://server/base/ws/%(name)s.1cws",
        "inner": "%(url)s leads into an inner network, or is not https: if it is meant so, allow private addresses for "
        "this base.",
        "unreachable": "1C's server does not answer at %(url)s: it is switched off, or the address is wrong.",
        "timeout": "1C did not answer in time (%(url)s). Large bases need minutes; it will be tried again.",
        "tls": "The certificate of 1C's server is not trusted: it has expired or belongs to another name.",
        "unauthorized": "1C does not accept the user “%(user)s” or the password (401).",
        "forbidden": "The user “%(user)s” may not use the web service (403): give the user the role for data exchange.",
        "not_found": "There is no such publication (404): publish the web service on 1C's server, or correct %(url)s.",
        "redirect": "The address leads to another one (%(status)s), %(to)s: write the final address.",
        "busy": "1C has no free session or licence now (%(status)s); it will be tried again.",
        "html": "A web page came instead of XML (%(status)s): the publication has another address, or the password "
        "is wrong. It begins with “%(start)s”.",
        "status": "1C's server answered with the error %(status)s: “%(start)s”.",
        "large": "1C's answer is larger than %(limit)s bytes: lower the size of a part.",
        "broken": "1C's answer cannot be read: %(reason)s.",
        "no_binding": "The description of the service has no port for SOAP 1.1.",
        "no_operation": "The web service has no operation “%(operation)s”. It has: %(known)s.",
        "bad_parameters": "The operation “%(operation)s” takes other parameters: %(reason)s. It takes: %(known)s.",
        "fault": "1C stopped with an error in “%(operation)s”: %(text)s",
        "refused": "1C refused “%(operation)s”: %(text)s",
        "not_connected": "1C says that the exchange is not set up: %(text)s",
        "failed": "1C could not carry out the background operation: %(text)s",
        "no_parts": "1C says the data are ready, but names no file.",
        "bad_part": "Part %(number)s of the file %(file)s came empty: it was deleted on 1C's server.",
    }

    SILENT = {"unreachable", "timeout", "busy"}

    @property
    def unanswered(self):
        """Whether nobody was there: no refusal."""
        return self.code in self.SILENT


class MessageError(Problem):
    """A message of EnterpriseData that must not be taken."""

    sentences = {
        "not_zip": "1C's message is not an archive, or a part of it was lost.",
        "not_message": "The file is no exchange message: its root is <%(root)s>.",
        "no_header": "The message has no header, so it has no number.",
        "broken": "The message is broken at line %(line)s: %(reason)s.",
        "bad_number": "“%(value)s” in the header of the message is no number.",
        "other_node": "The message is for the node “%(to)s”, and we are “%(our)s”: correct the codes of the nodes.",
        "other_sender": "The message is from the node “%(sender)s”, and this base is “%(known)s”: correct the codes.",
        "other_plan": "The message is of the exchange plan “%(plan)s”, and “%(known)s” is set up here.",
        "other_format": "The message is in the format %(format)s and not in EnterpriseData.",
        "no_version": "There is no common version of EnterpriseData: 1C knows %(theirs)s, here are %(ours)s.",
        "numbers_back": "1C numbers its messages anew: %(number)s came after %(known)s. If its base was restored from "
        "a copy, press “Meet anew”.",
        "numbers_ahead": "1C has got message %(number)s of ours, and the last one here was %(known)s: this base was "
        "restored from a copy. The numbers were aligned, everything unconfirmed is sent again.",
        "not_taken": "1C did not take message %(number)s; everything in it is sent again.",
        "held": "1C sends what nobody here can keep: %(kinds)s. The rest is applied, but nothing is confirmed, and 1C "
        "repeats it all. Exclude these kinds in 1C's synchronisation settings, or allow to confirm them.",
        "not_received": "1C does not take orders by this exchange (Документ.ЗаказКлиента): tick customer orders in its "
        "synchronisation settings.",
    }


class ProfileError(Problem):
    """A profile of a customer's own web service that cannot work."""

    sentences = {
        "not_json": "The profile is not written correctly: %(reason)s.",
        "no_key": "The profile lacks “%(key)s”.",
        "bad_value": "“%(key)s” of the profile must be %(wanted)s.",
        "unknown_key": "The profile has an unknown key “%(key)s”. It may have: %(known)s.",
        "no_argument": "The profile needs “%(name)s”, which was not given.",
        "no_place": "The answer has no “%(path)s”. It has: %(known)s.",
        "not_base64": "“%(path)s” of the answer is not a file in base64.",
        "empty": "1C returned an empty document.",
        "large": "1C returned a document larger than %(limit)s bytes.",
        "declined": "1C did not make the document: %(text)s",
    }
