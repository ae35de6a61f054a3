"""Admin pages that write, through operations only."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ciie.accounts.models import User
from ciie.audit.admin_pages import ShowsRevisions, revision_shown, signed_in
from ciie.kernel.errors import DomainError
from ciie.web.refusals import announce_refusal, show_on
from ciie.web.revision_forms import RevisionForm


class OperationForm(forms.ModelForm, RevisionForm):
    """An admin form that carries the revision that its reader saw, and shows why an operation was refused."""

    revision_column = "revision"
    refusal: DomainError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["revision"] = getattr(self.instance, self.revision_column)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                widget: Any = getattr(field.widget, "widget", field.widget)
                widget.optgroups = partial(_options_of_keys, widget.optgroups, field)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.refusal is not None:
            show_on(self, self.refusal)
        return cleaned


def _options_of_keys(draw: Callable[..., Any], field: Any, name: str, value: list[Any], attrs: Any = None) -> Any:
    """Draw options only for values that can be keys, because an autocomplete field queries the database for them."""
    return draw(name, [key for key in value if _is_valid(field.queryset.model._meta.pk.to_python, key)], attrs)


def _is_valid(understand: Callable[[Any], object], value: object) -> bool:
    try:
        understand(value)
    except (ValidationError, ValueError, TypeError):
        return False
    return True


class WritesByOperations(ShowsRevisions):
    """The admin of rows that operations write.

    A subclass implements `add_row`, `change_row` or `remove_row`; what it does not implement is not offered. Forms and
    confirmations carry the revisions that their reader saw. If an operation is refused, the form says why and keeps the
    input. Inlines are read-only, because an operation writes a row as a whole.
    """

    form: type[OperationForm] = OperationForm
    change_form_before_template = "admin/revision.html"
    delete_confirmation_template = delete_selected_confirmation_template = "admin/removal.html"

    def add_row(self, form: Any, *, actor: User) -> Model:
        """Add the row that a valid form describes, and return it."""
        raise NotImplementedError

    def change_row(self, pk: Any, form: Any, *, actor: User) -> Model:
        """Change the row as a valid form says, and return it. `form.seen` is the revision that its reader saw."""
        raise NotImplementedError

    def remove_row(self, pk: Any, *, seen: int | None, actor: User) -> None:
        """Remove the row. `seen` is the revision that the actor was shown when asked to confirm."""
        raise NotImplementedError

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._offers("add_row") and super().has_add_permission(request)  # type: ignore[misc]  # a ModelAdmin's

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._offers("change_row") and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._offers("remove_row") and super().has_delete_permission(request, obj)  # type: ignore[misc]

    def _offers(self, name: str) -> bool:
        return getattr(type(self), name) is not getattr(WritesByOperations, name)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        made = super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]
        made.refusal = getattr(request, "refusal", None)
        if not change:
            del made.base_fields["revision"]
        return made

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the initial values from the URL, without those that their fields cannot parse."""
        given = super().get_changeform_initial_data(request)  # type: ignore[misc]
        fields = {field.name: field.formfield() for field in self.opts.fields}  # type: ignore[attr-defined]
        return {name: value for name, value in given.items() if (f := fields.get(name)) and _is_valid(f.clean, value)}

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form again with an explanation if the operation was refused and its transaction rolled back."""
        try:
            answer = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
        except DomainError as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]  # for get_form
            answer = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]
            answer.status_code = refusal.status
        else:
            if request.method == "POST" and isinstance(answer, TemplateResponse):
                answer.status_code = 422
        return cast("HttpResponse", answer)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        actor = signed_in(request)
        written = self.change_row(obj.pk, form, actor=actor) if change else self.add_row(form, actor=actor)
        obj.pk = written.pk

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Do nothing, because the operation has written everything."""

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return super().construct_change_message(request, form, [], add)  # type: ignore[misc]

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)  # type: ignore[misc,no-any-return]
        except DomainError as refusal:
            announce_refusal(request, refusal)
            options = self.opts  # type: ignore[attr-defined]
            return redirect(reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[object_id]))

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], **where: Any) -> HttpResponse | None:
        """Remove all selected rows or, if one cannot be removed, none."""
        try:
            with transaction.atomic():
                return super().response_action(request, queryset, **where)  # type: ignore[misc,no-any-return]
        except DomainError as refusal:
            announce_refusal(request, refusal)
            return HttpResponseRedirect(request.get_full_path())

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> tuple[Any, ...]:
        """Report no obstacles: the operation decides whether a row can be removed, and says why not."""
        rows = list(objs)
        return [str(row) for row in rows], {self.opts.verbose_name_plural: len(rows)}, set(), []  # type: ignore[attr-defined]

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        self.remove_row(obj.pk, seen=revision_shown(request, obj), actor=signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset.order_by("pk"):
            self.remove_row(row.pk, seen=revision_shown(request, row), actor=signed_in(request))
