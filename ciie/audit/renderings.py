"""Migrations from nothing in a tenth of the time."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from inspect import unwrap
from unittest.mock import patch

from django.apps.registry import Apps
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterConstraint,
    AlterField,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import field_is_referenced
from pgtrigger.migrations import AddTrigger, RemoveTrigger

OF_NO_FIELDS = (AddConstraint, AlterConstraint, RemoveConstraint, AddIndex, RemoveIndex, AddTrigger, RemoveTrigger)
OF_ONE_MODEL = (CreateModel, AddField, AlterField)


@contextmanager
def few_renderings() -> Iterator[None]:
    """Change constraints, indexes and triggers of the rendered models in place, and render a changed model alone.

    Django renders a model, and all that are related to it, again after every operation: nine tenths of the time that
    our migrations take. What the schema needs of related models, their tables and the types of their keys, is in the
    old renderings. Only functions of `RunPython` use the relations: before one of them, Django renders all models anew.

    Before each operation Django copies the states of all models, and checks their fields again; and with each rendering
    it forgets which models are swappable, though settings stay as they are. Neither is done here.
    """
    with ExitStack() as patches:
        patches.enter_context(patch.object(ModelState, "clone", _copy))
        patches.enter_context(patch.object(Apps, "get_swappable_settings_name", _remembering_names()))
        for operation in OF_NO_FIELDS:
            patches.enter_context(patch.object(operation, "state_forwards", _in_place(operation.state_forwards)))
        for operation in OF_ONE_MODEL:
            patches.enter_context(patch.object(operation, "state_forwards", _alone(operation.state_forwards)))
        yield


def _copy(state: ModelState) -> ModelState:
    copy = ModelState.__new__(ModelState)
    copy.app_label, copy.name, copy.bases = state.app_label, state.name, state.bases
    copy.fields, copy.options, copy.managers = dict(state.fields), dict(state.options), list(state.managers)
    return copy


def _remembering_names() -> Callable[..., str | None]:
    """Django's own function, which nobody makes forget what it has found."""
    found = cache(unwrap(Apps.get_swappable_settings_name))

    def get_swappable_settings_name(apps: Apps, to_string: str) -> str | None:
        name: str | None = found(apps, to_string)
        return name

    get_swappable_settings_name.cache_clear = lambda: None  # type: ignore[attr-defined]  # as `Apps` calls it
    return get_swappable_settings_name


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


def _alone(forwards: Callable[..., None]) -> Callable[..., None]:
    def itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set[tuple[str, str]]:
        state.is_delayed = True  # the mark by which `RunPython` renders all models anew
        return {(app_label, model_name)}

    def state_forwards(operation: CreateModel | AddField | AlterField, app_label: str, state: ProjectState) -> None:
        if isinstance(operation, AddField | AlterField) and field_is_referenced(
            state, (app_label, operation.model_name_lower), (operation.name, operation.field)
        ):  # keys of other models take its type
            forwards(operation, app_label, state)
            return
        with patch.object(ProjectState, "_find_reload_model", itself):
            forwards(operation, app_label, state)

    return state_forwards
