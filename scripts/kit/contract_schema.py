"""Whether one JSON Schema takes everything another one allows: the words that pydantic writes."""

TYPES = ("string", "number", "integer", "boolean", "array", "object", "null")
# Word → whether the wide one's bound b leaves room for the narrow one's bound a.
LOWEST = {"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"}
HIGHEST = {"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"}
SAME = ("pattern", "format", "multipleOf", "uniqueItems")


class Comparison:
    """Asks whether schemas of one document take what schemas of another one allow.

    :param is_request: the values are sent by clients; else they are answered to them
    """

    def __init__(self, wide_document, narrow_document, is_request):
        self._wide = wide_document["components"]["schemas"]
        self._narrow = narrow_document["components"]["schemas"]
        self._is_request = is_request
        self._said = ("was allowed before and is refused now", "is new: clients do not know it")[not is_request]
        self._open = set()  # pairs of models under comparison: a model may name itself

    def takes(self, wide, narrow, pointer=""):
        """Return pairs (pointer, what is wrong); empty when all is taken."""
        pair = (wide.get("$ref"), narrow.get("$ref"))
        if all(pair):
            if pair in self._open:
                return []
            self._open.add(pair)
        try:
            return self._compare(_resolve(wide, self._wide), _resolve(narrow, self._narrow), pointer)
        finally:
            self._open.discard(pair)

    def _compare(self, wide, narrow, pointer):
        found = []
        for variant in _variants(narrow, self._narrow):
            tried = [self._take_one(choice, variant, pointer) for choice in _variants(wide, self._wide)]
            if [] not in tried:
                # The nearest variant says best what is wrong.
                found += min(tried, key=lambda rows: (any(row[0] == pointer for row in rows), len(rows)))
        return found

    def _take_one(self, wide, narrow, pointer):
        """Both are without alternatives."""
        missing = _types(narrow) - _types(wide)
        if missing:
            return [(pointer, f"{' or '.join(sorted(missing))} {self._said}")]
        found = [(pointer, text) for text in self._compare_words(wide, narrow)]
        if "properties" in wide or "properties" in narrow:
            found += self._compare_fields(wide, narrow, pointer)
        elif isinstance(wide.get("additionalProperties"), dict) and "object" in _types(narrow):
            rest = narrow.get("additionalProperties")
            found += self.takes(wide["additionalProperties"], rest if isinstance(rest, dict) else {}, f"{pointer}/*")
        if "items" in wide:
            found += self.takes(wide["items"], narrow.get("items", {}), f"{pointer}/*")
        return found

    def _compare_words(self, wide, narrow):
        """Yield what is wrong with values and bounds."""
        yield from self._compare_values(wide, narrow)
        for word in (LOWEST | HIGHEST) & wide.keys():
            bound, other = wide[word], narrow.get(word)
            is_wider = other is None or (other < bound if word in LOWEST else other > bound)
            if is_wider and not _is_exact(narrow):
                yield f"{word} {_told(other)} {self._said}, the bound is {bound}"
        for word in SAME:
            if word in wide and wide[word] != narrow.get(word) and not _is_exact(narrow):
                yield f"{word} {_told(narrow.get(word))} {self._said}, it is {wide[word]}"

    def _compare_values(self, wide, narrow):
        allowed, asked = _values(wide), _values(narrow)
        if allowed is not None:
            if asked is None:
                yield f"any value {self._said}, there are {', '.join(map(str, allowed))}"
            for value in [one for one in asked or () if one not in allowed]:
                yield f"the value {value} {self._said}"
        # Words that may become more are told apart from those that are all there will be.
        gone = set(wide.get("x-extensible-enum", ())) - set(narrow.get("x-extensible-enum", ()))
        for value in sorted(gone) if not self._is_request else ():
            yield f"the value {value} is gone"

    def _compare_fields(self, wide, narrow, pointer):
        allowed, asked = wide.get("properties", {}), narrow.get("properties", {})
        found = []
        for name in allowed.keys() - asked.keys() if not self._is_request else ():
            found.append((f"{pointer}/{name}", "is gone"))
        for name in asked.keys() - allowed.keys():
            if self._is_request and wide.get("additionalProperties") is False:
                found.append((f"{pointer}/{name}", "is not taken any more"))
        for name in set(wide.get("required", ())) - set(narrow.get("required", ())):
            if self._is_request or name in asked:
                found.append((f"{pointer}/{name}", "must be sent now" if self._is_request else "may be missing now"))
        for name in allowed.keys() & asked.keys():
            found += self.takes(allowed[name], asked[name], f"{pointer}/{name}")
        return sorted(found)


def _resolve(schema, models):
    while "$ref" in schema:
        schema = models[schema["$ref"].rpartition("/")[2]]
    return schema


def _variants(schema, models):
    """The schema's alternatives, each with what stands beside them."""
    for word in ("anyOf", "oneOf"):
        if word in schema:
            rest = {name: value for name, value in schema.items() if name != word}
            return [
                variant
                for choice in schema[word]
                for variant in _variants({**rest, **_resolve(choice, models)}, models)
            ]
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": name} for name in schema["type"]]
    if "allOf" in schema and len(schema["allOf"]) == 1:
        return _variants({**_resolve(schema["allOf"][0], models)}, models)
    return [schema]


def _types(schema):
    named = schema.get("type")
    if named is None:
        values = _values(schema)
        return set(TYPES) if values is None else {_type_of(value) for value in values}
    return {"number", "integer"} if named == "number" else {named}


def _type_of(value):
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string", type(None): "null", list: "array"}
    return kinds.get(type(value), "object")


def _values(schema):
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _is_exact(schema):
    """Values that are named one by one need no bounds."""
    return _values(schema) is not None


def _told(value):
    return "of any kind" if value is None else value
