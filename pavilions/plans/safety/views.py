"""The pages of a venue's rules, and of the findings against them on a plan."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ciie.accounts.requests import PersonRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.web.refusals import attempt, perform
from ciie.web.revision_forms import revision_seen
from pavilions.floor.models.floor_plan import FloorPlan
from pavilions.permissions import for_organizers, only
from pavilions.plans.safety.documents.drawing import draw_findings
from pavilions.plans.safety.forms import ChoiceForm, ExceptionForm, RuleSetForm, VenueRuleForm
from pavilions.plans.safety.models import HallRules, RuleSet, VenueRule
from pavilions.plans.safety.operations import (
    add_rule_set,
    add_venue_rule,
    change_rule_set,
    change_venue_rule,
    choose_rules,
    grant_exception,
    load_rule_set,
    remove_choice,
    remove_rule_set,
    remove_venue_rule,
    withdraw_exception,
)
from pavilions.plans.safety.queries import built_in_columns, check_plan, sides_of_next_version
from pavilions.plans.safety.starter_rules import STARTER_SETS

LONGEST_KEY = 18
keepers = only("pavilions.keep_venue_rules")


@for_organizers
@require_safe
def rule_sets(request: PersonRequest) -> HttpResponse:
    """List all sets, and from when each holds in which hall."""
    return _sets_page(request, ChoiceForm(initial={"revision": HallRules.objects.count()}))


@keepers
@require_POST
def choose(request: PersonRequest) -> HttpResponse:
    form = ChoiceForm(request.POST)
    chosen = attempt(
        form,
        lambda: choose_rules(
            form.cleaned_data["hall"].pk if form.cleaned_data["hall"] else None,
            form.cleaned_data["rule_set"].pk,
            valid_from=form.cleaned_data["valid_from"],
            is_sprinklered=form.cleaned_data["is_sprinklered"],
            allows_decks=form.cleaned_data["allows_decks"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if chosen is None:
        return _sets_page(request, form)
    messages.success(request, _("The rules have been chosen."))
    return redirect("safety:sets")


@keepers
@require_POST
def remove_chosen(request: PersonRequest, pk: int) -> HttpResponse:
    perform(
        request,
        lambda: remove_choice(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The choice has been removed."),
    )
    return redirect("safety:sets")


@keepers
@require_POST
def load(request: PersonRequest) -> HttpResponse:
    """Add a starter set."""
    perform(
        request,
        lambda: load_rule_set(request.POST.get("starter", ""), actor=request.user, at=now()),
        _("The starter set has been added. Check each rule with the venue and its authority."),
    )
    return redirect("safety:sets")


@keepers
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Add a set, with copies of the rules of the set that `?copy=` names."""
    copied = request.GET.get("copy", "")
    source = (
        RuleSet.objects.filter(pk=int(copied)).first()
        if copied.isascii() and copied.isdecimal() and len(copied) <= LONGEST_KEY
        else None
    )
    copied_fields = ("source", "persons_per_sqm", "unmeasured", "unmeasured_zh")
    first = {name: getattr(source, name) for name in copied_fields} if source else {}
    form = RuleSetForm(request.POST or None, initial={"revision": 0, **first})
    made = attempt(
        form, lambda: add_rule_set(form.terms, copy_of=source.pk if source else None, actor=request.user, at=now())
    )
    if made:
        messages.success(request, _("The rule set has been added."))
        return redirect("safety:set", made.pk)
    return _form(request, form, _("New rule set"), reverse("safety:sets"))


@for_organizers
@require_safe
def rule_set(request: PersonRequest, pk: int) -> HttpResponse:
    """Show a set with its rules."""
    found = get_object_or_404(RuleSet, pk=pk)
    context = {
        "set": found,
        "rules": found.rules.order_by("pk"),
        "may_keep": allowed("pavilions.keep_venue_rules", request.user),
        "in_use": found.halls.exists(),
    }
    return render(request, "pavilions/safety/set.html", context)


@keepers
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RuleSet, pk=pk)
    form = RuleSetForm(request.POST or None, instance=found, initial={"revision": found.revision})
    saved = attempt(form, lambda: change_rule_set(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The rule set has been changed."))
        return redirect("safety:set", pk)
    return _form(request, form, str(found), reverse("safety:set", args=[pk]))


@keepers
@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    perform(
        request,
        lambda: remove_rule_set(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The rule set has been removed."),
    )
    return redirect("safety:sets")


@keepers
@require_http_methods(["GET", "POST"])
def add_rule(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RuleSet, pk=pk)
    form = VenueRuleForm(request.POST or None, initial={"revision": found.revision})
    made = attempt(form, lambda: add_venue_rule(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if made:
        messages.success(request, _("The rule has been added."))
        return redirect("safety:set", pk)
    return _form(request, form, _("New rule"), reverse("safety:set", args=[pk]))


@keepers
@require_http_methods(["GET", "POST"])
def rule(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(VenueRule.objects.select_related("rule_set"), pk=pk)
    form = VenueRuleForm(request.POST or None, instance=found, initial={"revision": found.revision})
    saved = attempt(form, lambda: change_venue_rule(pk, form.terms, seen=form.seen, actor=request.user, at=now()))
    if saved:
        messages.success(request, _("The rule has been changed."))
        return redirect("safety:set", found.rule_set_id)
    return _form(request, form, found.get_measure_display(), reverse("safety:set", args=[found.rule_set_id]))


@keepers
@require_POST
def remove_rule(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(VenueRule, pk=pk)
    perform(
        request,
        lambda: remove_venue_rule(pk, seen=revision_seen(request), actor=request.user, at=now()),
        _("The rule has been removed."),
    )
    return redirect("safety:set", found.rule_set_id)


@only("pavilions.plan_floor")
@require_safe
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the findings on a version of a plan, in words and on the plan."""
    return _plan_page(request, pk)


@only("pavilions.grant_exception")
@require_POST
def grant(request: PersonRequest, pk: int) -> HttpResponse:
    """Accept one finding with a reason."""
    form = ExceptionForm(request.POST)
    granted = attempt(
        form,
        lambda: grant_exception(
            pk,
            form.cleaned_data["measure"],
            form.cleaned_data["subjects"],
            reason=form.cleaned_data["reason"],
            lapses_on=form.cleaned_data["lapses_on"],
            seen=form.seen,
            actor=request.user,
            at=now(),
        ),
    )
    if granted is None:
        return _plan_page(request, pk, form)
    messages.success(request, _("The exception has been kept with its reason."))
    return redirect("safety:plan", pk)


@only("pavilions.grant_exception")
@require_POST
def withdraw(request: PersonRequest, pk: int, exception: int) -> HttpResponse:
    perform(
        request,
        lambda: withdraw_exception(exception, seen=revision_seen(request), actor=request.user, at=now()),
        _("The exception has been withdrawn."),
    )
    return redirect("safety:plan", pk)


def _sets_page(request: PersonRequest, form: ChoiceForm) -> HttpResponse:
    present = set(RuleSet.objects.values_list("name", flat=True))
    context = {
        "sets": RuleSet.objects.annotate(rule_count=Count("rules")).order_by("name"),
        "choices": HallRules.objects.select_related("hall", "rule_set").order_by("hall__position", "valid_from"),
        "form": form,
        "starters": [
            (key, starter.label) for key, starter in STARTER_SETS.items() if starter.rule_set["name"] not in present
        ],
        "may_keep": allowed("pavilions.keep_venue_rules", request.user),
        "choose_url": reverse("safety:choose"),
    }
    return render(request, "pavilions/safety/sets.html", context, status=422 if form.is_bound else 200)


def _form(request: PersonRequest, form: Any, heading: str, cancel_url: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "cancel_url": cancel_url}
    return render(request, "pavilions/safety/form.html", context, status=422 if form.is_bound else 200)


def _plan_page(request: PersonRequest, pk: int, refused: ExceptionForm | None = None) -> HttpResponse:
    found = get_object_or_404(FloorPlan.objects.select_related("hall", "edition", "background"), pk=pk)
    check = check_plan(found, today=day_of(now(), found.edition.zone))
    may_grant = allowed("pavilions.grant_exception", request.user)
    shows_ways = request.GET.get("show") == "ways"
    status = 422 if refused else 200
    rows: list[dict[str, Any]] = []
    for number, judged in enumerate(check.findings):
        form = None
        if judged.takes_exception and may_grant:
            subjects = list(judged.finding.subjects)
            asked = {"measure": judged.finding.rule.measure, "subjects": subjects, "revision": found.revision}
            form = ExceptionForm(initial=asked, auto_id=f"finding_{number}_%s")
            if refused and refused.is_about(judged.finding.rule.measure, subjects):
                form, refused = refused, None
        rows.append({"judged": judged, "form": form})
    context = {
        "plan": found,
        "check": check,
        "rows": rows,
        "columns": built_in_columns(found),
        "recounted": sides_of_next_version(found),
        "drawing": draw_findings(found, check.findings, check.measured if shows_ways else None),
        "shows_ways": shows_ways,
        "except_url": reverse("safety:grant", args=[pk]),
        "may_grant": may_grant,
        "unplaced": refused,
    }
    return render(request, "pavilions/safety/plan.html", context, status=status)
