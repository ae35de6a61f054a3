"""The menu entries: the edition, the national exhibition, the team, and a manager's own pavilion."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ciie.accounts.models import User
from ciie.kernel.authority import allowed
from ciie.kernel.bilingual import in_language
from ciie.web.navigation import Entry, Group
from pavilions.floor.editions.requests import LISTING, address_in
from pavilions.national.national_pavilions.queries.national_pavilions import managed_by

FIRST_PAGES = {"/organizer/": "organizer:dashboard", "/desk/": "desk:dashboard"}


def running(request: HttpRequest) -> Iterator[Group]:
    if allowed("pavilions.enter_organizer_desk", request.user):
        texts = (
            Entry(_("Site pages"), reverse("site_pages:list"), "file-text"),
            Entry(_("Emails"), reverse("mail_texts:list"), "mail"),
        )
        may_name = allowed("pavilions.name_countries", request.user)
        names = Entry(_("Country names"), reverse("country_names:list"), "globe")
        may_run = allowed("pavilions.run_fairs", request.user)
        fairs = (Entry(_("Fairs"), reverse("fairs:list"), "globe"),) if may_run else ()
        names_of_countries = (names,) if may_name else ()
        yield Group(
            label=_("Expo operations"),
            entries=(
                Entry(_("Editions and capacities"), reverse("edition:list"), "calendar"),
                *fairs,
                Entry(_("Sectors"), reverse("sectors:list"), "tags"),
                Entry(_("Floor plans"), reverse("hall_plans:list"), "map", also=("/organizer/drafts/",)),
                Entry(_("Venue rules"), reverse("safety:sets"), "ruler"),
                Entry(_("National exhibition"), reverse("pavilion:list"), "flag"),
                Entry(_("Themed areas"), reverse("themed_areas:list"), "sparkles"),
                Entry(_("Programme"), reverse("programme:events"), "calendar-days"),
                Entry(_("Forum topics"), reverse("topics:topics"), "messages-square"),
                Entry(_("Team"), reverse("staff:list"), "users"),
                *(texts if allowed("pavilions.write_site_pages", request.user) else ()),
                *names_of_countries,
            ),
            folds=True,
        )


def editions(request: HttpRequest) -> Group | None:
    """Return the menu of editions, under the name of the one shown, or None if there is only one.

    Each entry leads to the home page about its edition or, from the organizer's and the exhibitor's pages, to their
    first page. Editions that are not public are shown to the organizer's team.
    """
    listing = LISTING.get()
    fair_id = listing.fair_id(request)
    listed = tuple(each for each in listing.editions if each.fair_id == fair_id)
    if len(listed) > 1 and not allowed("pavilions.enter_organizer_desk", request.user):
        listed = tuple(each for each in listed if each.is_public)
    if not listed[1:]:
        return None
    number = getattr(request, "edition_number", listed[0].number)
    page = next((name for start, name in FIRST_PAGES.items() if request.path_info.startswith(start)), "home")
    shown = next((each for each in listed if each.number == number), listed[0])
    entries = (
        Entry(in_language(each.name, each.name_zh), address_in(each.number, page), "calendar") for each in listed
    )
    return Group(in_language(shown.name, shown.name_zh), tuple(entries), place="bar")


def own_pavilion(request: HttpRequest) -> Iterator[Group]:
    if isinstance(request.user, User) and managed_by(request.user).exists():
        yield Group(
            label=_("National exhibition"), entries=(Entry(_("My pavilion"), reverse("pavilion:mine"), "flag"),)
        )
