import json
import re
import shlex

import pytest
from django.core.validators import validate_slug
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ciie.web.api_reference import Reference
from tests.html_rules import assert_clean

SITE = "http://expo.example.com"
LIST = {"type": "array", "items": {"$ref": "#/x/Wish"}}
DESCRIBED = {
    "paths": {
        "/api/things/{thing}": {
            "post": {
                "operationId": "app_api_change_thing",
                "summary": "Change Thing",
                "description": "Changes `it`, <b>.",
                "tags": ["things"],
                "parameters": [
                    {"in": "path", "name": "thing", "required": True, "schema": {"type": "integer", "minimum": 1}},
                    {"in": "header", "name": "Idempotency-Key", "schema": {"type": "string"}},
                ],
                "requestBody": {"required": True, "content": {"application/json": {"schema": {"$ref": "#/x/Wish"}}}},
                "responses": {
                    "422": {"content": {"application/problem+json": {"schema": {"$ref": "#/x/Problem"}}}},
                    "200": {"content": {"application/json": {"schema": LIST}}},
                    "304": {},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Problem": {"properties": {"code": {"type": "string"}}},
            "Kind": {"enum": ["raw", "shell"], "type": "string"},
            "Wish": {
                "required": ["area"],
                "properties": {
                    "area": {"anyOf": [{"type": "number", "maximum": 30}, {"type": "string"}], "description": "In m²."},
                    "kind": {"$ref": "#/x/Kind", "default": "shell"},
                    "until": {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "null"}]},
                },
            },
        }
    },
}


def test_description_is_read_operation_by_operation() -> None:
    reference = Reference(DESCRIBED, {"thing": 7}, site=SITE)
    [(tag, [operation])] = reference.tags
    assert (tag, operation.method, operation.path, operation.title) == (
        "things",
        "POST",
        "/api/things/{thing}",
        "Change thing",
    )
    assert [(field.name, field.place, field.type, field.is_required) for field in operation.parameters] == [
        ("thing", "path", "integer", True),
        ("Idempotency-Key", "header", "string", False),
    ]
    assert operation.parameters[0].note == "at least 1"
    assert (operation.body, operation.body_is_required) == ("Wish", True)
    assert [(response.status, response.object, response.is_refusal) for response in operation.responses] == [
        (200, "Wish", False),
        (304, "", False),
        (422, "Problem", True),
    ]


def test_examples_are_commands_and_json_with_known_values() -> None:
    [(_tag, [operation])] = Reference(DESCRIBED, {"thing": 7}, site=SITE).tags
    words = shlex.split(operation.curl)
    assert words[:4] == ["curl", "-X", "POST", f"{SITE}/api/things/7"]
    assert "Idempotency-Key: 3f1c9a52" in words
    wish = {"area": 9.0, "kind": "shell", "until": "2024-05-17T09:00:00Z"}
    assert json.loads(words[-1]) == wish
    assert json.loads(operation.answer) == [wish]


def test_objects_have_fields_or_choices() -> None:
    kind, problem, wish = Reference(DESCRIBED, {}, site=SITE).objects
    assert (kind.choices, problem.fields[0].name) == (["raw", "shell"], "code")
    assert [(field.name, field.type, field.object, field.is_required) for field in wish.fields] == [
        ("area", "number or string", "", True),
        ("kind", "Kind", "Kind", False),
        ("until", "string (date-time) or null", "", False),
    ]
    assert [field.note for field in wish.fields] == ["In m²; at most 30", 'default "shell"', ""]


@pytest.mark.django_db
def test_page_has_every_operation_with_an_example_and_every_link_leads_somewhere(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    described = client.get("/api/v1/openapi.json").json()
    with django_assert_num_queries(0):
        answer = client.get("/developers/")
    assert_clean(answer)
    operations = [operation for _tag, group in answer.context["reference"].tags for operation in group]
    assert {(each.path, each.method.lower()) for each in operations} == {
        (path, method) for path, methods in described["paths"].items() for method in methods
    }
    identifiers = re.findall(r'id="([^"]+)"', answer.text)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r'href="#([^"]+)"', answer.text)) <= set(identifiers)
    for each in operations:
        validate_slug(each.key)
        assert "{" not in shlex.split(each.curl)[1]


@pytest.mark.django_db
def test_page_speaks_chinese_around_what_is_english(client: Client) -> None:
    page = client.get("/zh-hans/developers/").text
    assert "API 参考" in page
    assert '<h3 id="get-list_bookings" lang="en">List bookings</h3>' in page
