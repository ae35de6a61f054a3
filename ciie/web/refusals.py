"""From a refused operation to a sentence on the page, in the one place where that happens."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from ciie.kernel.errors import DomainError


def show_on(form: BaseForm, refusal: DomainError) -> None:
    """Put the sentence beside the field it concerns, or above the form when it concerns none that is shown."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def attempt[T](form: BaseForm, operation: Callable[[], T]) -> T | None:
    """What the operation returns; `None` if the form is not valid or the operation refused: the form says why."""
    if not form.is_valid():
        return None
    try:
        return operation()
    except DomainError as refusal:
        show_on(form, refusal)
        return None


def perform(request: HttpRequest, operation: Callable[[], object], done: str) -> bool:
    """Run the operation of a button without a form; `done` or the refusal is on the next page. Whether it was done."""
    try:
        operation()
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return False
    messages.success(request, done)
    return True


def announce_refusal(request: HttpRequest, refusal: DomainError) -> None:
    """For a button without a form: the sentence is on the next page this person sees."""
    messages.error(request, str(refusal))
