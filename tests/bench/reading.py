"""`make bench-reading`: processor seconds to read large lists and plans, beside the most that they may take."""

import os
import time
from collections.abc import Callable
from typing import NamedTuple

import django
import pycountry


class Case(NamedTuple):
    name: str
    most_seconds: float
    work: Callable[[], object]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciie.settings.test")
    django.setup()
    slow = 0
    for case in cases():
        started = time.process_time()
        case.work()
        seconds = time.process_time() - started
        slow += seconds > case.most_seconds
        print(f"{case.name:50} {seconds:6.2f} s  of at most {case.most_seconds:g} s")
    return 1 if slow else 0


def cases() -> list[Case]:
    """Inputs are made before the clock starts."""
    from exhibitors.companies.country_names import recognise_country  # noqa: PLC0415
    from exhibitors.companies.names import find_similar  # noqa: PLC0415  they need the settings first
    from pavilions.drawings.geometry import open_sides_of_plan  # noqa: PLC0415
    from tests import large_files as large  # noqa: PLC0415
    from tests.exhibitors.imports.company_lists.lists import read_file  # noqa: PLC0415

    names, hall = large.company_names(50_000), large.hall_of_booths()
    known, list_of_companies = large.with_a_letter_missing(names), large.company_table(50_000)
    addresses = list(large.addresses([country.name for country in pycountry.countries], 10_000))
    outline = ((0, -600), (20_000, -600), (20_000, 19_400), (0, 19_400))
    recognise_country("France")  # builds the index
    return [
        Case("countries of 10,000 addresses", 2, lambda: [recognise_country(address) for address in addresses]),
        Case("a list of 50,000 companies", 30, lambda: read_file(list_of_companies)),
        Case("50,000 names compared with 50,000", 12, lambda: find_similar(names, known)),
        Case("open sides of 1,500 booths", 1, lambda: open_sides_of_plan(hall, outline)),
        _statement(),
        *_plans(),
    ]


def _statement() -> Case:
    from exhibitors.money.invoices.amounts import exponent  # noqa: PLC0415
    from exhibitors.money.payments.statements.camt import read_camt  # noqa: PLC0415  it needs the settings first
    from tests.exhibitors.payments.corpus import make_corpus, proposals_for  # noqa: PLC0415
    from tests.exhibitors.payments.files import camt_of  # noqa: PLC0415

    corpus = make_corpus(10_000)
    content = camt_of(corpus.lines)
    return Case(
        "a statement of 10,000 lines, read and matched",
        20,
        lambda: [proposals_for(corpus, statement) for statement in read_camt(content, exponent)],
    )


def _plans() -> list[Case]:
    from pavilions.drawings.plan_formats import PlanFileError, read_plan  # noqa: PLC0415  it needs the settings first
    from tests import large_files as large  # noqa: PLC0415

    def reading(content: bytes) -> Callable[[], object]:
        def read() -> object:
            try:
                return read_plan(content)
            except PlanFileError as refusal:
                return refusal

        return read

    return [
        Case("a plan of 5,000 booths", 10, reading(large.booths_table(5_000))),
        Case("a plan of 100,000 booths, refused", 10, reading(large.booths_table(100_000))),
        Case("10,000 booths in one place", 10, reading(large.booths_in_one_place(10_000))),
        Case("5,000 booths under 4,000 obstructions", 10, reading(large.obstructed_booths(5_000, 4_000))),
        Case("a shape of a million corners, refused", 10, reading(large.shape_of_corners(1_000_000))),
        Case("JSON a million lists deep, refused", 10, reading(b"[" * 1_000_000)),
    ]


if __name__ == "__main__":
    raise SystemExit(main())
