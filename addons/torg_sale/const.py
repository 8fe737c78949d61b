"""Words that several files of the addon share."""

# Through which channel an order is moved: the desk (our screens), the shop's API, 1C, the phone, the system itself.
CHANNELS = [("desk", "Desk"), ("api", "API"), ("1c", "1C"), ("phone", "Phone"), ("system", "System")]

# Those of them by which programmes make orders and people do not.
PROGRAMMES = ("api", "1c")

# What a person is to the transition matrix, by group. Each step of the ladder holds the roles below it too.
ROLES = [
    ("manager", "Manager"),
    ("supervisor", "Supervisor"),
    ("director", "Director"),
    ("store_staff", "Store staff"),
    ("courier", "Courier"),
]

# States of core that a stage may stand for.
STATES = [("draft", "Quotation"), ("sent", "Quotation sent"), ("sale", "Confirmed"), ("cancel", "Cancelled")]

# Fields of an order line and how the journal calls them.
LINE_KEYS = {"product_id": "product_id", "product_uom_qty": "quantity", "price_unit": "price", "discount": "discount"}
