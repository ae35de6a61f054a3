"""From a refused operation to a sentence on the page, in the one place where that happens."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from ciie.kernel.actors import Actor
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError
from ciie.web.revision_forms import RevisionForm


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


def decided[Row](
    form: RevisionForm,
    operation: Callable[..., Row],
    key: int,
    *,
    arguments: Mapping[str, str] | None = None,
    actor: Actor,
) -> Row | None:
    """Call an operation on the row with this key with what the form's fields hold; as `attempt` otherwise.

    `arguments` maps the operation's arguments to fields of the form. Without it every field of the form is an argument.
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
    """Run the operation of a button without a form; whether it was done.

    The next page says `done`, which may be made of what the operation returns, or the refusal.
    """
    try:
        result = operation()
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return False
    messages.success(request, done(result) if callable(done) else done)
    return True


def announce_refusal(request: HttpRequest, refusal: DomainError) -> None:
    """For a button without a form: the sentence is on the next page this person sees."""
    messages.error(request, str(refusal))
