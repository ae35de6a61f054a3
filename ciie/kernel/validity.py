"""Refusals by models and by the database, as a `DomainError`.

A `Guard` is a trigger that refuses what no constraint can state. It fails as a check constraint does, under its own
name, by which `verdict` finds the message for people.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model

from ciie.kernel.errors import DomainError, Invalid, Sentence


class Guard(pgtrigger.Trigger):
    """A trigger with a message and, if one is concerned, the form field beside which the message is shown."""

    def __init__(
        self,
        *,
        name: str,
        sentence: Sentence,
        refused: str,
        operation: pgtrigger.Operation,
        field: str | None = None,
        condition: pgtrigger.Condition | None = None,
        deferred: bool = False,
        declare: list[tuple[str, str]] | None = None,
    ) -> None:
        """Set up the trigger. `refused` is PL/pgSQL that ends in `IF … THEN`, with the condition that is refused."""
        self.sentence = sentence
        self.field = field
        refuse = f"RAISE EXCEPTION 'refused by {name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
        super().__init__(
            name=name,
            when=pgtrigger.After if deferred else pgtrigger.Before,
            timing=pgtrigger.Deferred if deferred else None,
            operation=operation,
            condition=condition,
            declare=declare,
            func=f"{refused} {refuse} END IF; RETURN NEW;",
        )


def changed(*fields: str) -> pgtrigger.Q:
    """Return the condition of a trigger that any of these fields changes, which can be combined with others."""
    return reduce(or_, (pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields))


def frozen_while(*sources: str, name: str, fields: tuple[str, ...], sentence: Sentence, field: str) -> Guard:
    """Return a guard that refuses to change the fields while any source has rows.

    A source is `FROM … WHERE …`, in which `OLD` is the row.
    """
    exist = " OR ".join(f"EXISTS (SELECT {source})" for source in sources)
    return Guard(
        name=name,
        sentence=sentence,
        field=field,
        refused=f"IF {exist} THEN",
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
    )


def require_valid(row: Model, *, exclude: Iterable[str] = ()) -> None:
    """Raise `Invalid` (`invalid`) with the first error of the row's field validators, on its field."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        complaints = error.message_dict
        field, sentences = next(iter(complaints.items()))
        raise Invalid(sentences[0], code="invalid", field=field, details={"fields": complaints}) from error


def verdict(error: IntegrityError) -> DomainError | None:
    """Return the refusal for a violated constraint or guard of ours, or `None` if it is not ours."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for _model, trigger in pgtrigger.registered():
        if isinstance(trigger, Guard) and trigger.name == name:
            return DomainError(trigger.sentence, code=trigger.name, field=trigger.field)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return DomainError(str(constraint.get_violation_error_message()), code=constraint.name)
    return None
