"""The contacts of all companies, with what they are responsible for."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from ciie.accounts.requests import PersonRequest
from ciie.web.downloads import download, export_links, in_pieces
from ciie.web.lists import list_page
from exhibitors.companies.company_contacts.queries import contacts_visible_to
from exhibitors.office.company_records.filters import ContactFilter
from exhibitors.office.company_records.tables import CONTACT_COLUMNS, ContactTable, contact_rows
from pavilions.floor.editions.views import edition_of
from pavilions.permissions import for_organizers


@for_organizers
@require_safe
def contacts(request: PersonRequest, kind: str = "") -> HttpResponseBase:
    """List the contacts of all companies, or download the same rows."""
    edition = edition_of(request)
    found = ContactFilter(request.GET, queryset=contacts_visible_to(request.user), edition=edition)
    rows = found.qs.order_by("company__name", "company_id", "role", "name", "pk")
    if kind:
        lines = contact_rows(in_pieces(rows))
        return download(f"contacts-{edition.number}", kind, CONTACT_COLUMNS, lines)
    return list_page(
        request,
        "exhibitors/company_records/contacts.html",
        ContactTable(rows, orderable=found.is_of_edition),
        filter=found,
        exports=export_links(request.GET, "organizer:contacts_export", edition=edition.number),
        edition=edition,
    )
