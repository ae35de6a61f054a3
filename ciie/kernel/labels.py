"""New labels of fields in migrations, without the time that Django takes for each of them."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AlterField
from django.db.migrations.state import ProjectState


class LabelField(AlterField):
    """A field with another `verbose_name`, which the database does not have.

    `AlterField` on a foreign key makes every model anew that is related to it by whatever way: a tenth of a second for
    each, here.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.models[app_label, self.model_name_lower].fields[self.name] = self.field

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        pass

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        pass
