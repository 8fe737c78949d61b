{
    "name": "Proof: a resource of another addon in the shop API",
    "summary": "Route, models, permission, problem, event and documentation of the shop API from outside of it",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "Torg",
    "license": "LGPL-3",
    "description": " ",
    "depends": ["torg_api"],
    "data": [
        "security/ir.model.access.csv",
        "data/torg_api_scope_data.xml",
        "data/torg_exchange_event_data.xml",
    ],
}
