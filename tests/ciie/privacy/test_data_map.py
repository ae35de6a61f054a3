"""Every field that could hold personal data is classified, and its rows can be found as the map says."""

from io import StringIO

import pytest
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import models
from django.test import Client

from ciie.accounts.models import User
from ciie.privacy.data_map import (
    AnyField,
    Erasure,
    _could_be_personal,
    data_map,
    register_personal_data,
)
from ciie.privacy.vocabulary import ACTED


def test_a_field_is_classified_once() -> None:
    with pytest.raises(ValueError, match=r"Classified twice: accounts.User.name"):
        register_personal_data({"accounts.User": {"name": None}})


def test_the_kinds_of_columns_that_could_be_personal() -> None:
    could_be: list[AnyField] = [
        *(models.CharField(), models.TextField(), models.EmailField(), models.GenericIPAddressField()),
        *(models.FileField(), models.JSONField(), models.BinaryField(), models.ForeignKey(User, models.CASCADE)),
    ]
    could_not: list[AnyField] = [models.IntegerField(), models.DateField(), models.CharField(choices=[("a", "A")])]
    assert [_could_be_personal(field) for field in could_be] == [True] * len(could_be)
    assert [_could_be_personal(field) for field in could_not] == [False] * 3


@pytest.mark.django_db
def test_the_path_of_every_field_leads_to_a_person_or_an_address() -> None:
    wrong = []
    for entry in data_map():
        if entry.personal and entry.path and not entry.path.startswith(("metadata", "to", "email__to")):
            try:
                found = entry.model._default_manager.filter(**{f"{entry.path}__in": []}).exists()
            except FieldError:
                found = True
            if found:
                wrong.append(entry.label)
    assert wrong == []


def test_history_says_the_same_as_its_model() -> None:
    of_label = {entry.label: entry for entry in data_map()}
    contact, version = of_label["exhibitors.CompanyContact.email"], of_label["exhibitors.CompanyContactEvent.email"]
    assert (version.personal, version.is_history, version.path) == (contact.personal, True, "email")
    assert of_label["accounts.UserEvent.email"].path == "pgh_obj"


def test_what_erasure_changes_can_be_found_by_person() -> None:
    changed = {Erasure.DELETE, Erasure.EMPTY, Erasure.PSEUDONYM}
    unfound = {entry.label for entry in data_map() if entry.personal and entry.erasure in changed and not entry.path}
    assert unfound == {
        *("sessions.Session.session_key", "sessions.Session.session_data"),  # end with the password
        *("post_office.Attachment.file", "post_office.Attachment.name", "post_office.Attachment.headers"),  # unused
    }
    assert all(entry.path for entry in data_map() if entry.personal and entry.personal.why is ACTED.why)


def test_the_map_as_text_and_as_a_table() -> None:
    markdown, table = StringIO(), StringIO()
    call_command("personal_data", stdout=markdown)
    call_command("personal_data", "--format=csv", "--all", "--language=zh-hans", stdout=table)
    assert "| accounts.User.email | people with an account | email address |" in markdown.getvalue()
    assert len(markdown.getvalue().splitlines()) == 2 + sum(entry.personal is not None for entry in data_map())
    assert len(table.getvalue().splitlines()) == 1 + len(data_map())


@pytest.mark.django_db
def test_admins_read_the_map(admin: Client) -> None:
    page = admin.get("/admin/accounts/user/personal-data/")
    assert page.status_code == 200
    assert "accounts.User.email" in page.content.decode()
