"""The standard OData interface of 1C: rows of its tables ↔ neutral records. No network but through a transport."""
