"""Shows an OpenAPI description as a page in plain HTML, because viewers need third-party scripts or `eval`.

The page is built from the description alone, so that a new operation of the API appears at once.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from ciie.kernel.wording import in_sequence, with_note

type Schema = Mapping[str, Any]

MARKDOWN = MarkdownIt("commonmark", {"html": False})
JSON_TYPES = {"application/json", "application/geo+json"}
LIMITS = {
    "minimum": gettext_lazy("at least %(limit)s"),
    "exclusiveMinimum": gettext_lazy("more than %(limit)s"),
    "maximum": gettext_lazy("at most %(limit)s"),
    "exclusiveMaximum": gettext_lazy("less than %(limit)s"),
    "minLength": gettext_lazy("at least %(limit)s characters"),
    "maxLength": gettext_lazy("at most %(limit)s characters"),
    "minItems": gettext_lazy("at least %(limit)s items"),
    "maxItems": gettext_lazy("at most %(limit)s items"),
}
NO_BODY: Mapping[str, Schema] = {"": {}}
LONGEST_LIMIT = 10**12  # a greater bound is only that of the column
DEEPEST_EXAMPLE = 6
PLAIN_EXAMPLES = {"string": "text", "integer": 1, "number": 9.0, "boolean": True, "null": None}
FORMATS = {"date-time": "2024-05-17T09:00:00Z", "date": "2024-05-17"}


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of an object, with its type in words, and the object that it is or contains."""

    name: str
    place: str
    type: str
    object: str
    is_required: bool
    note: str


@dataclass(frozen=True)
class Response:
    status: int
    media_type: str
    object: str

    @property
    def phrase(self) -> str:
        return HTTPStatus(self.status).phrase

    @property
    def is_refusal(self) -> bool:
        return self.status >= HTTPStatus.BAD_REQUEST


@dataclass(frozen=True)
class Operation:
    key: str
    method: str
    path: str
    title: str
    description: SafeString
    parameters: Sequence[Field]
    body: str
    body_is_required: bool
    responses: Sequence[Response]
    curl: str
    answer: str


@dataclass(frozen=True)
class Object:
    """An object of requests or responses. It has `choices` instead of fields if it is one of several words."""

    name: str
    description: SafeString
    fields: Sequence[Field]
    choices: Sequence[str]


class Reference:
    """The operations of an OpenAPI description by tag, and its objects. `site` starts the URLs in examples."""

    def __init__(self, described: Schema, examples: Mapping[str, object], *, site: str) -> None:
        self._described = described
        self._site = site
        self._schemas: Schema = described["components"]["schemas"]
        self._examples = examples

    @cached_property
    def tags(self) -> list[tuple[str, list[Operation]]]:
        by_tag: dict[str, list[Operation]] = {}
        for path, operations in self._described["paths"].items():
            for method, operation in operations.items():
                found = self._operation(path, method.upper(), operation)
                by_tag.setdefault(operation.get("tags", [""])[0], []).append(found)
        return list(by_tag.items())

    @cached_property
    def objects(self) -> list[Object]:
        return [self._object(name, schema) for name, schema in sorted(self._schemas.items())]

    def _object(self, name: str, schema: Schema) -> Object:
        required = schema.get("required", ())
        fields = [
            self._field(field, "", inner, is_required=field in required)
            for field, inner in schema.get("properties", {}).items()
        ]
        return Object(name, _text(schema), fields, schema.get("enum", ()))

    def _operation(self, path: str, method: str, operation: Schema) -> Operation:
        parameters = [
            self._field(each["name"], each["in"], each["schema"], is_required=each.get("required", False))
            for each in operation.get("parameters", ())
        ]
        body: Schema = operation.get("requestBody", {})
        taken: Schema = next((content["schema"] for content in body.get("content", {}).values()), {})
        responses = [
            Response(int(status), media_type, _object_in(content.get("schema", {})))
            for status, response in sorted(operation["responses"].items(), key=lambda item: int(item[0]))
            for media_type, content in (response.get("content") or NO_BODY).items()
        ]
        return Operation(
            key=f"{method.lower()}-{operation['operationId']}",
            method=method,
            path=path,
            title=operation.get("summary", path).capitalize(),
            description=_text(operation),
            parameters=parameters,
            body=_object_in(taken),
            body_is_required=body.get("required", False),
            responses=responses,
            curl=self._curl(path, method, operation, taken),
            answer=self._answer(operation),
        )

    def _field(self, name: str, place: str, schema: Schema, *, is_required: bool) -> Field:
        return Field(name, place, self._type(schema), _object_in(schema), is_required, _note(schema))

    def _type(self, schema: Schema) -> str:
        """Return a type such as `integer`, `list of string` or `number or string`, with `null` if it may be empty."""
        if parts := _parts_of(schema):
            return _(" or ").join(self._type(part) for part in parts)
        if "$ref" in schema:
            return _name_in(schema["$ref"])
        if "const" in schema:
            return json.dumps(schema["const"])
        if "enum" in schema:
            return _(" or ").join(map(json.dumps, schema["enum"]))
        if schema.get("type") == "array":
            return _("list of %(items)s") % {"items": self._type(schema.get("items", {}))}
        kind = schema.get("type", "any")
        return with_note(kind, schema["format"]) if "format" in schema else kind

    def _curl(self, path: str, method: str, operation: Schema, body: Schema) -> str:
        address = path
        for each in operation.get("parameters", ()):
            if each["in"] == "path":
                address = address.replace(f"{{{each['name']}}}", str(self._example(each["schema"], each["name"])))
        lines = [f"curl{'' if method == 'GET' else f' -X {method}'} '{self._site}{address}'"]
        lines.append("-H 'Authorization: Bearer TOKEN'")
        if any(each["name"] == "Idempotency-Key" for each in operation.get("parameters", ())):
            lines.append("-H 'Idempotency-Key: 3f1c9a52'")
        if body:
            lines.append("-H 'Content-Type: application/json'")
            lines.append(f"-d '{json.dumps(self._example(body), ensure_ascii=False)}'")
        return " \\\n  ".join(lines)

    def _answer(self, operation: Schema) -> str:
        for status, response in operation["responses"].items():
            for media_type, content in response.get("content", {}).items():
                if int(status) < HTTPStatus.MULTIPLE_CHOICES and media_type in JSON_TYPES:
                    return json.dumps(self._example(content["schema"]), ensure_ascii=False, indent=2)
        return ""

    def _example(self, schema: Schema, name: str = "", depth: int = 0) -> Any:  # noqa: PLR0911  # one line each
        """Return an example value: the description's own, one for a known name, or one of the type."""
        if name in self._examples:
            return self._examples[name]
        if given := _examples_in(schema):
            return given[0]
        if "$ref" in schema:
            return self._example(self._schemas[_name_in(schema["$ref"])], "", depth + 1)
        if parts := _parts_of(schema):
            return self._example(parts[0], name, depth)
        if "properties" in schema:
            return {field: self._example(inner, field, depth + 1) for field, inner in schema["properties"].items()}
        if schema.get("type") == "array":
            inner = schema.get("prefixItems") or [schema.get("items", {})]
            return [] if depth > DEEPEST_EXAMPLE else [self._example(each, "", depth + 1) for each in inner]
        return FORMATS.get(schema.get("format", ""), PLAIN_EXAMPLES.get(schema.get("type", ""), {}))


def _examples_in(schema: Schema) -> list[Any]:
    """Return the values that the description itself states."""
    said = [schema[key] for key in ("const", "default") if schema.get(key) not in (None, [])]
    return [*said, *schema.get("examples", ()), *schema.get("enum", ())]


def _parts_of(schema: Schema) -> Sequence[Schema]:
    """Return the schemas of which this one is composed, or any of which it may be."""
    return schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf") or ()


def _text(described: Schema) -> SafeString:
    """Return a description as HTML. HTML inside Markdown is disabled."""
    written: SafeString = mark_safe(MARKDOWN.render(described.get("description", "")))  # noqa: S308  # see above
    return written


def _name_in(ref: str) -> str:
    return ref.rsplit("/", 1)[-1]


def _object_in(schema: Schema) -> str:
    """Return the object that a schema is or contains."""
    if "$ref" in schema:
        return _name_in(schema["$ref"])
    inner = [*_parts_of(schema), *([schema["items"]] if "items" in schema else [])]
    return next((found for each in inner if (found := _object_in(each))), "")


def _note(schema: Schema) -> str:
    """Return the description, default and bounds of a field in one line."""
    sources = [schema, *_parts_of(schema)]
    notes = [each["description"] for each in sources if "description" in each]
    if schema.get("default") not in (None, "", []):
        notes.append(_("default %(value)s") % {"value": json.dumps(schema["default"])})
    notes += [
        str(words) % {"limit": each[bound]}
        for each in sources
        for bound, words in LIMITS.items()
        if bound in each and abs(each[bound]) < LONGEST_LIMIT
    ]
    return in_sequence(note.rstrip(".。") for note in notes)


@require_safe
def api_reference(
    request: HttpRequest, *, describe: Callable[[], Schema], examples: Mapping[str, object]
) -> HttpResponse:
    """Show the page.

    `describe` returns the OpenAPI description; `examples` are values of fields and parameters by name.
    """
    described, site = describe(), request.build_absolute_uri("/").rstrip("/")
    context = {
        "reference": Reference(described, examples, site=site),
        "info": described["info"],
        "json_url": reverse("api:openapi-json"),
        "base_url": f"{site}{reverse('api:api-root')}",
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "per_minute_without": settings.API_REQUESTS_PER_MINUTE_WITHOUT_TOKEN,
    }
    return render(request, "web/api_reference.html", context)
