"""The base classes of admin pages: history in words, recorded exports, and rows that only operations write."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ChoicesFieldListFilter, ShowFacets
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Index, Model, QuerySet, UniqueConstraint
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_countries.fields import CountryField
from import_export.admin import ExportMixin
from unfold.admin import ModelAdmin
from unfold.contrib.import_export.forms import ExportForm
from unfold.widgets import UnfoldAdminTextareaWidget

from ciie.accounts.models import User
from ciie.audit.admin_search import rows_with
from ciie.audit.history import events_of, history_of
from ciie.kernel.errors import DomainError, Invalid, Sentence
from ciie.kernel.wording import labelled
from ciie.web.lists import ROWS_PER_PAGE
from ciie.web.paging import BoundedPaginator, NarrowedPaginator
from ciie.web.revision_forms import UNKNOWN_VERSION, RevisionForm


class HistoryInWords:
    """Shows by the History button who did what to the row, when and in which operation.

    The history compares `history_fields`, or all tracked fields of the row by default.
    """

    history_fields: Sequence[str] = ()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]  # mixed into a ModelAdmin
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        tracked = {field.name for field in events_of(type(row)).model._meta.get_fields()} - {"revision"}
        own = [each.name for each in row._meta.concrete_fields if each.name in tracked and not each.primary_key]
        context = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("History: %(row)s") % {"row": row},
            "entries": history_of(row, self.history_fields or own),
            "object": row,
            "opts": self.opts,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/history_in_words.html", context)


class NotedExports(ExportMixin):
    """Offers rows as a file to download. The security log records how many were exported."""

    export_form_class = ExportForm

    def get_data_for_export(self, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any) -> Any:
        data = super().get_data_for_export(request, queryset, **kwargs)
        request.exported_rows = len(data)  # type: ignore[attr-defined]  # for the middleware of the security log
        return data


class ReadsLargeTables:
    """A list that reads only its own page of a table with millions of rows.

    Rows are counted up to a bound, and only once, not for each choice beside the list. Each word is searched for field
    by field: with one condition over the fields of several tables, PostgreSQL would read all of them and use none of
    their indexes.
    """

    list_per_page = ROWS_PER_PAGE
    list_disable_select_all = True  # an action applies only to rows that were shown
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    paginator = BoundedPaginator

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Show countries by their names. The admin would otherwise build a table of all countries for each cell."""
        names: Sequence[Any] = super().get_list_display(request)  # type: ignore[misc]  # a ModelAdmin's
        countries = {each.name: each for each in self.model._meta.fields if isinstance(each, CountryField)}  # type: ignore[attr-defined]
        return [_name_of(countries[each]) if each in countries else each for each in names]

    def get_sortable_by(self, request: HttpRequest) -> set[str]:
        """Return the columns whose order an index provides.

        Sorting by any other column would sort the whole table for each page.
        """
        indexed = indexed_fields(self.model)  # type: ignore[attr-defined]  # a ModelAdmin's, as below
        names = [name for name in self.get_list_display(request) if isinstance(name, str)]
        shown = {name: getattr(self, name, None) for name in names}
        return {name for name, own in shown.items() if getattr(own, "admin_order_field", name) in indexed}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows that have each word in one of the `search_fields`.

        A field with `=` before it must equal the word; with `__iexact` after it, case is ignored. In a table that grows
        without bound, the field needs an index, and a search for parts of texts needs a trigram index. If very many
        rows have a word, the list shows the first ones; exports and actions have all of them.
        """
        fields: Sequence[str] = self.get_search_fields(request)  # type: ignore[attr-defined]  # a ModelAdmin's
        request.found_more_than = None  # type: ignore[attr-defined]  # for the paginator
        for part in smart_split(search_term if fields else ""):
            word = unescape_string_literal(part) if part[0] == part[-1] and part[0] in "\"'" else part
            found = rows_with(queryset, fields, word, on_a_page=self.list_per_page)
            queryset = found.rows
            request.found_more_than = found.more_than  # type: ignore[attr-defined]
        return queryset, False

    def get_paginator(self, request: HttpRequest, rows: QuerySet[Any], *args: Any, **kwargs: Any) -> BoundedPaginator:
        """Return a paginator that finds rows by their keys if the list is narrowed by something other than words."""
        if rows.query.where and not request.GET.get(SEARCH_VAR):
            return NarrowedPaginator(rows, *args, **kwargs)
        paginator: BoundedPaginator = super().get_paginator(request, rows, *args, **kwargs)  # type: ignore[misc]
        if more_than := getattr(request, "found_more_than", None):
            paginator.has_more_than(more_than)
        return paginator


def _name_of(field: CountryField) -> Callable[[Model], str | None]:
    def name(row: Model) -> str | None:
        return str(getattr(row, field.name).name) or None

    name.__name__ = field.name
    name.short_description = field.verbose_name  # type: ignore[attr-defined]  # the admin's heading of the column
    return name


def once_narrowed(parameter: str) -> type[ChoicesFieldListFilter]:
    """Return a filter for choices that is offered only when this parameter of the URL narrows the list.

    Without an index on a field, PostgreSQL reads the whole table for a choice that few rows have.
    """

    class OnceNarrowed(ChoicesFieldListFilter):
        def __init__(self, field: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
            super().__init__(field, request, *args, **kwargs)
            self.is_offered = parameter in request.GET

        def has_output(self) -> bool:
            return self.is_offered

    return OnceNarrowed


def indexed_fields(model: type[Model]) -> set[str]:
    """Return the fields by which the database can order rows while sorting only rows with equal values.

    Foreign keys are left out, because their index does not have the order of the related rows, and so are fields with
    choices, which have few values.
    """
    meta = model._meta
    indexes = [each.fields for each in meta.indexes if type(each) is Index and not each.condition]
    unique = [each.fields for each in meta.constraints if isinstance(each, UniqueConstraint) and not each.condition]
    alone = {field.name for field in meta.concrete_fields if field.unique or getattr(field, "db_index", False)}
    first = {fields[0].removeprefix("-") for fields in (*indexes, *unique) if fields}
    coarse = {field.name for field in meta.concrete_fields if field.is_relation or field.choices}
    return {"pk", *alone, *first} - coarse


class ShowsRevisions(ReadsLargeTables):
    """A list that carries the revision of each row shown, so that an action never applies to an unseen version."""

    def action_checkbox(self, obj: Model) -> SafeString:
        box: SafeString = super().action_checkbox(obj)  # type: ignore[misc]  # a ModelAdmin's
        return box + seen_field(obj)

    action_checkbox.short_description = ModelAdmin.action_checkbox.short_description  # type: ignore[attr-defined]


def seen_field(row: Model) -> SafeString:
    """Return the hidden field with the revision of a row as shown, empty for rows that never change."""
    if not hasattr(row, "revision"):
        return SafeString()
    return format_html('<input type="hidden" name="seen" value="{}:{}">', row.pk, row.revision)


class OnlyOperationsWrite(ShowsRevisions):
    """The admin of rows that are read-only here, because only operations write them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def signed_in(request: HttpRequest) -> User:
    """Return the person who uses the admin, to which nobody else is admitted.

    Raises `PermissionDenied` for an anonymous visitor.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


type Action = Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse | None]


def operation_action(name: str, description: Sentence, perform: Callable[[Any, int | None, User], object]) -> Action:
    """Return an admin action that performs an operation on each selected row and reports refusals row by row.

    `perform` takes the row, the revision that the person saw (`None` for rows that have none), and the person.
    """

    def run(_model_admin: Any, request: HttpRequest, rows: QuerySet[Any]) -> None:
        actor = signed_in(request)
        done = [_performed(request, row, lambda row, seen: perform(row, seen, actor)) for row in rows]
        _say_what_was_done(request, done)

    run.__name__ = name
    run.short_description = description  # type: ignore[attr-defined]  # how the admin names an action
    return run


class ActionInWordsForm(forms.Form):
    """A form that asks for the reason for an action."""

    def __init__(self, *args: Any, most: int, help_text: Sentence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = forms.CharField(
            label=_("Reason"), max_length=most, widget=UnfoldAdminTextareaWidget, help_text=str(help_text)
        )


def action_in_words(
    name: str,
    description: Sentence,
    perform: Callable[[Any, str, int | None, User], object],
    *,
    most: int,
    help_text: Sentence,
) -> Action:
    """Return an admin action that asks for a reason on a separate page before it performs its operation on each row.

    `perform` takes the row, the reason, the revision that the person saw, and the person.
    """

    def run(model_admin: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        form = ActionInWordsForm(
            request.POST if "apply" in request.POST else None, most=most, help_text=help_text, auto_id="id_%s"
        )
        if form.is_valid():
            reason, actor = form.cleaned_data["reason"], signed_in(request)
            done = [_performed(request, row, lambda row, seen: perform(row, reason, seen, actor)) for row in rows]
            _say_what_was_done(request, done)
            return None
        context = {
            **model_admin.admin_site.each_context(request),
            "title": description,
            "action": name,
            "rows": rows,
            "form": form,
            "opts": model_admin.opts,
        }
        status = 422 if form.is_bound else 200
        return TemplateResponse(request, "admin/action_in_words.html", context, status=status)

    run.__name__ = name
    run.short_description = description  # type: ignore[attr-defined]  # how the admin names an action
    return run


def revision_shown(request: HttpRequest, row: Model) -> int | None:
    """Return the revision of the row that the page showed, from the field that `seen_field` wrote.

    It is `None` for rows that never change. Raises `Invalid` (`version_unknown`) for a row that the page did not show.
    """
    if not hasattr(row, "revision"):
        return None
    pairs = dict(text.partition(":")[::2] for text in request.POST.getlist("seen"))
    form = RevisionForm({"revision": pairs.get(str(row.pk))})
    if not form.is_valid():
        raise Invalid(UNKNOWN_VERSION, code="version_unknown")
    return form.seen


def _say_what_was_done(request: HttpRequest, performed: list[bool]) -> None:
    if done := sum(performed):
        sentence = ngettext("%(count)d row processed.", "%(count)d rows processed.", done) % {"count": done}
        messages.success(request, sentence)


def _performed(request: HttpRequest, row: Model, perform: Callable[[Any, int | None], object]) -> bool:
    try:
        perform(row, revision_shown(request, row))
    except DomainError as refusal:
        messages.error(request, labelled(row, refusal.message))
        return False
    return True
