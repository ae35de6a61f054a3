"""Draw the safety report of a published plan as a PDF, from the report that was kept when it was published."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import area_words, figure_words, in_sequence
from ciie.web.document_fonts import document_fonts
from pavilions.plans.safety.checking import measure_words
from pavilions.plans.safety.states import AT_MOST, Measure, Severity

FOLDER = Path(__file__).parent / "typst"


def draw_report(content: Mapping[str, Any], *, drawing: str, subtitle: str, language: str, at: datetime) -> bytes:
    """Return the PDF of a report. `content` is what `report_of` made, with a rule set.

    `drawing` is the plan as SVG, `subtitle` names it, and `at` is when it was published.
    """
    with translation.override(language):
        shown = _shown(content, subtitle, language) | {"drawing": drawing}
    pdf: bytes = typst.compile(
        FOLDER / "report.typ",
        root=FOLDER,
        font_paths=document_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"report": json.dumps(shown)},
        timestamp=at.astimezone(UTC).replace(microsecond=0),
    )
    return pdf


def _shown(content: Mapping[str, Any], subtitle: str, language: str) -> dict[str, Any]:
    return {
        "language": language,
        "title": _("Safety report"),
        "subtitle": subtitle,
        "warning": _("Measured on the plan by the rules named here. This is not an approval by authorities."),
        "facts": list(_facts(content, language)),
        "rules_title": _("What was measured"),
        # Translators: What a rule measures, such as the width of an aisle: a noun.
        "rule_columns": [_("Measure"), _("Limit"), _("Measured"), _("Source")],
        "rules": [list(_rule(rule)) for rule in content["rules"]],
        "unmeasured_title": _("Not measured"),
        "unmeasured": _unmeasured(content, language),
        "drawing_title": _("Where it was measured"),
        "drawing_note": _("The lines show what exceeds a limit or else comes nearest to it."),
        "accepted_title": _("Accepted exceptions"),
        "nothing_accepted": _("None."),
        "accepted": [_exception(each, language) for each in content["accepted"]],
        "decks_title": _("Upper decks"),
        "deck_columns": [_("Measure"), _("Limit"), _("Measured"), _("Source")],
        "decks": [_deck(each, language) for each in content.get("decks", [])],  # absent before 2026-11-28
    }


def _facts(content: Mapping[str, Any], language: str) -> Iterator[tuple[str, str]]:
    names = content["rule_set"]
    yield _("Rule set"), names.get(language) or names["en"]
    yield _("Rules in force on"), date_format(date.fromisoformat(content["day"]))
    yield _("Floor of the hall"), _("%(area)s m²") % {"area": area_words(Decimal(content["floor_sqm"]))}
    yield _("Persons"), figure_words(content["persons"])
    if columns := content.get("columns"):  # reports issued before 2026-11-28 have none
        values = {"count": figure_words(columns["booths"]), "area": area_words(Decimal(columns["sqm"]))}
        words = ngettext(
            "%(count)s booth, %(area)s m² not usable", "%(count)s booths, %(area)s m² not usable", columns["booths"]
        )
        yield _("Columns in booths"), words % values
    if content["height_m"]:
        yield _("Clear height"), _("%(metres)s m") % {"metres": area_words(Decimal(content["height_m"]))}
    yield _("Sprinklers"), _("yes") if content["sprinklered"] else _("no")


def _unmeasured(content: Mapping[str, Any], language: str) -> list[str]:
    """Return what was not measured, in sentences. Reports issued before December 2026 did not record it."""
    noted = content.get("unmeasured")
    if noted is None:
        return [_("This report does not note what was not measured.")]
    labels = in_sequence([str(Measure(measure).label) for measure in noted["measures"]])
    beyond = noted.get(language) or noted["en"]
    return [sentence for sentence in (labels, beyond) if sentence]


def _rule(rule: Mapping[str, Any]) -> Iterator[str]:
    measure = Measure(rule["measure"])
    limit = measure_words(Decimal(rule["limit"]), measure)
    label = str(measure.label)
    yield label[:1].upper() + label[1:]
    yield (_("at most %(limit)s") if measure in AT_MOST else _("at least %(limit)s")) % {"limit": limit}
    measured = rule.get("measured")  # reports issued before December 2026 have none
    figure = "–" if measured is None else measure_words(Decimal(measured), measure)
    if not rule["found"]:
        yield _("%(measured)s, met") % {"measured": figure}
    else:
        # A published plan can break only recommended rules.
        yield _("%(measured)s, exceptions: %(count)s") % {"measured": figure, "count": figure_words(rule["found"])}
    strictly = _("mandatory") if rule["severity"] == Severity.MANDATORY else _("recommended")
    read = date_format(date.fromisoformat(rule["read_on"]), "SHORT_DATE_FORMAT")
    yield _("%(source)s, read on %(day)s; %(severity)s") % {"source": rule["source"], "day": read, "severity": strictly}


def _deck(each: Mapping[str, Any], language: str) -> dict[str, Any]:
    title = _("Booth %(booth)s: upper deck of %(area)s m²; persons: %(persons)s; stairs: %(stairs)s")
    values = {
        "booth": each["booth"],
        "area": area_words(Decimal(each["area_sqm"])),
        "persons": figure_words(each["persons"]),
        "stairs": figure_words(each["stairs"]),
    }
    broken = [rule["sentence"].get(language) or rule["sentence"]["en"] for rule in each["rules"] if not rule["is_met"]]
    return {
        "title": title % values,
        "rules": [list(_deck_rule(rule)) for rule in each["rules"]],
        "broken": broken,
        "reason": _("Reason of the approval: %(reason)s") % {"reason": each["reason"]} if each["reason"] else "",
    }


def _deck_rule(rule: Mapping[str, Any]) -> Iterator[str]:
    measure = Measure(rule["measure"])
    label = str(measure.label)
    yield label[:1].upper() + label[1:]
    limit = measure_words(Decimal(rule["limit"]), measure)
    yield (_("at most %(limit)s") if measure in AT_MOST else _("at least %(limit)s")) % {"limit": limit}
    measured = "–" if rule["measured"] is None else measure_words(Decimal(rule["measured"]), measure)
    yield measured if rule["is_met"] else _("%(measured)s, not met") % {"measured": measured}
    strictly = _("mandatory") if rule["severity"] == Severity.MANDATORY else _("recommended")
    yield _("%(source)s; %(severity)s") % {"source": rule["source"], "severity": strictly}


def _exception(each: Mapping[str, Any], language: str) -> dict[str, str]:
    day = date_format(date.fromisoformat(each["granted_on"]))
    by = _("Accepted by %(by)s on %(day)s.") % {"by": each["by"] or "–", "day": day}
    if each["lapses_on"]:
        until = _("Valid until %(day)s.") % {"day": date_format(date.fromisoformat(each["lapses_on"]))}
        by = f"{by} {until}"
    return {"sentence": each["sentence"].get(language) or each["sentence"]["en"], "reason": each["reason"], "by": by}
