"""Append-only tables: history, its contexts, the ledger, issued documents.

A model declares itself append-only by triggers: `pgtrigger.Protect` on DELETE, and on UPDATE `Protect` or `ReadOnly`;
event models get theirs by `PGHISTORY_APPEND_ONLY`. This module derives from these triggers which tables must not be
truncated either, and which of their columns may still change.
"""

from collections.abc import Iterable

import pgtrigger
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from pgtrigger import registry

# The libraries' migrations create both functions, and each migration that installs a trigger creates them again.
PSEUDONYMISE, FORGET_ORIGINS = "ciie_pseudonymise", "ciie_forget_origins"
"""The two functions of `ciie.privacy.pseudonyms` that may change rows of append-only tables."""

INSIDE_PSEUDONYMISE = rf"""
CREATE OR REPLACE FUNCTION public.inside_pseudonymise() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    stack text;
BEGIN
    GET DIAGNOSTICS stack = PG_CONTEXT;
    RETURN stack ~ '\nPL/pgSQL function (public\.)?({PSEUDONYMISE}|{FORGET_ORIGINS})\([a-z \[\],]+\) line';
END
$$
"""
NOTHING_ELSE_IS_IGNORED = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql STABLE
RETURN coalesce(current_setting('ciie.pseudonymises', true) = 'on' AND public.inside_pseudonymise(), false)
"""
"""Ensures that no trigger of ours can be switched off, although any role may set `pgtrigger.ignore`.

The same holds for `ciie.pseudonymises`, which takes effect only inside the two functions.
"""

CONTEXT_IS_WRITTEN_ONCE = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    context_id uuid := nullif(current_setting('pghistory.context_id', true), '');
    context_metadata jsonb := nullif(current_setting('pghistory.context_metadata', true), '');
BEGIN
    IF context_id IS NULL OR context_metadata IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
    VALUES (context_id, context_metadata, now(), now()) ON CONFLICT (id) DO NOTHING;
    RETURN context_id;
END
$$
"""
"""Replaces pghistory's own function, which updates a context that exists with other metadata."""

REFUSE_TRUNCATE = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Cannot truncate %: it is append-only', TG_TABLE_NAME;
END
$$
"""
TRUNCATABLE = """
SELECT relation.relname FROM pg_class AS relation
WHERE relation.oid = ANY(SELECT to_regclass(quote_ident(name)) FROM unnest(%s::text[]) AS name)
    AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = relation.oid AND tgname = 'never_truncated')
"""


def append_only_tables() -> dict[str, list[str]]:
    """Return every table whose rows are never deleted, with its columns that may still be updated."""
    triggers: dict[type[Model], list[pgtrigger.Trigger]] = {}
    for model, trigger in registry.registered():
        triggers.setdefault(model, []).append(trigger)
    return {
        model._meta.db_table: sorted(_updatable(model, of_model))
        for model, of_model in triggers.items()
        if any(_refuses(trigger, pgtrigger.Delete) for trigger in of_model)
    }


def protect_append_only(connection: BaseDatabaseWrapper) -> None:
    """Create what triggers of models cannot declare.

    TRUNCATE is refused, no trigger is ignored, and contexts are written once. Only the two functions of
    `ciie.privacy.pseudonyms` may ignore triggers. The connection must be that of the tables' owner.
    """
    with connection.cursor() as cursor:
        for statement in (INSIDE_PSEUDONYMISE, NOTHING_ELSE_IS_IGNORED, CONTEXT_IS_WRITTEN_ONCE, REFUSE_TRUNCATE):
            cursor.execute(statement)
        cursor.execute(TRUNCATABLE, [list(append_only_tables())])
        for (table,) in cursor.fetchall():
            cursor.execute(
                f"CREATE TRIGGER never_truncated BEFORE TRUNCATE ON {connection.ops.quote_name(table)} "
                "EXECUTE FUNCTION refuse_truncate()"
            )


def _updatable(model: type[Model], triggers: Iterable[pgtrigger.Trigger]) -> set[str]:
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields if not field.primary_key}
    for trigger in triggers:
        if isinstance(trigger, pgtrigger.ReadOnly):
            frozen = set(trigger.fields or columns.keys() - set(trigger.exclude or ()))
        else:
            frozen = set(columns) if _refuses(trigger, pgtrigger.Update) else set()
        for name in frozen & columns.keys():
            del columns[name]
    return set(columns.values())


def _refuses(trigger: pgtrigger.Trigger, operation: pgtrigger.Operation) -> bool:
    """Return whether the trigger refuses the operation for every row."""
    return (
        isinstance(trigger, pgtrigger.Protect)
        and trigger.condition is None
        and str(operation) in str(trigger.operation).split(" OR ")
    )
