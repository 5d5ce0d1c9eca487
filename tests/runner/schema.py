"""As much of JSON Schema as openapi.json uses; a keyword that is not known here is an error, so that none is skipped in silence."""
import re

KNOWN = {"type", "enum", "properties", "required", "additionalProperties", "items", "pattern", "format", "maxLength", "minimum",
         "maximum", "$ref", "title", "description", "readOnly", "anyOf"}
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
FORMATS = {
    "date": r"\d{4}-\d\d-\d\d",
    "date-time": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)",
    "uuid": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
}


def is_a(value, name):
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def resolve(document, schema):
    while "$ref" in schema:
        at = document
        for part in schema["$ref"].lstrip("#/").split("/"):
            at = at[part]
        schema = at
    return schema


def faults(document, schema, value, where="$"):
    """Texts that say where a value is not what the schema says."""
    schema = resolve(document, schema)
    unknown = set(schema) - KNOWN
    if unknown:
        return [f"{where}: the schema uses {sorted(unknown)}, which this validator does not know"]
    if "anyOf" in schema:
        tries = [faults(document, part, value, where) for part in schema["anyOf"]]
        return [] if any(not found for found in tries) else min(tries, key=len)
    found = []
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(is_a(value, name) for name in types):
        return [f"{where}: {value!r} is not {' or '.join(types)}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value!r} is not one of {schema['enum']}")
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{where}: {value!r} does not match {schema['pattern']}")
        if "format" in schema and not re.fullmatch(FORMATS[schema["format"]], value):
            found.append(f"{where}: {value!r} is no {schema['format']}")
        if len(value) > schema.get("maxLength", len(value)):
            found.append(f"{where}: {value!r} is longer than {schema['maxLength']}")
    if is_a(value, "integer"):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            found.append(f"{where}: {value} is out of range")
    if isinstance(value, list) and "items" in schema:
        for at, item in enumerate(value):
            found += faults(document, schema["items"], item, f"{where}[{at}]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        found += [f"{where}: {name} is missing" for name in schema.get("required", []) if name not in value]
        for name, item in value.items():
            if name in known:
                found += faults(document, known[name], item, f"{where}.{name}")
            elif schema.get("additionalProperties", True) is False:
                found.append(f"{where}: {name} is not in the schema")
    return found
