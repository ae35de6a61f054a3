"""What the models and the database refuse, said as a `DomainError`."""

from collections.abc import Iterable

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model

from ciie.kernel.errors import DomainError, Invalid
from ciie.kernel.guards import Guard


def require_valid(row: Model, *, exclude: Iterable[str] = ()) -> None:
    """Raise `Invalid` (`invalid`) with the first complaint of the row's field validators, beside its field."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        complaints = error.message_dict
        field, sentences = next(iter(complaints.items()))
        raise Invalid(sentences[0], code="invalid", field=field, details={"fields": complaints}) from error


def verdict(error: IntegrityError) -> DomainError | None:
    """The refusal that a violated constraint or guard of ours stands for, or None if it is not ours."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for _model, trigger in pgtrigger.registered():
        if isinstance(trigger, Guard) and trigger.name == name:
            return DomainError(trigger.sentence, code=trigger.name, field=trigger.field)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return DomainError(str(constraint.get_violation_error_message()), code=constraint.name)
    return None
