"""The menu of the organizer's people: what each role finds in it, and which groups are open."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from pavilions.states import OrganizerRole
from tests.factories import EditionFactory, organizer

MONEY = {"Invoices", "Late invoices", "Cancellations", "Receivables", "Payments", "Bank statements", "Second approvals"}


@pytest.mark.parametrize(("role", "runs_money"), [(OrganizerRole.FINANCE, True), (OrganizerRole.REVIEWER, False)])
@pytest.mark.django_db
def test_only_those_who_run_payments_find_them(client: Client, role: OrganizerRole, *, runs_money: bool) -> None:
    EditionFactory()
    client.force_login(organizer(role))
    (sales,) = (
        group
        for group in client.get(reverse("organizer:dashboard")).context["navigation"].side
        if group.label == "Sales and payments"
    )
    found = {entry.label for entry in sales.entries}
    assert found == {"Prices", "Offers", "Contracts", "Requests for less space"} | (MONEY if runs_money else set())


@pytest.mark.django_db
def test_the_group_of_the_page_is_open_and_the_others_are_closed(client: Client) -> None:
    EditionFactory()
    client.force_login(organizer())
    page = client.get(reverse("organizer:invoices")).text
    groups = [each.split("</summary>")[0] for each in page.split('<details class="sidebar-group"')[1:]]
    opened = {strip_tags(f"<p{each}").strip(): each.startswith(" open") for each in groups}
    assert opened == {
        "Sales and payments": True,
        "Companies": False,
        "Communication": False,
        "Figures": False,
        "Expo operations": False,
    }
