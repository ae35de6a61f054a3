"""Finds the forms that somebody can reach."""

from collections import Counter, deque
from random import Random

from django.contrib import admin
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.browser.world import World
from tests.fuzz.forms import FoundForm, read_page

MOST_OF_A_ROUTE = 3
LEAVING = ("/accounts/logout/", "/admin/logout/")


def starts(world: World, role: str) -> list[str]:
    """Where looking begins: pages to which not everybody is led."""
    desk, plan = f"/exhibits/company/{world.company.pk}/", f"/organizer/plans/{world.booth.plan_id}/"
    site = [
        "/",
        "/start/",
        "/directory/",
        "/plan/",
        "/venue/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/email/",
    ]
    organizer = ["/organizer/", "/organizer/plans/", "/organizer/pavilions/", "/organizer/imports/", plan]
    admin_pages = [reverse("admin:index")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        admin_pages += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    pages = [*site, "/desk/", desk, *organizer, f"/pavilion/{world.pavilion.pk}/"]
    return [*pages, *admin_pages] if role == "admin" else [*pages, "/admin/"]


def forms_for(client: Client, pages: list[str], *, most_pages: int, chance: Random) -> dict[str, FoundForm]:
    """The forms on at most so many pages, each once, by what it is: method, route and fields.

    Addresses that lead elsewhere, or are not for this role, are not counted.
    """
    waiting, seen, per_route = deque(pages), set(pages), Counter[str]()
    found: dict[str, FoundForm] = {}
    looked = 0
    while waiting and looked < most_pages:
        address = waiting.popleft()
        route = route_of(address)
        per_route[route] += 1
        if per_route[route] > MOST_OF_A_ROUTE or address.startswith(LEAVING):
            continue
        links, forms = page_at(client, address)
        looked += bool(forms)
        for form in forms:
            found.setdefault(f"{form.method} {route_of(form.action)} {' '.join(form.names)}", form)
        fresh = [link for link in dict.fromkeys(links) if link not in seen]
        chance.shuffle(fresh)
        seen.update(fresh)
        waiting.extend(fresh)
    return found


def page_at(client: Client, address: str) -> tuple[list[str], list[FoundForm]]:
    answer = client.get(address)
    if answer.status_code in {301, 302}:
        return read_page(address, f'<a href="{answer["Location"]}"></a>')
    if answer.streaming:
        answer.getvalue()
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return [], []
    return read_page(address, answer.text)


def route_of(address: str) -> str:
    path = address.partition("?")[0]
    try:
        return resolve(path).route
    except Resolver404:
        return path
