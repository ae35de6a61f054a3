"""Where a changed model is rendered alone, the statements are Django's, and functions see models that fit together."""

import pytest
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AlterConstraint,
    AlterField,
    CreateModel,
    RemoveConstraint,
    RenameModel,
    RunPython,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState, StateApps

from ciie.audit.renderings import few_renderings

pytestmark = pytest.mark.django_db

ID = ("id", models.IntegerField(primary_key=True))
NAMED = models.CheckConstraint(condition=~models.Q(name=""), name="named")
NAMED_SO = models.CheckConstraint(
    condition=~models.Q(name=""), name="named", violation_error_message="A fair has a name."
)
TABLES: list[Operation] = [
    CreateModel("Fair", [ID]),
    CreateModel("Stand", [ID, ("fair", models.ForeignKey("trade.Fair", models.CASCADE, related_name="stands"))]),
    CreateModel("Lamp", [ID, ("stand", models.ForeignKey("trade.Stand", models.CASCADE))]),
]
CHANGES: list[Operation] = [
    AddField("Fair", "name", models.CharField(max_length=9, default="")),
    AlterField("Stand", "fair", models.ForeignKey("trade.Fair", models.CASCADE, related_name="stands", null=True)),
    AlterField("Fair", "id", models.BigIntegerField(primary_key=True)),
    AddField("Lamp", "fair", models.ForeignKey("trade.Fair", models.CASCADE, null=True)),
    AddConstraint("Fair", NAMED),
    AlterConstraint("Fair", "named", NAMED_SO),
]
LATER: list[Operation] = [RenameModel("Fair", "Expo"), RemoveConstraint("Expo", "named")]


def statements() -> list[str]:
    operations = [*TABLES, *CHANGES, *LATER]
    migration, state = type("_", (Migration,), {"operations": operations})("0001", "trade"), ProjectState()
    assert isinstance(state.apps, StateApps)  # rendered from the start, as by `migrate`
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        migration.apply(state, editor)
        return [line for line in editor.collected_sql if not line.startswith("--")]


def test_statements_are_the_same_as_where_all_related_models_are_rendered() -> None:
    usual = statements()
    assert 'ALTER TABLE "trade_stand" ALTER COLUMN "fair_id" TYPE bigint USING "fair_id"::bigint;' in usual
    with few_renderings():
        assert statements() == usual


def test_functions_see_relations_between_the_newest_models() -> None:
    seen: list[bool] = []

    def look(apps: StateApps, _editor: object) -> None:
        fair, stand, lamp = (apps.get_model("trade", name) for name in ("Fair", "Stand", "Lamp"))
        seen.append(stand(fair=fair(name="ciie")).fair.name == "ciie")
        seen.append(lamp(stand=stand(fair=fair())).stand.fair is not None)

    state = ProjectState()
    assert isinstance(state.apps, StateApps)
    with few_renderings(), connection.schema_editor() as editor:
        for operation in [*TABLES, *CHANGES, RunPython(look)]:
            before = state.clone()
            operation.state_forwards("trade", state)
            if isinstance(operation, RunPython):
                operation.database_forwards("trade", editor, before, state)
    assert seen == [True, True]
