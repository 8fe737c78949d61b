"""Every exception to a rule, with its reason. An entry that no longer applies fails the tests: delete it.

A key is the file as findings print it: from the addon's folder on inside `addons/`, else from the repository's root.
"""

COMMIT: dict[str, str] = {
    "torg_stock/tests/test_race.py": "twenty real transactions race for the last bottle; a refused one is rolled back",
    "torg_sale/tests/test_hand_out_race.py": "two real transactions race for an order; the refused one is rolled back",
    "torg_1c/models/torg_onec_session_lock.py": (
        "a request that waited for another one of its session begins its transaction again, before it has written"
    ),
    "torg_api/models/torg_api_turn.py": (
        "a request that waited for others who want the same begins its transaction again, before it has written"
    ),
    "torg_api/tests/test_turn.py": "two real transactions wait for each other; one must see what the other committed",
    "torg_exchange/tests/test_concurrency.py": "two real transactions race; each must see what the other committed",
}

DOMAIN_IMPORTS: dict[tuple[str, str], str] = {
    ("torg_pricelist/models/torg_price_list_make.py", "json"): (
        "the plan of a long list rests in the record's own field between two jobs; nobody outside reads it"
    ),
    ("torg_pricelist/models/torg_price_revision_file.py", "json"): (
        "rows of a price sheet rest in the record's own field between two jobs; nobody outside reads them"
    ),
}

NOT_INSTALLABLE: dict[str, str] = {}

PUBLIC_ACCESS: dict[str, str] = {}

PLAIN_SECRETS: dict[str, str] = {}
