"""What happened to a company's record and its people."""

from dataclasses import replace

from ciie.audit.history import entries_of, events_of, history_of, newest_first
from ciie.kernel.actors import Visitor
from exhibitors.companies.fields import FIELD_NAMES
from exhibitors.companies.models import Company, Membership
from exhibitors.history import Event, event_of, unnamed_to

HISTORY_FIELDS = (
    *FIELD_NAMES,
    "verification",
    "verified_by",
    "verification_proof",
    "verification_reason",
    "claims_blocked_reason",
)


def company_history(company: Company, *, viewer: Visitor) -> list[Event]:
    """The company's record and its people, newest first; four queries."""
    unnamed = unnamed_to(viewer, company.pk)
    joinings = events_of(Membership).filter(company=company)
    names = {event.pgh_obj_id: str(event.user) for event in joinings.select_related("user") if event.user}
    record = [event_of(entry, unnamed) for entry in history_of(company, HISTORY_FIELDS)]
    recorded = {(event.at, str(event.action)) for event in record}  # who registers a company is its first owner
    people = [
        replace(event_of(entry, unnamed), about=names.get(entry.row_id, ""))
        for entry in entries_of(joinings, ("role",))
        if (entry.at, str(entry.action)) not in recorded
    ]
    return newest_first([*record, *people])
