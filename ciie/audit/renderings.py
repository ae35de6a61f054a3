"""Migrations from nothing in a quarter of the time."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from django.db.migrations.operations import AddConstraint, AddIndex, RemoveConstraint, RemoveIndex
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

OF_NO_FIELDS = (AddConstraint, RemoveConstraint, AddIndex, RemoveIndex, AddTrigger, RemoveTrigger)


@contextmanager
def few_renderings() -> Iterator[None]:
    """Change constraints, indexes and triggers of the rendered models in place.

    Django renders a model, and all that are related to it, again after every operation: nine tenths of the time that
    our migrations take. Only operations on models and fields need it.
    """
    with ExitStack() as patches:
        for operation in OF_NO_FIELDS:
            patches.enter_context(patch.object(operation, "state_forwards", _in_place(operation.state_forwards)))
        yield


def _in_place(forwards: Callable[..., None]) -> Callable[..., None]:
    def state_forwards(operation: IndexOperation, app_label: str, state: ProjectState) -> None:
        apps = state.__dict__.pop("apps", None)  # without them there is nothing to render
        forwards(operation, app_label, state)
        if apps is not None:
            state.__dict__["apps"] = apps
            options = state.models[app_label, operation.model_name_lower].options
            rendered = apps.get_model(app_label, operation.model_name_lower)._meta
            rendered.constraints, rendered.indexes = options["constraints"], options["indexes"]

    return state_forwards
