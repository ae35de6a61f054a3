"""What the models and the database refuse, said as a `DomainError`."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Model

from ciie.kernel.errors import DomainError, Invalid


def require_valid(row: Model, *, exclude: Iterable[str] = ()) -> None:
    """Raise `Invalid` (`invalid`) with the first complaint of the row's field validators, beside its field."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        complaints = error.message_dict
        field, sentences = next(iter(complaints.items()))
        raise Invalid(sentences[0], code="invalid", field=field, details={"fields": complaints}) from error


def verdict(error: IntegrityError) -> DomainError | None:
    """The refusal that a violated constraint of ours stands for, or None if the constraint is not ours."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return DomainError(str(constraint.get_violation_error_message()), code=constraint.name)
    return None
