"""Fees of co-exhibitors become mandatory charges of the rate card; the old table stays for one release, unread.

Published cards stand, so an edition gets a new version with the charges, in force from today, or from when the newest
version is. Bookings keep the card that they were submitted under. A draft gets the charges too; where
nothing is published yet, it alone has them.
"""

from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations
from django.utils import timezone

NAMES = {
    "co_exhibitor": ("Co-exhibitor fee", "合并参展商费"),
    "represented": ("Fee for represented companies", "被代表企业费"),
}
NOT_COPIED = {"id", "card", "position", "revision"}


def move_fees(apps: Any, _schema_editor: object) -> None:
    fees: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
    found = apps.get_model("exhibitors", "CoExhibitorFee").objects.filter(amount__gt=0)
    for fee in found.exclude(edition__status="archived").select_related("edition").order_by("kind"):
        fees[fee.edition][fee.kind] = fee.amount
    for edition, amounts in fees.items():
        add_charges(
            apps.get_model("exhibitors", "RateCard"), apps.get_model("exhibitors", "RateRule"), edition, amounts
        )


def add_charges(cards: Any, rules: Any, edition: Any, amounts: dict[str, Any]) -> None:
    """`amounts` by kind of company. Kinds that the newest version charges for already are left as they are."""
    of_edition = cards.objects.filter(edition=edition)
    draft = of_edition.filter(published_at=None).first()
    newest = of_edition.filter(published_at__isnull=False).order_by("-version").first()
    if newest is None:
        _write(rules, draft or cards.objects.create(edition=edition, version=1), [], amounts)
        return
    charged = set(rules.objects.filter(card=newest, kind="charge").values_list("basis", flat=True))
    lacking = {kind: amount for kind, amount in amounts.items() if kind not in charged}
    if not lacking:
        return
    drafted = _rules_of(rules, draft) if draft else []
    if draft is not None:  # there is one card at a time that is not published: the draft becomes the new version
        rules.objects.filter(card=draft).delete()
    version = draft or cards.objects.create(edition=edition, version=newest.version + 1)
    _write(rules, version, _rules_of(rules, newest), lacking)
    at = timezone.now()
    today = at.astimezone(ZoneInfo(edition.time_zone)).date()
    cards.objects.filter(pk=version.pk).update(effective_from=max(today, newest.effective_from), published_at=at)
    if draft is not None:
        _write(rules, cards.objects.create(edition=edition, version=version.version + 1), drafted, lacking)


def _rules_of(rules: Any, card: Any) -> list[dict[str, Any]]:
    names = [field.attname for field in rules._meta.concrete_fields if field.name not in NOT_COPIED]
    return list(rules.objects.filter(card=card).order_by("position").values(*names))


def _write(rules: Any, card: Any, written: list[dict[str, Any]], amounts: dict[str, Any]) -> None:
    """These rules, and a charge for each kind that they do not charge for, after what the card has."""
    charged = {rule["basis"] for rule in (*written, *_rules_of(rules, card)) if rule["kind"] == "charge"}
    charges = [
        {"name": name, "name_zh": name_zh, "kind": "charge", "basis": kind, "amount": amounts[kind]}
        for kind, (name, name_zh) in NAMES.items()
        if kind in amounts and kind not in charged
    ]
    last = rules.objects.filter(card=card).order_by("-position").values_list("position", flat=True).first() or 0
    rules.objects.bulk_create(
        rules(card=card, position=position, **rule)
        for position, rule in enumerate([*written, *charges], start=last + 1)
    )


def keep_charges(_apps: Any, _schema_editor: object) -> None:
    """Nothing: fees are still in their table, and published cards stand."""


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0049_charges_for_represented_companies")]

    operations = [
        migrations.RunPython(move_fees, keep_charges),
    ]
