{
    "name": "Proof: a handler of another addon in the exchange with 1C",
    "summary": "Documents that torg_1c keeps are applied by an addon from outside of it",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_1c"],
}
