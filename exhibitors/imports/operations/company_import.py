"""From a list of exhibitors that was read from a file to companies and their part in an edition."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import batched

from django.utils.translation import ngettext

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.errors import Invalid
from ciie.kernel.locking import lock, lock_topic
from ciie.kernel.wording import figure_words
from exhibitors.bookings.operations.company_changes import transfer_to_country
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, Participation
from exhibitors.imports.company_lists import CompanyList
from exhibitors.imports.queries.company_comparison import (
    BATCH,
    Change,
    CompanyImport,
    CompanyImportChoices,
    Comparison,
    Outcome,
    begin_comparison,
    known_ids,
)
from exhibitors.imports.queries.company_matching import Target
from exhibitors.totals.models import SpaceMovement

COMPANY_FIELDS = (*FIELD_NAMES, "normalized_name")
PART_FIELDS = ("external_id", "stated_booths", "stated_halls", "stated_area_sqm", "source")

type Progress = Callable[[int, int], None]
"""Called with rows done and rows in all."""


def silently(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@operation("exhibitors.company.imported")
def import_companies(
    edition_id: int,
    company_list: CompanyList,
    choices: CompanyImportChoices,
    *,
    actor: Actor,
    at: datetime,
    progress: Progress = silently,
) -> CompanyImport:
    """Make and bring up to date the companies of a list: all rows, or with `accept_good_rows` those that can be.

    Raises `Invalid` (`rows_refused`) and changes nothing when a row cannot come in. The same list again changes
    nothing; blank cells erase nothing; an unsure country is left blank.
    """
    lock_topic("exhibitors.company_import")  # two lists at once would make the same company twice
    require("exhibitors.import_companies", actor)
    result, comparison = begin_comparison(edition_id, company_list, choices)
    _refuse_bad_rows(company_list, result, choices)
    done = 0
    for batch in batched(result.matching.targets, BATCH, strict=False):
        changes = _compare_locked(batch, comparison)
        result.note(changes)
        _write([change for change in changes if change.outcome in (Outcome.NEW, Outcome.CHANGED)], at)
        done += len(batch)
        progress(done, len(result.matching.targets))
    _refuse_bad_rows(company_list, result, choices)
    return result


def _compare_locked(targets: Sequence[Target], comparison: Comparison) -> list[Change]:
    companies = lock(Company.objects.all(), known_ids(targets))
    return list(comparison.compare_all(targets, companies))


def _write(changes: Sequence[Change], at: datetime) -> None:
    _carry_areas(changes, at)
    _upsert(Company, [change.company for change in changes if change.company_fields or not change.company.pk])
    for change in changes:
        change.part.company = change.company
    _upsert(Participation, [change.part for change in changes if change.part_fields])


def _carry_areas(changes: Sequence[Change], at: datetime) -> None:
    """Booked m² follow a company into its new country."""
    moved = {change.company.pk: change.company for change in changes if "country" in change.company_fields}
    with_areas = SpaceMovement.objects.filter(company__in=[pk for pk in moved if pk]).values_list("company", flat=True)
    for pk in with_areas.distinct():
        transfer_to_country(moved[pk], country=str(moved[pk].country), at=at)


def _upsert[M: (Company, Participation)](model: type[M], rows: Sequence[M]) -> None:
    """Changed rows in one statement, in their order, then new ones in another: they may take names that became free."""
    fields = COMPANY_FIELDS if model is Company else PART_FIELDS
    changed = [row for row in rows if row.pk is not None]
    model.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    model.objects.bulk_create([row for row in rows if row.pk is None])


def _refuse_bad_rows(company_list: CompanyList, result: CompanyImport, choices: CompanyImportChoices) -> None:
    refused = sorted({*company_list.refused, *result.refused_rows})
    if refused and not choices.accept_good_rows:
        raise Invalid(
            ngettext(
                "%(count)s row was rejected, so nothing was imported. Correct it, or import only the valid rows.",
                "%(count)s rows were rejected, so nothing was imported. Correct them, or import only the valid rows.",
                len(refused),
            )
            % {"count": figure_words(len(refused))},
            code="rows_refused",
            field="file",
            details={"rows": refused},
        )
