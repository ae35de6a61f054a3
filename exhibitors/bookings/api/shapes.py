"""Companies and bookings as the API receives and returns them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Self

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field, model_validator

from ciie.web.api import SquareMetres, Text
from exhibitors.bookings.models import MAX_REQUEST_SQM, Booking
from exhibitors.bookings.operations.bookings import MAX_BOOTHS_PER_BOOKING
from exhibitors.bookings.queries.booking_records import BookingRecord, ClaimRecord, RequestRecord, records_of
from exhibitors.states import BookingState
from pavilions.states import BoothKind

MOST_REQUESTS = 20

Reference = Annotated[Text, Field(max_length=60, examples=["5.1H/A01"])]
Revision = Annotated[
    int, Field(ge=0, lt=2**31, description="The revision last seen. A decision on an older revision is refused.")
]
Reason = Annotated[Text, Field(max_length=2000)]
Cost = Annotated[
    Text, Field(max_length=300, description="The figures last seen. Where they have changed, nothing is done.")
]


TermsVersion = Annotated[
    int | None,
    Field(
        ge=1,
        lt=2**31,
        description="The version of the edition's terms that you accept, as `GET /editions/{edition}/terms` gives it. "
        "Needed to submit where the edition has terms: without it 422 `terms_not_accepted`, with another than the "
        "current version 409 `terms_changed`. Ignored where the edition has none.",
    ),
]


class TermsShown(Schema):
    """The terms in force, as Markdown."""

    version: int
    text: str
    text_zh: str
    published_at: datetime


class Submission(Schema):
    terms_version: TermsVersion = None


class CompanyShown(Schema):
    id: int
    name: str
    name_local: str
    country: str
    city: str
    role: str | None


class Wish(Schema):
    """Requested space without specific booths. The sector is given by its code or its name."""

    sector: Annotated[Text, Field(max_length=120)]
    area_sqm: Annotated[Decimal, Field(ge=1, le=MAX_REQUEST_SQM, decimal_places=2, max_digits=8)]
    kind: BoothKind = BoothKind.RAW
    open_sides_min: Annotated[int, Field(ge=1, le=4)] = 1


class NewBooking(Schema):
    """Either `booths`, which are held for you, or `requests`. With `submit` they are reserved in the same step."""

    company: Annotated[int, Field(ge=1, lt=2**63)]
    booths: Annotated[list[Reference], Field(max_length=MAX_BOOTHS_PER_BOOKING)] = []
    requests: Annotated[list[Wish], Field(max_length=MOST_REQUESTS)] = []
    submit: bool = False
    terms_version: TermsVersion = None

    @model_validator(mode="after")
    def names_one_kind(self) -> Self:
        if bool(self.booths) == bool(self.requests):
            raise ValueError(_("Give either booths or requests."))
        return self


class Cancellation(Schema):
    """With `cost` of `GET …/cancellation` the booking is cancelled at that cost only."""

    reason: Reason = ""
    cost: Cost | None = None


class Decision(Schema):
    revision: Revision | None = None


class Approval(Decision):
    """`without_rest` approves the booking although some of the requested m² have not been assigned.

    `last_day` is that of the offer which approval makes where the edition goes by offers.
    """

    without_rest: bool = False
    last_day: date | None = None


class OptionallyReasoned(Decision):
    reason: Reason = ""


class Reasoned(Decision):
    reason: Annotated[Reason, Field(min_length=1)]


class Assignment(Schema):
    """`larger_reason` is required to assign more m² beyond the request than the edition allows."""

    larger_reason: Reason = ""
    booths: Annotated[list[Reference], Field(min_length=1, max_length=MAX_BOOTHS_PER_BOOKING)]


class ClaimShown(Schema):
    """m² that the booking claims: a booth, or a part of a hall before a booth is assigned.

    `upper_sqm` is the approved upper deck on the booth, which is no floor space and not part of `area_sqm`.
    """

    hall: str
    booth: str | None
    sector: str | None
    area_sqm: SquareMetres
    upper_sqm: SquareMetres
    state: str
    expires_at: datetime | None

    @classmethod
    def of(cls, claim: ClaimRecord) -> Self:
        return cls.model_construct(
            hall=claim.hall,
            booth=f"{claim.hall}/{claim.booth}" if claim.booth else None,
            sector=claim.sector,
            area_sqm=claim.area_sqm,
            upper_sqm=claim.upper_sqm,
            state=claim.state,
            expires_at=claim.expires_at,
        )


class RequestShown(Schema):
    sector: str
    area_sqm: SquareMetres
    kind: str
    open_sides_min: int

    @classmethod
    def of(cls, request: RequestRecord) -> Self:
        return cls.model_construct(
            sector=request.sector,
            area_sqm=request.area_sqm,
            kind=request.kind,
            open_sides_min=request.open_sides_min,
        )


class BookingShown(Schema):
    """`booths` and `area_sqm` are what the booking claims now; `revision` counts its changes.

    `upper_sqm` are its approved upper decks, which are no part of `area_sqm`.
    """

    id: int
    reference: str
    edition: int
    company: int
    company_name: str
    country: str
    state: BookingState
    booths: list[str]
    area_sqm: SquareMetres
    upper_sqm: SquareMetres
    claims: list[ClaimShown]
    requests: list[RequestShown]
    held_until: datetime | None
    wishes: str
    reason: str
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    revision: int

    @classmethod
    def of(cls, record: BookingRecord) -> Self:
        booking, claims = record.booking, [ClaimShown.of(claim) for claim in record.claims]
        return cls.model_construct(
            id=booking.pk,
            reference=booking.reference,
            edition=booking.edition.number,
            company=booking.company_id,
            company_name=booking.company.name,
            country=str(booking.company.country),
            state=BookingState(booking.state),
            booths=[claim.booth for claim in claims if claim.booth],
            area_sqm=sum((claim.area_sqm for claim in claims), Decimal(0)),
            upper_sqm=sum((claim.upper_sqm for claim in claims), Decimal(0)),
            claims=claims,
            requests=[RequestShown.of(request) for request in record.requests],
            held_until=min((claim.expires_at for claim in claims if claim.expires_at), default=None),
            wishes=booking.wishes,
            reason=booking.reason,
            created_at=booking.created_at,
            submitted_at=booking.submitted_at,
            decided_at=booking.decided_at,
            revision=booking.revision,
        )


def shown(bookings: Sequence[Booking]) -> list[BookingShown]:
    return [BookingShown.of(record) for record in records_of(bookings)]
