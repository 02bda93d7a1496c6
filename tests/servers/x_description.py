"""X's own description of its API (an extract), and whether a request or an answer is what it says."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

EXTRACT = Path(__file__).parents[1] / "data" / "x-openapi-extract.json"
_NUMBERS = {"integer": int, "number": (int, float)}


class Invalid(Exception):
    """Says which part is not as described."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where


@cache
def description() -> dict[str, Any]:
    return json.loads(EXTRACT.read_text("utf-8"))


def endpoint(method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """The described path that this one is an instance of, and the parameters in it."""
    for template, operations in sorted(description()["paths"].items(), key=lambda item: "{" in item[0]):
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(template))
        found = re.fullmatch(pattern, path)
        if found and method.lower() in operations:
            return template, found.groupdict()
    return None


def operation(method: str, template: str) -> dict[str, Any]:
    return description()["paths"][template][method.lower()]


def check_request(method: str, template: str, path: dict, query: dict[str, list[str]], body: Any) -> None:
    """Raises Invalid for an unknown, missing or wrong parameter, or a body that is not as described."""
    described = {}
    for parameter in map(resolved, operation(method, template).get("parameters", [])):
        described[parameter["in"], parameter["name"]] = parameter
    given = {("path", name): [value] for name, value in path.items()}
    given |= {("query", name): values for name, values in query.items()}
    for key, values in given.items():
        if key not in described:
            raise Invalid(key[1], f"The query parameter [{key[1]}] is not one of those of this endpoint")
        _check_parameter(described[key], values)
    for key, parameter in described.items():
        if parameter.get("required") and key not in given:
            raise Invalid(key[1], "is required")
    _check_body(operation(method, template).get("requestBody"), body)


def check_answer(method: str, template: str, status: int, body: Any) -> None:
    schema = operation(method, template)["responses"][str(status)]["content"]["application/json"]["schema"]
    check(schema, body, "answer")


def _check_parameter(parameter: dict, values: list[str]) -> None:
    if len(values) != 1:
        raise Invalid(parameter["name"], "is given more than once")
    schema = resolved(parameter["schema"])
    value: Any = values[0]
    if schema["type"] == "array":
        value = value.split(",")
    elif schema["type"] == "integer":
        if not re.fullmatch(r"-?\d+", value):
            raise Invalid(parameter["name"], "is not an integer")
        value = int(value)
    check(schema, value, parameter["name"])


def _check_body(described: dict | None, body: Any) -> None:
    if described is None:
        if body is not None:
            raise Invalid("body", "is not expected here")
        return
    if body is None:
        raise Invalid("body", "is required")
    check(described["content"]["application/json"]["schema"], body, "body")


def resolved(node: dict) -> dict:
    while "$ref" in node:
        reference, node = node["$ref"], description()
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
    return node


def check(schema: dict, value: Any, where: str) -> None:
    """The part of JSON Schema that the description uses."""
    schema = resolved(schema)
    if value is None and schema.get("nullable"):
        return
    for name in ("oneOf", "anyOf"):
        if name in schema:
            _check_one_of(schema[name], value, where)
    if "enum" in schema and value not in schema["enum"]:
        raise Invalid(where, f"{value!r} is not one of [{', '.join(map(str, schema['enum']))}]")
    kind = schema.get("type")
    if kind == "object":
        _check_object(schema, value, where)
    elif kind == "array":
        _check_array(schema, value, where)
    elif kind == "string":
        _check_string(schema, value, where)
    elif kind == "boolean" and not isinstance(value, bool):
        raise Invalid(where, "is not a boolean")
    elif kind in _NUMBERS:
        _check_number(schema, value, where)


def _check_one_of(schemas: list[dict], value: Any, where: str) -> None:
    wrong = []
    for schema in schemas:
        try:
            check(schema, value, where)
        except Invalid as no:
            wrong.append(no)
        else:
            return
    raise wrong[-1]


def _check_object(schema: dict, value: Any, where: str) -> None:
    if not isinstance(value, dict):
        raise Invalid(where, "is not an object")
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            raise Invalid(f"{where}.{name}", "is required")
    for name, inner in value.items():
        if name in properties:
            check(properties[name], inner, f"{where}.{name}")
        elif schema.get("additionalProperties") is False:
            raise Invalid(f"{where}.{name}", "is not expected")


def _check_array(schema: dict, value: Any, where: str) -> None:
    if not isinstance(value, list):
        raise Invalid(where, "is not a list")
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        raise Invalid(where, f"has {len(value)} items")
    if schema.get("uniqueItems") and len(set(map(str, value))) != len(value):
        raise Invalid(where, "has an item twice")
    for item in value:
        check(schema.get("items", {}), item, where)


def _check_string(schema: dict, value: Any, where: str) -> None:
    if not isinstance(value, str):
        raise Invalid(where, "is not a string")
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        raise Invalid(where, f"is {len(value)} characters long")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        raise Invalid(where, f"{value!r} does not match {schema['pattern']}")
    if schema.get("format") == "date-time":
        try:
            datetime.fromisoformat(value)
        except ValueError:
            raise Invalid(where, "is not a date and time") from None


def _check_number(schema: dict, value: Any, where: str) -> None:
    if not isinstance(value, _NUMBERS[schema["type"]]) or isinstance(value, bool):
        raise Invalid(where, "is not a number")
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        raise Invalid(where, f"{value} is out of range")
