"""A rate card as a file: written, changed, read again, and refused by the row."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from ciie.kernel.actors import SYSTEM
from ciie.kernel.errors import DomainError, Invalid, NotAllowed
from exhibitors.pricing.models import RULE_FIELDS, RateCard
from exhibitors.pricing.operations import draft_rate_card, replace_rules
from exhibitors.pricing.rate_cards import Basis, RuleKind
from pavilions.floor.models.edition import Edition
from pavilions.states import BoothKind, OrganizerRole, Section
from tests.clients import signed_in
from tests.exhibitors.pricing.cards import publish_rules, terms
from tests.factories import NOON, EditionFactory, HallFactory, SectorFactory, organizer
from tests.html_rules import assert_clean
from tests.page_forms import forms_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

REPLACED = "The rules have been replaced by those of the file."


@pytest.fixture
def edition() -> Edition:
    return EditionFactory(number=7)


@pytest.fixture
def draft(edition: Edition) -> RateCard:
    """The draft of a card that uses every column."""
    food = SectorFactory(name="Food", name_zh="食品")
    place = {"section": Section.BUSINESS, "sector": food, "hall": HallFactory(name="5.1H"), "sides_to": 3}
    sizes = {"sqm_from": Decimal(18), "sqm_below": Decimal(36), "day_to": date(2024, 5, 31)}
    publish_rules(
        edition.pk,
        terms(
            RuleKind.SPACE, Basis.SQM, "330.55", booth_kind=BoothKind.RAW, min_sqm=Decimal(9), whole_sqm=True, **place
        )
        | {"position": 1},
        terms(RuleKind.SURCHARGE, Basis.PERCENT, "7.5", sides_from=2, only_one_of="sides", position=2, **sizes),
        terms(RuleKind.DISCOUNT, Basis.PERCENT, 5, is_small=True, of_remainder=True, name="Small", position=3),
        terms(RuleKind.DISCOUNT, Basis.PERCENT, 3, is_returning=False, booking_sqm_from=Decimal(99), position=4),
        terms(RuleKind.CHARGE, Basis.SQM, 2, at_most=Decimal(120), makes_package=True, position=5),
        terms(RuleKind.TAX, Basis.PERCENT, 6, position=6),
        actor=SYSTEM,
        at=NOON,
    )
    return draft_rate_card(edition.pk, actor=SYSTEM, at=NOON)


@pytest.fixture
def finance() -> Client:
    return signed_in(organizer(OrganizerRole.FINANCE))


def content_of(draft: RateCard) -> list[list[object]]:
    return [list(row) for row in draft.rules.order_by("position").values_list(*RULE_FIELDS)]


def exported(client: Client, draft: RateCard, kind: str = "csv", language: str = "en") -> bytes:
    answer = client.get(
        reverse("organizer:rate_card_export", args=[draft.pk, kind]), headers={"accept-language": language}
    )
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def sent(client: Client, draft: RateCard, content: bytes, name: str = "card.csv") -> object:
    typed = {"revision": draft.revision, "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("organizer:rate_card_file", args=[draft.pk]), typed)


def confirmed(client: Client, page: object) -> object:
    (form,) = [each for each in forms_of(page.text) if "content" in each.values]  # type: ignore[attr-defined]
    assert_clean(page)  # type: ignore[arg-type]
    address = page.request["PATH_INFO"]  # type: ignore[attr-defined]
    return client.post(address, form.filled(confirm="yes"), follow=True)


@pytest.mark.parametrize(("kind", "language"), [("csv", "en"), ("csv", "zh-hans"), ("xlsx", "en")])
def test_exported_card_is_read_again_as_it_was(finance: Client, draft: RateCard, kind: str, language: str) -> None:
    file = exported(finance, draft, kind, language)
    before = content_of(draft)
    page = sent(finance, draft, file, f"card.{kind}")
    assert "The file changes nothing" in page.text  # type: ignore[attr-defined]
    assert "6 rules remain as they are." in page.text  # type: ignore[attr-defined]
    assert content_of(draft) == before
    assert REPLACED in confirmed(finance, page).text  # type: ignore[attr-defined]
    assert content_of(draft) == before


def test_changes_are_shown_before_they_are_made(finance: Client, draft: RateCard) -> None:
    lines = exported(finance, draft).decode("utf-8-sig").splitlines()
    lines[1] = lines[1].replace("330.55", "345.00")
    del lines[3]
    lines.append(lines[-1].replace("Tax", "City tax"))
    before = content_of(draft)
    page = sent(finance, draft, "\n".join(lines).encode())
    for words in ("Amount or per cent: 330.55 → 345", "is added", "is removed", "4 rules remain as they are."):
        assert words in page.text  # type: ignore[attr-defined]
    assert content_of(draft) == before
    confirmed(finance, page)
    made = draft.rules.order_by("position")
    assert list(made.values_list("position", "name", "amount")) == [
        (1, "Space", Decimal(345)),
        (2, "Surcharge", Decimal("7.5")),
        (3, "Discount", Decimal(3)),
        (4, "Charge", Decimal(2)),
        (5, "Tax", Decimal(6)),
        (6, "City tax", Decimal(6)),
    ]


def test_bad_rows_are_named_with_line_column_and_reason(finance: Client, draft: RateCard) -> None:
    head = "Kind of rule,Name in English,Name in Chinese,Charged,Currency,Amount or per cent,Hall,At most,Remarks"
    rows = [
        "price of space,Space,面积,per m²,CNY,100,,,",
        "price of space,Space,面积,per cent,CNY,100,,,",
        "price,Space,面积,per m²,CNY,100,,,",
        "surcharge,Corner,转角,per cent,EUR,7.505,9.9H,,",
        "discount,Early,早鸟,per cent,,abc,,5,",
        "tax,VAT,增值税,per cent,,101,,,",
        ",Space,面积,per m²,,1,,,",
    ]
    before = content_of(draft)
    page = sent(finance, draft, "\n".join([head, *rows]).encode())
    assert page.status_code == 422  # type: ignore[attr-defined]
    form = page.context["form"]  # type: ignore[attr-defined]
    assert [(each.line, str(each.field), str(each.reason)) for each in form.problems] == [
        (3, "Charged", "A rule of this kind cannot be charged this way."),
        (4, "Kind of rule", "“price” is not known."),
        (5, "Hall", "“9.9H” is not known."),
        (5, "Currency", "The amounts of this edition are in CNY."),
        (6, "At most", "Rules of this kind cannot have it."),
        (6, "Amount or per cent", "Enter digits only, with a point before decimals and without separators: 1234.50."),
        (7, "Amount or per cent", "A discount or a tax cannot be more than 100 per cent."),
        (8, "Kind of rule", "This field is required."),
    ]
    assert "Nothing was saved." in page.text  # type: ignore[attr-defined]
    assert_clean(page)  # type: ignore[arg-type]
    assert content_of(draft) == before


def test_files_that_are_no_rate_card(finance: Client, draft: RateCard) -> None:
    for content, words in (
        (b"", "The submitted file is empty."),
        (b"Name in English,Charged\nSpace,per booth", "The file lacks these columns: Kind of rule, Name in Chinese"),
        (b"%PDF-1.7", "This is a PDF document, not a table."),
        (b"kind,name,name_zh,basis,amount", "The file has no rules."),
    ):
        page = sent(finance, draft, content)
        assert (page.status_code, words in page.text) == (422, True), words  # type: ignore[attr-defined]


def test_stale_draft_and_published_card_are_refused(finance: Client, draft: RateCard) -> None:
    page = sent(finance, draft, exported(finance, draft))
    RateCard.objects.filter(pk=draft.pk).update(revision=draft.revision + 1)
    refused = confirmed(finance, page)
    assert (refused.status_code, "since you opened the page" in refused.text) == (422, True)  # type: ignore[attr-defined]
    old = RateCard.objects.exclude(pk=draft.pk).get()
    with pytest.raises(DomainError) as published:
        replace_rules(old.pk, [], actor=organizer(), at=NOON)
    assert published.value.code == "rate_card_published"
    gone = finance.get(reverse("organizer:rate_card_file", args=[old.pk]))
    assert gone.headers["Location"] == reverse("organizer:rate_card", args=[old.pk])


def test_replacing_is_all_or_nothing_and_for_those_who_set_prices(draft: RateCard) -> None:
    before = content_of(draft)
    good, bad = terms(RuleKind.SPACE, Basis.SQM, 1), terms(RuleKind.TAX, Basis.PERCENT, 101)
    with pytest.raises(Invalid):
        replace_rules(draft.pk, [good, bad], actor=organizer(), at=NOON)
    with pytest.raises(NotAllowed):
        replace_rules(draft.pk, [good], actor=organizer(OrganizerRole.REVIEWER), at=NOON)
    assert content_of(draft) == before
    seen = draft.revision
    with override("zh-hans"):
        replace_rules(draft.pk, [good], seen=seen, actor=organizer(), at=NOON)
    draft.refresh_from_db()
    assert (draft.rules.count(), draft.revision > seen) == (1, True)
