"""The migration operation that creates many tables in one step."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class CreateSchema(Operation):
    """Run operations that create models with their triggers, and that change others beside them.

    Django renders the models of a migration anew after each operation, which takes minutes for 200 models with their
    constraints and triggers. Here they are rendered once, when all operations are known; each table is then created
    whole, as `migrate --run-syncdb` does. `operations` may create models, add fields, constraints, indexes and
    triggers, and remove triggers of models that were there before.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return self.__class__.__qualname__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.is_delayed = True  # rendered models are out of date from now on, as after a delayed change
        state.clear_delayed_apps_cache()
        for each in self.operations:
            each.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for each in self.operations:
            if isinstance(each, CreateModel):
                model = to_state.apps.get_model(app_label, each.name)
                if model._meta.can_migrate(schema_editor.connection):
                    schema_editor.create_model(model)
        created = {each.name_lower for each in self.operations if isinstance(each, CreateModel)}
        for each in self.operations:
            of_model = each.name if isinstance(each, CreateModel) else getattr(each, "model_name", "")
            if isinstance(each, AddTrigger) or of_model.lower() not in created:
                each.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "Create all models with their triggers"
