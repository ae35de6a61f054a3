"""Admin page of the names of countries, which directors can also change on their own pages."""

from typing import Any

from django.contrib import admin
from unfold.admin import ModelAdmin

from ciie.accounts.models import User
from ciie.audit.admin_pages import HistoryInWords
from ciie.audit.admin_writing import WritesByOperations
from ciie.kernel.clock import now
from pavilions.texts.countries.models import CountryName
from pavilions.texts.countries.operations import NAME_FIELDS, reset_country_name, set_country_name


@admin.register(CountryName)
class CountryNameAdmin(HistoryInWords, WritesByOperations, ModelAdmin):
    list_display = ["country", "english", "chinese", "pinyin"]
    search_fields = ["country", "english", "chinese"]
    ordering = ["country"]
    fields = ["country", *NAME_FIELDS]

    def get_readonly_fields(self, request: Any, obj: CountryName | None = None) -> list[str]:
        return ["country"] if obj else []

    def add_row(self, form: Any, *, actor: User) -> CountryName:
        typed = form.cleaned_data
        return set_country_name(str(typed["country"]), **_names(typed), seen=0, actor=actor, at=now())

    def change_row(self, pk: int, form: Any, *, actor: User) -> CountryName:
        return set_country_name(_code(pk), **_names(form.cleaned_data), seen=form.seen, actor=actor, at=now())

    def remove_row(self, pk: int, *, seen: int | None, actor: User) -> None:
        reset_country_name(_code(pk), seen=seen, actor=actor, at=now())


def _names(typed: dict[str, Any]) -> dict[str, str]:
    return {name: typed[name] for name in NAME_FIELDS}


def _code(pk: int) -> str:
    return str(CountryName.objects.values_list("country", flat=True).get(pk=pk))
