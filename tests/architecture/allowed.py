"""Every exception to a rule, with its reason. An entry that no longer applies fails the tests: delete it.

A key is the file as findings print it: from the addon's folder on inside `addons/`, else from the repository's root.
"""

COMMIT: dict[str, str] = {}

DOMAIN_IMPORTS: dict[tuple[str, str], str] = {}

PUBLIC_ACCESS: dict[str, str] = {}

PLAIN_SECRETS: dict[str, str] = {}
