"""The rules that a plan was checked against, as a report that is kept with the published version, and as a refusal."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ciie.kernel.days import day_of
from ciie.kernel.errors import DomainError
from ciie.kernel.wording import figure_words, sentence_space
from pavilions.plans.safety.checking import Result
from pavilions.plans.safety.decks import written
from pavilions.plans.safety.queries import JudgedFinding, PlanCheck, built_in_columns, decks_on

MOST_SAID = 5
LANGUAGES = ("en", "zh-hans")

type Json = dict[str, Any]


def require_rules_met(check: PlanCheck) -> None:
    """Raise `DomainError` (`rules_not_met`) with the first problems that stop publishing."""
    stopping = check.stopping
    if not stopping:
        return
    said = sentence_space().join(judged.finding.message for judged in stopping[:MOST_SAID])
    more = len(stopping) - MOST_SAID
    rest = ngettext(" And %(count)s more.", " And %(count)s more.", more) % {"count": figure_words(more)}
    raise DomainError(
        _("The plan does not meet the rules of its hall: %(problems)s")
        % {"problems": said + rest if more > 0 else said},
        code="rules_not_met",
        details={"measures": sorted({judged.finding.rule.measure for judged in stopping})},
    )


def report_of(check: PlanCheck) -> Json:
    """Return the check as JSON: the rules with their limits in this hall, the findings and the approved upper decks.

    Accepted findings name the person who accepted them. Sentences are kept in every language, as they were then.
    """
    if check.chosen is None or check.measured is None:
        return {"rule_set": None}
    facts = check.measured.facts
    return {
        "rule_set": {"en": check.chosen.rule_set.name, "zh-hans": check.chosen.rule_set.name_zh},
        "source": check.chosen.rule_set.source,
        "day": check.plan.edition.opens_date.isoformat(),
        "sprinklered": facts.is_sprinklered,
        "height_m": None if facts.height_m is None else str(facts.height_m),
        "floor_sqm": str(check.measured.floor_sqm),
        "persons": check.measured.persons,
        "columns": _columns(check),
        "rules": [_rule(result, check) for result in check.results],
        "unmeasured": {
            "measures": [str(measure) for measure in check.unmeasured],
            "en": check.chosen.rule_set.unmeasured,
            "zh-hans": check.chosen.rule_set.unmeasured_zh,
        },
        "accepted": [_accepted(judged, check) for judged in check.findings if judged.exception],
        "decks": [
            {
                "booth": deck.booth,
                "area_sqm": str(deck.figures.area_sqm),
                "persons": deck.figures.persons,
                "stairs": deck.figures.stairs,
                "reason": deck.reason,
                "rules": [written(result) for result in results],
            }
            for deck, results in decks_on(check)
        ],
    }


def _rule(result: Result, check: PlanCheck) -> Json:
    """Return a rule that applies in this hall, with the worst measured value and its lines."""
    row = next(row for row in check.rules if row.pk == result.rule.key)
    shown = list(result.findings) or ([result.nearest] if result.nearest else [])
    return {
        "measure": row.measure,
        "limit": str(result.limit),
        "measured": None if result.measured is None else str(result.measured),
        "severity": row.severity,
        "source": row.source,
        "read_on": row.read_on.isoformat(),
        "found": len(result.findings),
        "lines": [line for finding in shown for line in finding.lines if len(line) > 1],
    }


def _columns(check: PlanCheck) -> Json | None:
    found = built_in_columns(check.plan)
    return {"booths": len(found.numbers), "sqm": str(found.sqm)} if found else None


def _accepted(judged: JudgedFinding, check: PlanCheck) -> Json:
    exception = judged.exception
    if exception is None:
        raise ValueError("Nothing was accepted here.")
    sentences = {}
    for language in LANGUAGES:
        with translation.override(language):
            sentences[language] = judged.finding.message
    return {
        "sentence": sentences,
        "measure": judged.finding.rule.measure,
        "reason": exception.reason,
        "by": str(exception.granted_by) if exception.granted_by else "",
        "granted_on": day_of(exception.granted_at, check.plan.edition.zone).isoformat(),
        "lapses_on": exception.lapses_on.isoformat() if exception.lapses_on else None,
    }
