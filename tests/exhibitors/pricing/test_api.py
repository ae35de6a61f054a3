"""Quotes over the API."""

import pytest

from ciie.kernel.actors import SYSTEM
from exhibitors.companies.states import CompanyRole
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.floor_plan import Booth
from tests.api_client import Program
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, CompanyFactory, MembershipFactory, organizer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_quote_explains_itself_to_members_and_organizers(row: list[Booth]) -> None:
    edition, hall = row[0].plan.edition, row[0].plan.hall.name
    publish_rules(
        edition.pk,
        terms(RuleKind.SPACE, Basis.SQM, "100.50", name="Shell"),
        terms(RuleKind.TAX, Basis.PERCENT, 6, name="VAT"),
        actor=SYSTEM,
        at=NOON,
    )
    member = MembershipFactory(role=CompanyRole.VIEWER)
    address = f"editions/{edition.number}/quote?company={member.company_id}&booths={hall}/R0"
    for person in (member.user, organizer()):
        answer = Program.of(person).get(address)
        assert answer.status_code == 200
        body = answer.json()  # type: ignore[attr-defined]  # of the test client
        assert (body["currency"], body["rate_card"], body["net"], body["total"]) == ("CNY", 1, "904.50", "958.77")
        assert body["lines"] == [
            {
                "name": "Shell",
                "kind": "space",
                "booth": f"{hall}/R0",
                "calculation": "9\xa0m² × CNY\xa0100.50",
                "amount": "904.50",
            },
            {"name": "VAT", "kind": "tax", "booth": "", "calculation": "6% of CNY\xa0904.50", "amount": "54.27"},
        ]


def test_others_companies_and_unknown_booths_are_refused(row: list[Booth]) -> None:
    edition, hall = row[0].plan.edition, row[0].plan.hall.name
    member = MembershipFactory()
    program, other = Program.of(member.user), CompanyFactory()
    address = f"editions/{edition.number}/quote"
    assert program.get(f"{address}?company={other.pk}&booths={hall}/R0").status_code == 404
    assert program.get(f"editions/99/quote?company={member.company_id}&booths={hall}/R0").status_code == 404
    assert program.get(f"{address}?company={member.company_id}&booths={hall}/Z9").status_code == 422
    assert program.get(f"{address}?company={member.company_id}").status_code == 422
    unpriced = program.get(f"{address}?company={member.company_id}&booths={hall}/R0")
    assert unpriced.json()["total"] is None  # type: ignore[attr-defined]  # of the test client
