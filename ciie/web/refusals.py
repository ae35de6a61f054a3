"""The one place where a refused operation becomes a message on the page."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from ciie.kernel.actors import Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.revision_forms import RevisionForm


def show_on(form: BaseForm, refusal: DomainError) -> None:
    """Show the message on the field that it concerns, or above the form if that field is not in the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def attempt[T](form: BaseForm, operation: Callable[[], T]) -> T | None:
    """Return what the operation returns, or `None` if the form is invalid or the operation was refused.

    The form then says why.
    """
    if not form.is_valid():
        return None
    try:
        return operation()
    except DomainError as refusal:
        show_on(form, refusal)
        return None


def decided[Row](
    form: RevisionForm,
    operation: Callable[..., Row],
    key: int,
    *,
    arguments: Mapping[str, str] | None = None,
    actor: Actor,
) -> Row | None:
    """Call an operation on the row with this key with the values of the form, and otherwise do what `attempt` does.

    `arguments` maps the operation's arguments to fields of the form. By default, every field of the form is an
    argument.
    """
    fields = {name: name for name in form.fields if name != "revision"} if arguments is None else arguments
    return attempt(
        form,
        lambda: operation(
            key,
            **{argument: form.cleaned_data[field] for argument, field in fields.items()},
            seen=form.seen,
            actor=actor,
            at=now(),
        ),
    )


def perform[T](request: HttpRequest, operation: Callable[[], T], done: str | Callable[[T], str]) -> bool:
    """Run the operation of a button without a form, and return whether it succeeded.

    The next page shows `done`, which may be built from the operation's result, or the refusal.
    """
    try:
        result = operation()
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return False
    messages.success(request, done(result) if callable(done) else done)
    return True


def announce_refusal(request: HttpRequest, refusal: DomainError) -> None:
    """Show the refusal on the next page that this person sees, for a button without a form."""
    messages.error(request, str(refusal))
