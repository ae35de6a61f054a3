"""Pages of bank accounts and their statements, which are uploaded, previewed, imported, and matched by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.clock import now
from ciie.kernel.errors import DomainError, Sentence
from ciie.web.lists import list_page, page_of
from ciie.web.refusals import announce_refusal, attempt, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.bookings.models import is_key
from exhibitors.money.payments.filters import StatementFilter
from exhibitors.money.payments.forms import BankAccountForm, ColumnsForm, StatementForm
from exhibitors.money.payments.models import BankAccount, BankStatement, Payment, StatementLine
from exhibitors.money.payments.operations.payments import InvoicePart
from exhibitors.money.payments.operations.returns import ignore_debit, return_payment
from exhibitors.money.payments.operations.statements import (
    Ignored,
    Match,
    choose_columns,
    confirm_matches,
    discard_statement,
    import_statement,
    match_refunds,
    release_refund_line,
    reopen_line,
    save_bank_account,
    upload_statement,
)
from exhibitors.money.payments.queries.matches import (
    BY_HAND,
    IGNORE,
    LATER,
    Choice,
    Decoded,
    by_hand,
    debit_rows,
    decoded,
    match_rows,
    shown_choices,
)
from exhibitors.money.payments.queries.payments import typed_already
from exhibitors.money.payments.queries.statements import (
    choices_of,
    gaps_of,
    layout_of,
    listed_statements,
    preview_upload,
    refund_proposals,
)
from exhibitors.money.payments.statements.csv import FIELDS
from exhibitors.money.payments.statements.reading import StatementKind
from exhibitors.money.payments.states import LineState, StatementState
from exhibitors.money.payments.tables import StatementTable
from pavilions.floor.editions.requests import edition_shown
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import only

finance = only("exhibitors.run_payments")
LINES_SHOWN = 20
LINES_PER_PAGE = 25
PREFIX = "line-"
DEBITS = "debits"


@finance
@require_safe
def statements(request: PersonRequest) -> HttpResponse:
    """List every statement that was uploaded, the latest first."""
    found = StatementFilter(request.GET, queryset=listed_statements().order_by("-uploaded_at", "-pk"))
    has_account = BankAccount.objects.filter(is_closed=False).exists()
    table = StatementTable(found.qs)
    return list_page(request, "exhibitors/payments/statements.html", table, filter=found, has_account=has_account)


@finance
@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    form = StatementForm(request.POST or None, request.FILES or None)

    def keep() -> BankStatement:
        account, file = form.cleaned_data["account"], form.cleaned_data["file"]
        return upload_statement(account.pk, file_name=file.name, content=file.read(), actor=request.user, at=now())

    if kept := attempt(form, keep):
        return redirect("organizer:statement", kept.pk)
    return render(request, "exhibitors/payments/upload.html", {"form": form}, status=422 if form.is_bound else 200)


@finance
@require_safe
def statement(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the preview of an uploaded file, or lines of an imported one: those to match, or the others."""
    found = get_object_or_404(listed_statements(), pk=pk)
    if found.state == StatementState.UPLOADED:
        return _preview(request, BankStatement.objects.select_related("account").get(pk=pk))
    return _lines(request, found, said={}, errors={})


@finance
@require_POST
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """Read a CSV file with other columns, and show the preview again."""
    found = get_object_or_404(BankStatement.objects.select_related("account"), pk=pk)
    try:
        form = ColumnsForm(request.POST, layout=layout_of(found))
    except DomainError as refusal:
        announce_refusal(request, refusal)
        return redirect("organizer:statement", pk)
    chosen = attempt(
        form, lambda: choose_columns(pk, choices=form.choices, seen=form.seen, actor=request.user, at=now())
    )
    return redirect("organizer:statement", pk) if chosen else _preview(request, found, form)


@finance
@require_POST
def bring_in(request: PersonRequest, pk: int) -> HttpResponse:
    """Import the lines of an uploaded file."""
    perform(
        request,
        lambda: import_statement(
            pk, new=request.POST.getlist("new"), seen=revision_seen(request), actor=request.user, at=now()
        ),
        _("Statement imported. Nothing is booked until you confirm it."),
    )
    return redirect("organizer:statement", pk)


@finance
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    done = perform(
        request,
        lambda: discard_statement(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("File discarded. Nothing was imported."),
    )
    return redirect("organizer:statements") if done else redirect("organizer:statement", pk)


@finance
@require_POST
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the chosen batch for review; when it is submitted from there, post it."""
    found = get_object_or_404(listed_statements(), pk=pk)
    batch, errors = _batch(found, request.POST)
    if errors or not (batch.matches or batch.ignored):
        if not errors:
            messages.info(request, _("Decide on at least one line."))
        return _lines(request, found, said=request.POST.dict(), errors=errors, status=422)
    edition = edition_of(request)
    if "sure" in request.POST:
        work = partial(
            confirm_matches,
            [match for _line, match, *_rest in batch.matches],
            edition_id=edition.pk,
            ignored=[ignored for _line, ignored in batch.ignored],
            actor=request.user,
            at=now(),
        )
        count = len(batch.matches)
        done = ngettext("%(count)d payment booked.", "%(count)d payments booked.", count) % {"count": count}
        if perform(request, work, done):
            return redirect("organizer:statement", pk)
    context = {"statement": found, "batch": batch, "edition": edition}
    return render(request, "exhibitors/payments/batch.html", context)


@finance
@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Reopen an ignored line, so that it can be matched after all."""
    line = get_object_or_404(StatementLine, pk=pk)
    perform(
        request,
        lambda: reopen_line(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The line can be matched again."),
    )
    return redirect("organizer:statement", line.statement_id)


@finance
@require_POST
def refund(request: PersonRequest, pk: int) -> HttpResponse:
    """Record which refunds a debit pays out."""
    line = get_object_or_404(StatementLine, pk=pk)
    said = [_key_in(f"{PREFIX}{each}") for each in request.POST.getlist("refunds")]
    refunds = [int(each) for each in said if each]
    perform(
        request,
        lambda: match_refunds(pk, refunds=refunds, seen=revision_seen(request), actor=request.user, at=now()),
        _("Matched."),
    )
    return redirect(f"{reverse('organizer:statement', args=[line.statement_id])}?show={DEBITS}")


@finance
@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo the match of a debit with refunds, since it pays out others or none."""
    line = get_object_or_404(StatementLine, pk=pk)
    perform(
        request,
        lambda: release_refund_line(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The refund waits for its line again."),
    )
    return redirect(f"{reverse('organizer:statement', args=[line.statement_id])}?show={DEBITS}")


@finance
@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo the payment that a debit takes back; its invoices are open again."""
    line = get_object_or_404(StatementLine, pk=pk)
    said = request.POST.get("payment", "")
    payment = int(said) if is_key(said) else None
    perform(
        request,
        lambda: return_payment(pk, payment=payment, seen=revision_seen(request), actor=request.user, at=now()),
        _("The payment has been undone, and its invoices are open again. The company will be notified by email."),
    )
    return redirect(f"{reverse('organizer:statement', args=[line.statement_id])}?show={DEBITS}")


@finance
@require_POST
def ignore(request: PersonRequest, pk: int) -> HttpResponse:
    """Ignore an open debit that takes back no payment."""
    line = get_object_or_404(StatementLine, pk=pk)
    perform(
        request,
        lambda: ignore_debit(
            pk, reason=request.POST.get("reason", ""), seen=revision_seen(request), actor=request.user, at=now()
        ),
        _("Ignored. No payment was changed."),
    )
    return redirect(f"{reverse('organizer:statement', args=[line.statement_id])}?show={DEBITS}")


@finance
@require_safe
def accounts(request: PersonRequest) -> HttpResponse:
    rows = BankAccount.objects.order_by("is_closed", "name")
    return render(request, "exhibitors/payments/bank_accounts.html", {"accounts": rows})


@finance
@require_http_methods(["GET", "POST"])
def account(request: PersonRequest, pk: int | None = None) -> HttpResponse:
    """Add a bank account, or change one."""
    found = None if pk is None else get_object_or_404(BankAccount, pk=pk)
    names = ("name", "account", "currency", "bank_name", "is_closed")
    initial: dict[str, Any] = (
        {name: getattr(found, name) for name in names} | {"revision": found.revision}
        if found
        else {"revision": 0, "currency": edition_of(request).currency}
    )
    form = BankAccountForm(request.POST or None, initial=initial)

    def save() -> BankAccount:
        said = {name: form.cleaned_data[name] for name in names}
        return save_bank_account(pk, **said, seen=form.seen, actor=request.user, at=now())

    if attempt(form, save):
        messages.success(request, _("Bank account saved."))
        return redirect("organizer:bank_accounts")
    context = {"form": form, "account": found}
    return render(request, "exhibitors/payments/bank_account.html", context, status=422 if form.is_bound else 200)


def _preview(request: PersonRequest, found: BankStatement, sent: ColumnsForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {"statement": found, "form": sent}
    try:
        if found.kind == StatementKind.CSV:
            layout = layout_of(found)
            context |= {"form": sent or ColumnsForm(layout=layout, initial=_initial(found)), "doubts": layout.doubts}
        preview = preview_upload(found, at=now())
        context |= {"preview": preview, "lines": preview.new[:LINES_SHOWN]}
    except DomainError as refusal:
        context["refusal"] = refusal
    return render(request, "exhibitors/payments/preview.html", context, status=422 if sent else 200)


def _initial(found: BankStatement) -> dict[str, Any]:
    choices = choices_of(found, layout_of(found))
    chosen = {f"column_{field.name}": choices.columns.get(field.name, "") for field in FIELDS}
    names = ("separator", "decimal_sign", "order", "unsigned_are_credits")
    kept = {name: getattr(choices, name) for name in names}
    return {**chosen, **kept, "revision": found.revision}


def _lines(
    request: PersonRequest,
    found: BankStatement,
    *,
    said: Mapping[str, str],
    errors: Mapping[int, Sentence],
    status: int = 200,
) -> HttpResponse:
    show = request.GET.get("show", LineState.OPEN.value)
    debits = found.lines.select_related("account").filter(is_credit=False)
    rows = debits if show == DEBITS else found.lines.select_related("account").filter(state=show, is_credit=True)
    if show == LineState.MATCHED:
        rows = rows.prefetch_related("payments__allocations__invoice", "payments__company")
    page = page_of(request, rows.order_by("day", "pk"), size=LINES_PER_PAGE)
    paid_out = refund_proposals(found.account, debits) if show == LineState.OPEN else {}
    context = {
        "debits": len(debits) if show == LineState.OPEN else debits.count(),
        "paid_out": sum(bool(each.chosen) for each in paid_out.values()),
        "debit_rows": debit_rows(found.account, list(page)) if show == DEBITS else [],
        "gaps": gaps_of(found),
        "statement": found,
        "edition": edition_shown(request),
        "show": show,
        "page": page,
        "rows": match_rows(found.account, list(page), said=said, errors=errors) if show == LineState.OPEN else [],
        "ignored": found.lines.filter(state=LineState.IGNORED, is_credit=True).count(),
    }
    return render(request, "exhibitors/payments/match.html", context, status=status)


@dataclass(frozen=True)
class Batch:
    """What was chosen on the page, for review before it is posted."""

    matches: list[tuple[StatementLine, Match, Choice, Payment | None]]
    """The matches, each with a similar payment that was recorded by hand, if there is one."""
    ignored: list[tuple[StatementLine, Ignored]]

    @property
    def hidden(self) -> Iterable[tuple[str, str]]:
        """The same choices as hidden fields of the form that posts them."""
        for line, match, choice, typed in self.matches:
            yield f"line-{line.pk}", choice.value
            yield f"seen-{line.pk}", str(match.seen or "")
            if typed:
                yield f"besides-{line.pk}", str(typed.pk)
        for line, ignored in self.ignored:
            yield f"line-{line.pk}", IGNORE
            yield f"why-{line.pk}", ignored.reason
            yield f"seen-{line.pk}", str(ignored.seen or "")

    @property
    def total(self) -> Any:
        return sum(line.amount for line, *_rest in self.matches)


def _batch(found: BankStatement, said: Mapping[str, str]) -> tuple[Batch, dict[int, Sentence]]:
    chosen = {int(key): value for name, value in said.items() if (key := _key_in(name)) and value != LATER}
    lines = {line.pk: line for line in found.lines.select_related("account").filter(pk__in=chosen)}
    matches, ignored = list[tuple[StatementLine, Decoded]](), list[tuple[StatementLine, Ignored]]()
    seen, errors = dict[int, int](), dict[int, Sentence]()
    for pk, line in sorted(lines.items(), key=lambda each: (each[1].day, each[0])):
        typed = said.get(f"seen-{pk}", "")
        seen[pk] = int(typed) if typed.isdecimal() and len(typed) < 10 else 0  # noqa: PLR2004
        try:
            if chosen[pk] == IGNORE:
                why = said.get(f"why-{pk}", "").strip() or _("pays no invoice")
                ignored.append((line, Ignored(pk, why, seen[pk])))
            else:
                match = by_hand(line, said.get(f"number-{pk}", "")) if chosen[pk] == BY_HAND else decoded(chosen[pk])
                matches.append((line, match))
        except DomainError as refusal:
            errors[pk] = refusal.message
    choices = shown_choices(matches)
    known = typed_already([(line, choice.company) for (line, _match), choice in zip(matches, choices, strict=True)])
    found_matches = [
        (line, _match(line, match, said, seen[line.pk]), choice, known.get(line.pk))
        for (line, match), choice in zip(matches, choices, strict=True)
    ]
    return Batch(found_matches, ignored), errors


def _match(line: StatementLine, match: Decoded, said: Mapping[str, str], seen: int) -> Match:
    parts = tuple(InvoicePart(*part) for part in match.parts)
    besides = said.get(f"besides-{line.pk}", "")
    return Match(line.pk, parts, match.company, seen, int(besides) if is_key(besides) else None)


def _key_in(name: str) -> str:
    """Return the key of the line to which a field belongs, or an empty string."""
    key = name.removeprefix(PREFIX) if name.startswith(PREFIX) else ""
    return key if is_key(key) else ""
