"""What goes wrong between us and the OData interface of 1C, each as a sentence somebody can act on."""

from ..problem import Problem, _


class ODataError(Problem):
    """1C did not do what was asked.

    :ivar status: HTTP status, 0 without an answer
    :ivar onec_code: 1C's own error number (0–21, −1 for errors of the configuration), None where it told none
    :ivar key: of the document that 1C has all the same, "" where nobody knows of any
    """

    key = ""

    sentences = {
        "no_answer": _(
            "1C does not answer at this address: %(reason)s. Look whether its server and its web publication "
            "are running."
        ),
        "dropped": _("1C broke the connection off in the middle: %(reason)s."),
        "timeout": _("1C did not answer within %(seconds)s seconds."),
        "tls": _("The certificate of 1C's web server is not trusted: %(reason)s."),
        "forbidden_address": _(
            "Without encryption (http) and into an inner network the server calls only where that is meant so: "
            "allow private addresses for this base."
        ),
        "bad_address": _("The address of 1C is written wrongly: it should look like http://server/base."),
        "redirect": _("1C's web server redirects to “%(target)s”: write that address into the connection."),
        "unauthorized": _(
            "1C does not let “%(user)s” in (401): compare the user's name and password, and switch on "
            "“Authentication by 1C:Enterprise” for this user."
        ),
        "forbidden": _(
            "1C's web server refuses the user “%(user)s” (403): he has no right to use the OData interface, or "
            "no licence is free."
        ),
        "not_published": _(
            "There is no OData interface at this address (404): publish the base with the mark “Publish the "
            "standard OData interface” and check the address."
        ),
        "no_entity": _("1C does not publish “%(name)s”: add it to the composition of the standard OData interface."),
        "no_record": _("1C has no such record: %(name)s."),
        "no_rights": _("The user “%(user)s” has no right to “%(name)s” in 1C."),
        "exists": _("1C already has a record with this key: %(name)s."),
        "busy": _("1C has no free session now (406): its pool is used up. It will be tried again."),
        "lanes_taken": _("Two calls to 1C are under way already, there are no more at a time: try again in a minute."),
        "stale_session": _("1C has forgotten our session. It will be tried again."),
        "conflict": _("Somebody changed the record in 1C meanwhile (412): it is read anew."),
        "refused": _("1C refused: %(text)s"),
        "not_understood": _("1C did not understand the request (error %(number)s): %(text)s"),
        "server": _("An error in 1C's web server (%(status)s): %(text)s"),
        "web_page": _(
            "A web page came instead of data: “%(title)s”. Usually it is a login page or an error of the web "
            "server: look at the address and the password."
        ),
        "not_json": _("The answer of 1C is not JSON: it begins with “%(start)s”."),
        "not_xml": _("The answer of 1C is not XML: %(reason)s."),
        "body_limit": _("The answer of 1C is larger than %(limit)s MB."),
        "missing": _(
            "1C does not publish what is needed for this: %(names)s. Add it to the composition of the standard "
            "OData interface."
        ),
        "no_item": _("Line %(line)s of order %(number)s has no item of this base."),
        "ambiguous": _("1C has %(count)s orders with the number “%(number)s”: leave one of them."),
        "no_delivery_item": _(
            "Order %(number)s has a paid delivery: say in the settings of the base which item of 1C stands for it."
        ),
        "no_prices": _("1C does not know the price type of document %(number)s."),
    }

    def __init__(self, code, status=0, onec_code=None, **params):
        self.status = status
        self.onec_code = onec_code
        super().__init__(code, status=status, **params)

    @property
    def smaller(self):
        """Whether a smaller page may help."""
        return self.code in ("timeout", "server", "body_limit")

    @property
    def passing(self):
        """Whether the same request may do in a moment."""
        return self.code in ("no_answer", "dropped", "busy", "stale_session")

    @property
    def unanswered(self):
        """Whether nobody knows if 1C has done what was asked."""
        return self.code in ("no_answer", "dropped", "timeout")
