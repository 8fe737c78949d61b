"""CommerceML 2.03–2.10 and the 3.x dialect of the Bitrix module: bytes to records and back, and its session."""
