"""Operations on the names of countries and regions."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ciie.audit.operations import operation
from ciie.kernel.actors import Actor
from ciie.kernel.authority import require
from ciie.kernel.country_names import CHINESE, refresh_names, usual_name
from ciie.kernel.errors import DomainError, Invalid, NotFound
from ciie.kernel.locking import lock_topic, require_seen
from ciie.kernel.validity import require_valid
from pavilions.texts.countries.models import CountryName
from pavilions.texts.countries.queries import ENGLISH, others_called

NAME_FIELDS = ("english", "chinese", "pinyin")
UNKNOWN = _("Country or region not found.")


@operation("pavilions.country_name.set")
def set_country_name(
    code: str, *, english: str, chinese: str, pinyin: str, seen: int | None = None, actor: Actor, at: datetime
) -> CountryName:
    """Set the names of a country or region everywhere. A language without a name uses the default name."""
    lock_topic("country names")
    require("pavilions.name_countries", actor)
    if not usual_name(code, ENGLISH):
        raise NotFound(UNKNOWN, code="not_found")
    row = CountryName.objects.filter(country=code).first()
    require_seen(row, seen)
    row = row or CountryName(country=code)
    row.english, row.chinese, row.pinyin = english.strip(), chinese.strip(), pinyin.strip()
    _require_names(row)
    require_valid(row)
    _require_unambiguous(code, ENGLISH, row.english, field="english")
    _require_unambiguous(code, CHINESE, row.chinese, field="chinese")
    row.save()
    transaction.on_commit(partial(refresh_names, at_once=True))
    return row


@operation("pavilions.country_name.reset")
def reset_country_name(code: str, *, seen: int | None = None, actor: Actor, at: datetime) -> None:
    """Reset a country or region to its default names."""
    lock_topic("country names")
    require("pavilions.name_countries", actor)
    row = CountryName.objects.filter(country=code).first()
    require_seen(row, seen)
    if row is None:
        raise DomainError(_("This country or region already has its default names."), code="not_set")
    row.delete()
    transaction.on_commit(partial(refresh_names, at_once=True))


def _require_names(row: CountryName) -> None:
    if not (row.english or row.chinese):
        sentence = _("Enter a name in English or Chinese, or reset the country to its default names.")
        raise Invalid(sentence, code="name_missing", field="english")
    if row.chinese and not row.pinyin:
        raise Invalid(_("Enter the pinyin of the Chinese name."), code="pinyin_missing", field="pinyin")
    if row.pinyin and not row.chinese:
        raise Invalid(_("Enter the Chinese name that this is the pinyin of."), code="chinese_missing", field="chinese")


def _require_unambiguous(code: str, language: str, name: str, *, field: str) -> None:
    other = next(others_called(code, language, name), "") if name else ""
    if other:
        raise Invalid(
            _("Another country or region (%(code)s) already has this name.") % {"code": other},
            code="name_taken",
            field=field,
        )
