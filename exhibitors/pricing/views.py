"""Pages of rate cards: versions, the rules of a draft, publishing, a preview and a comparison."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.tables.writing import csv_lines
from ciie.web.downloads import download, export_links
from ciie.web.lists import list_page
from ciie.web.refusals import attempt, decided, perform
from ciie.web.revision_forms import revision_seen
from exhibitors.pricing.forms import CardFileForm, ComparisonForm, PreviewForm, PublishForm, RuleForm, version_words
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.operations import (
    add_rule,
    change_rule,
    discard_rate_card,
    draft_rate_card,
    mark_small_company,
    move_rule,
    publish_rate_card,
    remove_rule,
    replace_rules,
)
from exhibitors.pricing.queries.buyers import buyer_of, has_tax_table, unknown_buyer
from exhibitors.pricing.queries.card_files import changes_between
from exhibitors.pricing.queries.cards import (
    calculator_of,
    card_in_force,
    cards_of,
    published_cards,
    rules_of,
)
from exhibitors.pricing.queries.comparisons import ComparedCards, booths_named, company_called, compare
from exhibitors.pricing.queries.quotes import Quote, QuotedSpace, quote
from exhibitors.pricing.rate_cards import Buyer, RuleKind
from exhibitors.pricing.tables import (
    COMPARISON_COLUMNS,
    RULE_COLUMNS,
    ComparisonTable,
    comparison_rows,
    rule_rows,
)
from pavilions.floor.editions.views import edition_of
from pavilions.floor.models.edition import Edition
from pavilions.permissions import for_organizers, only

if TYPE_CHECKING:
    from pavilions.floor.models.floor_plan import Booth


@for_organizers
@require_safe
def prices(request: PersonRequest) -> HttpResponse:
    """List all versions of the rate card, with the one in force and the note on taxes."""
    edition = edition_of(request)
    cards = list(cards_of(edition))
    may_set = allowed("exhibitors.set_prices", request.user)
    context = {
        "edition": edition,
        "cards": cards,
        "in_force": card_in_force(edition, day_of(now(), edition.zone)),
        "may_draft": may_set and all(card.published_at for card in cards),
        "may_set": may_set,
    }
    return render(request, "exhibitors/pricing/prices.html", context)


@only("exhibitors.set_prices")
@require_POST
def draft(request: PersonRequest) -> HttpResponse:
    """Draft the next version."""
    edition = edition_of(request)
    made: list[RateCard] = []
    perform(
        request,
        lambda: made.append(draft_rate_card(edition.pk, actor=request.user, at=now())),
        _("Draft created from the newest version."),
    )
    if made:
        return redirect("organizer:rate_card", made[0].pk)
    return redirect(_list_of(edition))


@for_organizers
@require_safe
def card(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one version with its rules, and the controls to change and publish it while it is a draft."""
    return _show(request, _card(pk), None)


@for_organizers
@require_safe
def export_card(request: PersonRequest, pk: int, kind: str) -> StreamingHttpResponse | FileResponse:
    found = _card(pk)
    name = f"rate-card-{found.edition.number}-{found.version}"
    return download(name, kind, RULE_COLUMNS, rule_rows(rules_of(found)))


@only("exhibitors.set_prices")
@require_http_methods(["GET", "POST"])
def card_file(request: PersonRequest, pk: int) -> HttpResponse:
    """Preview what a file would change about a draft, and replace its rules by those of the file."""
    found = _card(pk)
    if request.method == "GET" and found.published_at is not None:
        return redirect("organizer:rate_card", pk)
    form = CardFileForm(request.POST or None, request.FILES or None, card=found, initial={"revision": found.revision})
    if "confirm" in request.POST:
        made = attempt(form, lambda: replace_rules(pk, form.rules, seen=form.seen, actor=request.user, at=now()))
        if made:
            messages.success(request, _("The rules have been replaced by those of the file."))
            return redirect("organizer:rate_card", pk)
    context: dict[str, object] = {"card": found, "words": version_words(found), "form": form}
    if form.is_bound and form.is_valid():
        context["changes"] = changes_between(list(rules_of(found)), form.made)
        context["content"] = "".join(csv_lines(RULE_COLUMNS, rule_rows(form.made)))
        return render(request, "exhibitors/pricing/card_file.html", context)
    return render(request, "exhibitors/pricing/card_file.html", context, status=422 if form.is_bound else 200)


@only("exhibitors.set_prices")
@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    found = _card(pk)
    form = PublishForm(request.POST)
    if decided(form, publish_rate_card, pk, actor=request.user):
        messages.success(request, _("Version %(version)s has been published.") % {"version": found.version})
        return redirect(_list_of(found.edition))
    return _show(request, _card(pk), form)


@only("exhibitors.set_prices")
@require_POST
def discard(request: PersonRequest, pk: int) -> HttpResponse:
    found = _card(pk)
    seen, done = revision_seen(request), _("The draft has been discarded.")
    perform(request, lambda: discard_rate_card(pk, seen=seen, actor=request.user, at=now()), done)
    return redirect(_list_of(found.edition))


@only("exhibitors.set_prices")
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Add a rule of the given kind."""
    found = _card(pk)
    if kind not in RuleKind.values:
        raise Http404
    if request.method == "GET" and found.published_at is not None:
        return redirect("organizer:rate_card", pk)
    form = RuleForm(request.POST or None, kind=RuleKind(kind), initial={"revision": found.revision})
    made = attempt(form, lambda: add_rule(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if made:
        messages.success(request, _("“%(rule)s” has been added.") % {"rule": made})
        return redirect("organizer:rate_card", pk)
    context = {"card": found, "form": form, "kind": RuleKind(kind)}
    return render(request, "exhibitors/pricing/rule.html", context, status=422 if form.is_bound else 200)


@only("exhibitors.set_prices")
@require_http_methods(["GET", "POST"])
def rule(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a rule of the draft."""
    found = _rule(pk)
    if request.method == "GET" and found.card.published_at is not None:
        return redirect("organizer:rate_card", found.card_id)
    form = RuleForm(
        request.POST or None, instance=found, kind=RuleKind(found.kind), initial={"revision": found.revision}
    )
    saved = attempt(form, lambda: change_rule(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("“%(rule)s” has been changed.") % {"rule": saved})
        return redirect("organizer:rate_card", saved.card_id)
    context = {"card": found.card, "form": form, "kind": RuleKind(found.kind), "rule": _rule(pk)}
    return render(request, "exhibitors/pricing/rule.html", context, status=422 if form.is_bound else 200)


@only("exhibitors.set_prices")
@require_POST
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Move a rule one place up or down among the rules of its kind."""
    found, up = _rule(pk), request.POST.get("to") == "up"
    perform(
        request,
        lambda: move_rule(pk, up=up, seen=revision_seen(request), actor=request.user, at=now()),
        _("The order has been changed."),
    )
    return redirect("organizer:rate_card", found.card_id)


@only("exhibitors.set_prices")
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    found = _rule(pk)
    perform(
        request,
        lambda: remove_rule(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("“%(rule)s” has been removed.") % {"rule": found},
    )
    return redirect("organizer:rate_card", found.card_id)


@for_organizers
@require_safe
def preview(request: PersonRequest) -> HttpResponse:
    """Show what booths would cost a company that submits on a given day, and why."""
    edition = edition_of(request)
    cards = list(cards_of(edition))
    today = day_of(now(), edition.zone)
    form = PreviewForm(request.GET if "booths" in request.GET else None, cards=cards, initial={"day": today})
    found = _previewed(form, edition, cards) if form.is_bound and form.is_valid() else None
    context = {"edition": edition, "form": form, "found": found}
    return render(request, "exhibitors/pricing/preview.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True)
class Previewed:
    """A previewed quote; `company` and `buyer` say for whom it is."""

    quote: Quote
    company: str
    buyer: Buyer


def _previewed(form: PreviewForm, edition: Edition, cards: Sequence[RateCard]) -> Previewed | None:
    typed = form.cleaned_data
    words = [each.strip() for each in typed["booths"].replace("，", ",").split(",") if each.strip()]
    named = booths_named(edition.pk, words)
    booths: list[Booth] = []
    for word in words:
        booth = named.get(word)
        if booth is None:
            form.add_error("booths", _("There is no booth %(booth)s on a published plan.") % {"booth": word})
        else:
            booths.append(booth)
    company = company_called(typed["company"]) if typed["company"] else None
    if typed["company"] and company is None:
        form.add_error("company", _("No company, or more than one, has this name. Enter the full name."))
    if form.errors:
        return None
    card = next((each for each in cards if str(each.version) == typed["card"]), None)
    prices = calculator_of(card) if card else published_cards(edition).on(typed["day"])
    buyer = buyer_of(company.pk, edition.pk, at=now()) if company else unknown_buyer(edition.pk)
    found = quote(prices, [QuotedSpace.of(each) for each in booths], buyer, typed["day"])
    return Previewed(found, company.name if company else "", buyer)


@for_organizers
@require_safe
def comparison(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """Compare two versions over all booths of the edition, or export the same rows."""
    edition = edition_of(request)
    cards = list(cards_of(edition))
    asked = _asked(request, edition, cards)
    form = ComparisonForm(asked, cards=cards)
    found = _compared(form, edition, cards) if form.is_valid() else ComparedCards(())
    rows = found.changed if form.is_valid() and form.cleaned_data["changed"] else found.rows
    if kind:
        return download(f"prices-{edition.number}", kind, COMPARISON_COLUMNS, comparison_rows(rows, edition.currency))
    return list_page(
        request,
        "exhibitors/pricing/comparison.html",
        ComparisonTable(rows, currency=edition.currency),
        exports=export_links(asked, "organizer:price_comparison_export", edition=edition.number),
        edition=edition,
        form=form,
        found=found,
        has_any=bool(found.rows),
        is_comparable=len(cards) > 1,
    )


def _asked(request: PersonRequest, edition: Edition, cards: Sequence[RateCard]) -> QueryDict:
    """Return the query parameters, by default the newest version, the one before it, and today."""
    asked = request.GET.copy()
    if "before" not in asked and cards:
        asked["after"], asked["before"] = str(cards[0].version), str(cards[min(1, len(cards) - 1)].version)
    asked.setdefault("day", day_of(now(), edition.zone).isoformat())
    return asked


def _compared(form: ComparisonForm, edition: Edition, cards: Sequence[RateCard]) -> ComparedCards:
    by_version = {str(card.version): card for card in cards}
    before, after = (calculator_of(by_version[form.cleaned_data[name]]) for name in ("before", "after"))
    return compare(edition, before, after, form.cleaned_data["day"])


@only("exhibitors.mark_small_companies")
@require_POST
def mark_small(request: PersonRequest, pk: int) -> HttpResponse:
    """Record from a company's page whether it is charged as a small one."""
    is_small = request.POST.get("is_small") == "yes"
    perform(
        request,
        lambda: mark_small_company(pk, is_small=is_small, seen=revision_seen(request), actor=request.user, at=now()),
        _("Saved. The company is charged as a small one.")
        if is_small
        else _("Saved. The company is charged as a larger one."),
    )
    return redirect("organizer:company", pk)


def _card(pk: int) -> RateCard:
    return get_object_or_404(RateCard.objects.select_related("edition"), pk=pk)


def _rule(pk: int) -> RateRule:
    return get_object_or_404(RateRule.objects.select_related("card__edition"), pk=pk)


def _list_of(edition: Edition) -> str:
    return f"{reverse('organizer:prices')}?edition={edition.number}"


def _show(request: PersonRequest, found: RateCard, refused: PublishForm | None) -> HttpResponse:
    rules = list(rules_of(found))
    may_set = allowed("exhibitors.set_prices", request.user)
    initial = {"revision": found.revision, "effective_from": day_of(now(), found.edition.zone)}
    context = {
        "card": found,
        "edition": found.edition,
        "words": version_words(found),
        "groups": [(kind, [each for each in rules if each.kind == kind]) for kind in RuleKind],
        "may_change": may_set and found.published_at is None,
        "publish_form": refused or PublishForm(initial=initial),
        "exports": export_links(request.GET, "organizer:rate_card_export", found.pk),
        "taxes_do_not_count": any(each.kind == RuleKind.TAX for each in rules) and has_tax_table(found.edition_id),
    }
    return render(request, "exhibitors/pricing/card.html", context, status=422 if refused else 200)
