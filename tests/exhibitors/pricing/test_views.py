"""The pages of rate cards."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from exhibitors.pricing.models import RateCard, RateRule
from exhibitors.pricing.operations import add_rule, draft_rate_card
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.states import OrganizerRole
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, BoothFactory, CompanyFactory, EditionFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

if TYPE_CHECKING:
    from pavilions.floor.models.floor_plan import Booth

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

SPACE = terms(RuleKind.SPACE, Basis.SQM, 100)
TYPED = {
    "name": "Raw space",
    "name_zh": "光地",
    "basis": "sqm",
    "amount": "2160",
    "booth_kind": "raw",
    "sides_from": "",
    "sides_to": "",
}


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory(number=7)
    return made


@pytest.fixture
def draft(edition: Edition) -> RateCard:
    return draft_rate_card(edition.pk, actor=SYSTEM, at=NOON)


def enter(client: Client, role: OrganizerRole) -> None:
    client.force_login(organizer(role), "django.contrib.auth.backends.ModelBackend")


def typed(row: Any, **changed: str) -> dict[str, Any]:
    return TYPED | {"revision": row.revision} | changed


def test_finance_drafts_a_card_adds_rules_and_publishes_it(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.FINANCE)
    assert_clean(client.get("/organizer/prices/"))
    answer = client.post("/organizer/prices/draft/?edition=7")
    card = RateCard.objects.get()
    assert answer.url == f"/organizer/prices/cards/{card.pk}/"  # type: ignore[attr-defined]  # a redirect
    for kind in RuleKind:
        assert_clean(client.get(f"/organizer/prices/cards/{card.pk}/add/{kind}/"))
    assert client.get(f"/organizer/prices/cards/{card.pk}/add/gift/").status_code == 404
    assert client.post(f"/organizer/prices/cards/{card.pk}/add/space/", typed(card)).status_code == 302
    rule = RateRule.objects.get()
    assert (rule.amount, rule.booth_kind, rule.sides_from, rule.sides_to) == (Decimal(2_160), "raw", 1, 4)
    page = client.get(f"/organizer/prices/cards/{card.pk}/")
    assert_clean(page)
    assert "CNY\xa02,160" in page.text
    card.refresh_from_db()
    published = {"effective_from": "2024-05-17", "revision": card.revision}
    past = client.post(f"/organizer/prices/cards/{card.pk}/publish/", published | {"effective_from": "2024-05-01"})
    assert past.status_code == 422
    assert "day that has passed" in past.text
    assert client.post(f"/organizer/prices/cards/{card.pk}/publish/", published).status_code == 302
    page = client.get("/organizer/prices/")
    assert_clean(page)
    assert "in force today" in page.text
    frozen = client.get(f"/organizer/prices/cards/{card.pk}/")
    assert_clean(frozen)
    assert "can no longer be changed" in frozen.text
    assert "Add<" not in frozen.text
    for address in (f"cards/{card.pk}/add/space/", f"rules/{rule.pk}/"):
        assert client.get(f"/organizer/prices/{address}").status_code == 302
    assert "can no longer be changed" in client.post(f"/organizer/prices/rules/{rule.pk}/", typed(rule)).text


def test_rule_is_changed_moved_and_removed(client: Client, draft: RateCard) -> None:
    first, second = (add_rule(draft.pk, SPACE | {"name": name}, actor=SYSTEM, at=NOON) for name in ("One", "Two"))
    enter(client, OrganizerRole.DIRECTOR)
    page = client.get(f"/organizer/prices/rules/{first.pk}/")
    assert_clean(page)
    assert 'value="100.00"' in page.text
    assert client.post(f"/organizer/prices/rules/{first.pk}/", typed(first, amount="90")).status_code == 302
    client.post(f"/organizer/prices/rules/{second.pk}/move/", seen(second) | {"to": "up"})
    assert [rule.amount for rule in draft.rules.order_by("position")] == [100, 90]
    second.refresh_from_db()
    client.post(f"/organizer/prices/rules/{second.pk}/remove/", seen(second))
    assert [rule.amount for rule in draft.rules.all()] == [90]
    draft.refresh_from_db()
    client.post(f"/organizer/prices/cards/{draft.pk}/discard/", seen(draft))
    assert not RateCard.objects.exists()


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e99", "many", "", "1.001"])
def test_what_cannot_be_an_amount_is_refused_beside_its_field_and_kept(
    client: Client, draft: RateCard, amount: str
) -> None:
    enter(client, OrganizerRole.FINANCE)
    answer = client.post(f"/organizer/prices/cards/{draft.pk}/add/space/", typed(draft, amount=amount))
    assert answer.status_code == 422
    assert 'id="error_1_id_amount"' in answer.text
    assert "Raw space" in answer.text
    assert not RateRule.objects.exists()


def test_reviewers_read_rate_cards_but_set_nothing(client: Client, draft: RateCard) -> None:
    rule = add_rule(draft.pk, SPACE, actor=SYSTEM, at=NOON)
    enter(client, OrganizerRole.REVIEWER)
    for address in ("", f"cards/{draft.pk}/", "preview/", "compare/"):
        page = client.get(f"/organizer/prices/{address}")
        assert page.status_code == 200
        assert "Publish" not in page.text.replace("Published", "")
    for address in (
        "draft/",
        f"cards/{draft.pk}/publish/",
        f"cards/{draft.pk}/discard/",
        f"cards/{draft.pk}/add/space/",
    ):
        assert client.post(f"/organizer/prices/{address}").status_code == 403
    for address in ("", "move/", "remove/"):
        assert client.post(f"/organizer/prices/rules/{rule.pk}/{address}").status_code == 403
    assert RateRule.objects.get().amount == 100


def test_card_is_a_file_too(client: Client, edition: Edition) -> None:
    card = publish_rules(edition.pk, SPACE | {"booth_kind": "raw"}, actor=SYSTEM, at=NOON)
    enter(client, OrganizerRole.REVIEWER)
    address = f"/organizer/prices/cards/{card.pk}/export"
    lines = client.get(f"{address}/csv/").getvalue().decode("utf-8-sig").splitlines()
    assert lines[1].startswith("price of space,Space,规则,per m²,CNY,100.00,,,,raw space,1,4,")
    assert client.get(f"{address}/pdf/").status_code == 404


def test_preview_says_what_a_booth_costs_whom_and_why(client: Client) -> None:
    booth: Booth = BoothFactory(number="A01", area_sqm=18, open_sides=2)
    edition, hall = booth.plan.edition, booth.plan.hall.name
    company = CompanyFactory(name="Nordmeer GmbH", is_small=True)
    publish_rules(
        edition.pk,
        SPACE,
        terms(RuleKind.SURCHARGE, Basis.PERCENT, 10, sides_from=2, sides_to=2),
        terms(RuleKind.DISCOUNT, Basis.PERCENT, 5, is_small=True),
        terms(RuleKind.CHARGE, Basis.BOOKING, 50),
        terms(RuleKind.TAX, Basis.PERCENT, 6),
        actor=SYSTEM,
        at=NOON,
    )
    enter(client, OrganizerRole.FINANCE)
    page = client.get("/organizer/prices/preview/")
    assert_clean(page)
    asked: dict[str, str] = {
        "edition": str(edition.number),
        "booths": f"{hall}/a01",
        "company": "Nordmeer GmbH",
        "day": "2024-05-17",
        "card": "",
    }
    found = client.get("/organizer/prices/preview/", asked)
    assert_clean(found)
    for words in ("18\xa0m² × CNY\xa0100", "10% of CNY\xa01,800", "Charged as a small company", "CNY\xa02,046.86"):
        assert words in found.text  # 1800 + 180 - 99 + 50 = 1931, and 6 %
    assert company.name in found.text
    for wrong in (
        {"booths": "9.9H/Z99"},
        {"booths": "nothing"},
        {"company": "Nobody at all"},
        {"day": "soon"},
        {"card": "77"},
    ):
        refused = client.get("/organizer/prices/preview/", asked | wrong)
        assert refused.status_code == 422
        assert_clean(refused)


def test_comparison_sums_all_booths_and_lists_those_that_change(client: Client) -> None:
    booth: Booth = BoothFactory(number="A01", area_sqm=10)
    other: Booth = BoothFactory(number="A02", allotment=booth.allotment, area_sqm=20, left=4000)
    edition = booth.plan.edition
    publish_rules(edition.pk, SPACE, actor=SYSTEM, at=NOON)
    draft = draft_rate_card(edition.pk, actor=SYSTEM, at=NOON)
    add_rule(draft.pk, terms(RuleKind.SURCHARGE, Basis.PERCENT, 10, sqm_from=Decimal(15)), actor=SYSTEM, at=NOON)
    enter(client, OrganizerRole.FINANCE)
    page = client.get(f"/organizer/prices/compare/?edition={edition.number}")
    assert_clean(page)
    for words in ("CNY\xa03,000", "CNY\xa03,200", "CNY\xa0200", "A01", "A02"):
        assert words in page.text
    changed = f"edition={edition.number}&before=1&after=2&day=2024-05-17&changed=on"
    assert "A01" not in client.get(f"/organizer/prices/compare/?{changed}").text
    lines = client.get(f"/organizer/prices/compare/csv/?{changed}").getvalue().decode("utf-8-sig").splitlines()
    assert lines[1:] == [f"{other.plan.hall.name}/A02,20.00,CNY,2000.00,2200.00,200.00"]
    assert client.get("/organizer/prices/compare/?before=77&after=x&day=soon").status_code == 200


def test_pages_ask_as_many_queries_for_three_rules_as_for_one(client: Client, draft: RateCard) -> None:
    enter(client, OrganizerRole.FINANCE)
    counts = []
    for more in (1, 2):
        for _rule in range(more):
            add_rule(draft.pk, SPACE, actor=SYSTEM, at=NOON)
        with CaptureQueriesContext(connection) as queries:
            client.get("/organizer/prices/")
            client.get(f"/organizer/prices/cards/{draft.pk}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_prices_on_the_public_page_say_what_they_do_not_include(client: Client, edition: Edition) -> None:
    publish_rules(edition.pk, SPACE, actor=SYSTEM, at=NOON)
    public = client.get("/take-part/")
    assert_clean(public)
    assert "List prices do not include discounts, charges or taxes." in public.text
    assert "CNY\xa0100" in public.text


def test_size_of_a_company_is_marked_on_its_page(client: Client) -> None:
    company = CompanyFactory()
    enter(client, OrganizerRole.FINANCE)
    page = client.get(f"/organizer/companies/{company.pk}/")
    assert_clean(page)
    assert "Mark as small or medium-sized" in page.text
    client.post(f"/organizer/companies/{company.pk}/small/", seen(company) | {"is_small": "yes"})
    company.refresh_from_db()
    assert company.is_small
    enter(client, OrganizerRole.FLOOR_PLANNER)
    assert client.post(f"/organizer/companies/{company.pk}/small/", seen(company)).status_code == 403
