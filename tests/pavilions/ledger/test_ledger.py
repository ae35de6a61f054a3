"""What a booking costs does not grow with the claims of others."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from pavilions.floor.ledger.operations.ledger import LOCKED
from pavilions.states import Section
from tests.factories import AllotmentFactory, BoothFactory
from tests.pavilions.claims import holder_of

pytestmark = pytest.mark.django_db


def test_a_booth_is_found_taken_by_its_own_claim_without_reading_all() -> None:
    """The plan is made once for each connection, perhaps while hardly anything is claimed."""
    allotment = AllotmentFactory()
    booths = BoothFactory.create_batch(20, allotment=allotment)
    holder_of(*booths)
    statement = LOCKED % {"section": "$1", "edition": "$2", "booths": "$3"}
    with connection.cursor() as cursor:
        cursor.execute(f"PREPARE found (text, bigint, bigint[]) AS {statement}")
        wanted = [Section.BUSINESS, allotment.edition_id, [booths[0].pk]]
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE found (%s, %s, %s)", wanted)
        (answer,) = cursor.fetchone()
        cursor.execute("DEALLOCATE found")
    plan = json.loads(answer) if isinstance(answer, str) else answer
    read = {node["Relation Name"]: node["Actual Rows"] for node in nodes(plan[0]["Plan"]) if "Relation Name" in node}
    assert [read["pavilions_spaceclaim"], read["pavilions_booth"]] == [1, 1]


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", []):
        yield from nodes(inner)
