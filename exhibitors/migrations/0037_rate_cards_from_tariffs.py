"""Version 1 of each edition's rate card says what its tariffs said; the old table stays for one release, unread."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import migrations
from django.utils import timezone

KIND_WORDS = {"raw": ("Raw space", "光地"), "shell": ("Shell scheme", "标准展位")}
SECTION_WORDS = {"national": ("national exhibition", "国家展"), "business": ("", "")}
SIDE_WORDS = (("one open side", "一面"), ("two open sides", "两面"), ("three open sides", "三面"), ("four open sides", "四面"))
GROUP = "open sides"
NOTHING = Decimal(0)


def rules_of(tariffs: Sequence[Any]) -> list[dict[str, Any]]:
    """The rules that price every booth as these tariffs of one edition did, in order.

    A sector's own price stands before the section's. So do its surcharges, in one group with the section's, so that
    these do not apply to it.
    """
    ordered = sorted(tariffs, key=lambda each: (each.section, each.kind, each.sector_id is None, each.sector_id or 0))
    rules = [rule for tariff in ordered for rule in _prices(tariff)]
    by_place = defaultdict(list)
    for tariff in ordered:
        by_place[tariff.section, tariff.kind].append(tariff)
    for rivals in by_place.values():
        of_section = next((_surcharges(each) for each in rivals if each.sector_id is None), (NOTHING,) * 4)
        is_group = len(rivals) > 1
        for tariff in rivals:
            replaced = of_section if tariff.sector_id is not None else (NOTHING,) * 4
            rules += _surcharge_rules(tariff, replaced, GROUP if is_group else "")
    return rules


def _surcharges(tariff: Any) -> tuple[Decimal, ...]:
    return tariff.surcharge_1, tariff.surcharge_2, tariff.surcharge_3, tariff.surcharge_4


def _prices(tariff: Any) -> Iterator[dict[str, Any]]:
    name, name_zh = _words(tariff)
    place = _place(tariff) | {"kind": "space"}
    if tariff.price_per_unit is not None:
        names = {"name": f"{name}, standard booths of 9 m²", "name_zh": f"{name_zh}（9 m² 标准单位）"}
        yield place | names | {"basis": "unit", "amount": tariff.price_per_unit}
    yield place | {"name": name, "name_zh": name_zh, "basis": "sqm", "amount": tariff.price_per_sqm}


def _surcharge_rules(tariff: Any, replaced: tuple[Decimal, ...], group: str) -> Iterator[dict[str, Any]]:
    """One rule for open sides with the same percentage that stand together; 0 % where it keeps another one away."""
    name, name_zh = _words(tariff)
    sides = [
        (number, percent)
        for number, (percent, other) in enumerate(zip(_surcharges(tariff), replaced, strict=True), start=1)
        if percent or other
    ]
    for (_start, percent), found in groupby(
        enumerate(sides), key=lambda pair: (pair[1][0] - pair[0], pair[1][1])
    ):
        numbers = [number for _place, (number, _percent) in found]
        first, last = numbers[0], numbers[-1]
        words = [SIDE_WORDS[number - 1][0] for number in (first, last)]
        words_zh = [SIDE_WORDS[number - 1][1] for number in (first, last)]
        open_sides = words[0] if first == last else f"{words[0].split()[0]} to {words[1]}"
        open_sides_zh = words_zh[0] if first == last else f"{words_zh[0]}至{words_zh[1]}"
        yield _place(tariff) | {
            "kind": "surcharge",
            "basis": "percent",
            "amount": percent,
            "name": f"Surcharge for {open_sides}: {name[:1].lower()}{name[1:]}",
            "name_zh": f"{open_sides_zh}开口加价：{name_zh}",
            "sides_from": first,
            "sides_to": last,
            "only_one_of": group,
        }


def _place(tariff: Any) -> dict[str, Any]:
    return {"section": tariff.section, "sector_id": tariff.sector_id, "booth_kind": tariff.kind}


def _words(tariff: Any) -> tuple[str, str]:
    """At most 80 characters, so that a rule's name fits."""
    (english, chinese), (section, section_zh) = KIND_WORDS[tariff.kind], SECTION_WORDS[tariff.section]
    sector = tariff.sector
    english = ", ".join(each for each in (english, section, sector.name if sector else "") if each)
    chinese = "，".join(each for each in (chinese, section_zh, (sector.name_zh or sector.name) if sector else "") if each)
    return english[:60], chinese[:60]


def make_rate_cards(apps: Any, _schema_editor: object) -> None:
    tariff_model, card_model = apps.get_model("exhibitors", "Tariff"), apps.get_model("exhibitors", "RateCard")
    rule_model, event_model = apps.get_model("exhibitors", "RateRule"), apps.get_model("pavilions", "EditionEvent")
    by_edition = defaultdict(list)
    for tariff in tariff_model.objects.select_related("edition", "sector"):
        by_edition[tariff.edition].append(tariff)
    for edition, tariffs in by_edition.items():
        first = event_model.objects.filter(pgh_obj_id=edition.pk).order_by("pgh_created_at").first()
        known = [edition.booking_opens_at, *([first.pgh_created_at] if first else [])]
        card = card_model.objects.create(edition=edition, version=1)
        rule_model.objects.bulk_create(
            rule_model(card=card, position=position, **rule) for position, rule in enumerate(rules_of(tariffs), start=1)
        )
        card_model.objects.filter(pk=card.pk).update(
            effective_from=min(known).date(), published_at=timezone.now()
        )


def forget_rate_cards(apps: Any, _schema_editor: object) -> None:
    """Nothing: the tables are dropped by the migration before."""


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0036_rate_cards")]

    operations = [
        migrations.RunPython(make_rate_cards, forget_rate_cards),
    ]
