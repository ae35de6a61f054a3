from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import NotAllowed
from exhibitors.pricing import Rate, RateKey
from exhibitors.pricing.models import Tariff
from exhibitors.pricing.operations import set_tariff, set_tax_note
from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind, EditionStatus, OrganizerRole, Section
from tests.factories import NOON, EditionFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import seen

pytestmark = pytest.mark.django_db

TYPED = {
    "section": "business",
    "sector": "",
    "kind": "raw",
    "price_per_sqm": "2160",
    "surcharge_2": "5",
    "revision": "0",
}


@pytest.fixture
def edition() -> Edition:
    made: Edition = EditionFactory(number=7)
    return made


def enter(client: Client, role: OrganizerRole) -> None:
    client.force_login(organizer(role), "django.contrib.auth.backends.ModelBackend")


def test_finance_sets_a_price(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.FINANCE)
    assert client.post("/organizer/prices/", TYPED).status_code == 302
    nothing = Decimal(0)
    assert Tariff.objects.get().rate == Rate(Decimal(2_160), None, (nothing, Decimal(5), nothing, nothing))
    answer = client.get("/organizer/prices/")
    assert_clean(answer)
    assert "2,160" in answer.text


def test_what_cannot_be_a_price_is_refused_beside_its_field_and_kept(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.FINANCE)
    for typed in ("-1", "NaN", "1e99", "many", ""):
        answer = client.post("/organizer/prices/", TYPED | {"price_per_sqm": typed})
        assert answer.status_code == 422
        assert 'id="error_1_id_price_per_sqm"' in answer.text
    assert "many" in client.post("/organizer/prices/", TYPED | {"price_per_sqm": "many"}).text
    assert not Tariff.objects.exists()


def test_reviewers_see_the_list_but_set_nothing(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.REVIEWER)
    assert "Set a price" not in client.get("/organizer/prices/").text
    assert client.post("/organizer/prices/", TYPED).status_code == 422
    assert client.post("/organizer/prices/1/remove/").status_code == 403
    assert not Tariff.objects.exists()


def test_price_in_the_form_is_changed_or_taken_out(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.DIRECTOR)
    client.post("/organizer/prices/", TYPED)
    tariff = Tariff.objects.get()
    assert 'value="2160.00"' in client.get(f"/organizer/prices/?change={tariff.pk}").text
    assert client.get("/organizer/prices/?change=99999999999999999999").status_code == 200
    client.post(f"/organizer/prices/{tariff.pk}/remove/", seen(tariff))
    assert not Tariff.objects.exists()


def test_list_is_a_file_too(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.FINANCE)
    client.post("/organizer/prices/", TYPED)
    lines = client.get("/organizer/prices/export/csv/").getvalue().decode("utf-8-sig").splitlines()
    assert lines[1] == "Business exhibition,,raw space,CNY,2160.00,,0.00,5.00,0.00,0.00"
    assert client.get("/organizer/prices/export/pdf/").status_code == 404


def test_list_asks_as_many_queries_for_three_prices_as_for_one(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.FINANCE)
    counts = []
    for sectors in (1, 2):
        for sector in SectorFactory.create_batch(sectors):
            set_tariff(
                edition.pk, RateKey(Section.BUSINESS, sector.pk, BoothKind.RAW), Rate(Decimal(1)), actor=SYSTEM, at=NOON
            )
        with CaptureQueriesContext(connection) as queries:
            client.get("/organizer/prices/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


NOTE = {"tax_note": "Prices exclude VAT.", "tax_note_zh": "价格不含增值税。"}


def test_finance_says_what_taxes_the_prices_include(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.FINANCE)
    assert "Say here what taxes" in client.get("/organizer/prices/").text
    page = client.get("/organizer/prices/tax-note/")
    assert_clean(page)
    assert client.post("/organizer/prices/tax-note/", NOTE | {"revision": edition.revision}).status_code == 302
    edition.refresh_from_db()
    assert (edition.tax_note, edition.tax_note_zh) == tuple(NOTE.values())
    answer = client.get("/organizer/prices/")
    assert_clean(answer)
    assert '<p lang="zh-Hans">价格不含增值税。</p>' in answer.text
    client.post("/organizer/prices/", TYPED)
    assert "Prices exclude VAT." in client.get("/take-part/").text


def test_note_on_taxes_that_was_changed_meanwhile_or_is_too_long_is_refused_and_kept(
    client: Client, edition: Edition
) -> None:
    enter(client, OrganizerRole.FINANCE)
    for typed in ({"revision": edition.revision + 1}, {"revision": edition.revision, "tax_note_zh": "税" * 301}):
        answer = client.post("/organizer/prices/tax-note/", NOTE | typed)
        assert answer.status_code == 422
        assert "Prices exclude VAT." in answer.text
    Edition.objects.update(status=EditionStatus.ARCHIVED)
    edition.refresh_from_db()
    assert (
        "archived" in client.post("/organizer/prices/tax-note/?edition=7", NOTE | {"revision": edition.revision}).text
    )
    edition.refresh_from_db()
    assert edition.tax_note == ""


def test_note_on_taxes_is_for_those_who_set_prices(client: Client, edition: Edition) -> None:
    enter(client, OrganizerRole.REVIEWER)
    assert client.get("/organizer/prices/tax-note/").status_code == 403
    assert client.post("/organizer/prices/tax-note/", NOTE | {"revision": edition.revision}).status_code == 403
    with pytest.raises(NotAllowed):
        set_tax_note(edition.pk, "x", "", actor=organizer(OrganizerRole.REVIEWER), at=NOON)
