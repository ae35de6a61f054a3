"""The states of bookings, blocks, deals, roadshows, bulletins and exhibits, and the legal moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle


class CompanyRole(TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    VIEWER = "viewer", _("viewer")


class Verification(TextChoices):
    """Whether a company is known to be what it says. Until it is verified it may claim only a little space."""

    UNVERIFIED = "unverified", _("not verified yet")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("verification refused")


class VerifiedBy(TextChoices):
    """How a company was verified."""

    RECORDS = "records", _("known from an earlier edition or a list of the organizer")
    DOMAIN = "domain", _("an owner's e-mail address at the company's own domain")
    REGISTRATION_NUMBER = "registration_number", _("registration number")
    ORGANIZER = "organizer", _("checked by the organizer")


class BookingState(TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    APPROVED = "approved", _("approved")
    CONFIRMED = "confirmed", _("confirmed")
    WAITLISTED = "waitlisted", _("wait-listed")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")


BOOKED_STATES = (BookingState.APPROVED, BookingState.CONFIRMED)
"""Bookings whose live claims count as booked m²."""

AWAITING_DECISION = (BookingState.SUBMITTED, BookingState.WAITLISTED)

UNDECIDED = (BookingState.DRAFT, *AWAITING_DECISION)
"""Bookings whose claims nobody has decided on: what the limits on claims count."""

BOOKING_LIFECYCLE = Lifecycle.of(
    initial=[BookingState.DRAFT, BookingState.SUBMITTED],
    moves={
        BookingState.DRAFT: [BookingState.SUBMITTED, BookingState.WITHDRAWN, BookingState.EXPIRED],
        BookingState.SUBMITTED: [
            BookingState.APPROVED,
            BookingState.REJECTED,
            BookingState.WAITLISTED,
            BookingState.WITHDRAWN,
            BookingState.DRAFT,
            BookingState.EXPIRED,
        ],
        BookingState.WAITLISTED: [BookingState.APPROVED, BookingState.REJECTED, BookingState.WITHDRAWN],
        BookingState.APPROVED: [BookingState.CONFIRMED, BookingState.CANCELLED],
        BookingState.CONFIRMED: [BookingState.CANCELLED],
        BookingState.EXPIRED: [BookingState.DRAFT, BookingState.WITHDRAWN],
        BookingState.REJECTED: [],
        BookingState.WITHDRAWN: [],
        BookingState.CANCELLED: [],
    },
)


class DealKind(TextChoices):
    GOODS = "goods", _("goods")
    SERVICES = "services", _("services")


class DealState(TextChoices):
    """Only what is counted is added up in public."""

    DRAFT = "draft", _("draft")
    VERIFIED = "verified", _("verified")
    COUNTED = "counted", _("counted")
    WITHDRAWN = "withdrawn", _("withdrawn")


DEAL_LIFECYCLE = Lifecycle.of(
    initial=[DealState.DRAFT],
    moves={
        DealState.DRAFT: [DealState.VERIFIED, DealState.WITHDRAWN],
        DealState.VERIFIED: [DealState.COUNTED, DealState.DRAFT, DealState.WITHDRAWN],
        DealState.COUNTED: [DealState.VERIFIED],
        DealState.WITHDRAWN: [],
    },
)


class RoadshowState(TextChoices):
    PLANNED = "planned", _("planned")
    OPEN = "open", _("open for registration")
    HELD = "held", pgettext_lazy("roadshow state", "held")
    CANCELLED = "cancelled", _("cancelled")


ROADSHOW_LIFECYCLE = Lifecycle.of(
    initial=[RoadshowState.PLANNED],
    moves={
        RoadshowState.PLANNED: [RoadshowState.OPEN, RoadshowState.CANCELLED],
        RoadshowState.OPEN: [RoadshowState.HELD, RoadshowState.CANCELLED],
        RoadshowState.HELD: [],
        RoadshowState.CANCELLED: [],
    },
)


class RegistrationState(TextChoices):
    ASKED = "asked", _("address not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class BulletinState(TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    ISSUED = "issued", _("issued")
    ARCHIVED = "archived", _("archived")


BULLETIN_LIFECYCLE = Lifecycle.of(
    initial=[BulletinState.DRAFT],
    moves={
        BulletinState.DRAFT: [BulletinState.IN_REVIEW],
        BulletinState.IN_REVIEW: [BulletinState.ISSUED, BulletinState.DRAFT],
        BulletinState.ISSUED: [BulletinState.ARCHIVED],
        BulletinState.ARCHIVED: [],
    },
)


class ExhibitKind(TextChoices):
    PRODUCT = "product", _("product")
    TECHNOLOGY = "technology", _("technology")
    SERVICE = "service", _("service")


class ExhibitState(TextChoices):
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


EXHIBIT_LIFECYCLE = Lifecycle.of(
    initial=[ExhibitState.PUBLISHED],
    moves={
        ExhibitState.PUBLISHED: [ExhibitState.WITHDRAWN],
        ExhibitState.WITHDRAWN: [ExhibitState.PUBLISHED],
    },
)


class Debut(TextChoices):
    """Where an exhibit is shown for the first time."""

    WORLD = "world", _("world debut")
    ASIA = "asia", _("Asia debut")
    CHINA = "china", _("China debut")


class DebutState(TextChoices):
    """Only verified debuts are called one in public, and counted."""

    NONE = "none", _("no debut")
    CLAIMED = "claimed", _("claimed")
    VERIFIED = "verified", _("verified")
    REFUSED = "refused", _("refused")


DEBUT_LIFECYCLE = Lifecycle.of(
    initial=[DebutState.NONE, DebutState.CLAIMED],
    moves={
        DebutState.NONE: [DebutState.CLAIMED],
        DebutState.CLAIMED: [DebutState.VERIFIED, DebutState.REFUSED, DebutState.NONE],
        DebutState.VERIFIED: [DebutState.CLAIMED, DebutState.REFUSED, DebutState.NONE],
        DebutState.REFUSED: [DebutState.CLAIMED, DebutState.NONE],
    },
)


class BlockApplicationState(TextChoices):
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


BLOCK_APPLICATION_LIFECYCLE = Lifecycle.of(
    initial=[BlockApplicationState.SUBMITTED],
    moves={
        BlockApplicationState.SUBMITTED: [
            BlockApplicationState.ACCEPTED,
            BlockApplicationState.DECLINED,
            BlockApplicationState.WITHDRAWN,
        ],
        BlockApplicationState.ACCEPTED: [],
        BlockApplicationState.DECLINED: [],
        BlockApplicationState.WITHDRAWN: [],
    },
)


class CoExhibitorKind(TextChoices):
    """A co-exhibitor has staff and goods of its own on the stand; of a represented company only goods are shown."""

    CO_EXHIBITOR = "co_exhibitor", _("co-exhibitor")
    REPRESENTED = "represented", _("represented company")


class FigureKind(TextChoices):
    """What is published about an edition as a whole."""

    BUSINESS_SQM = "business_sqm", _("business exhibition (m²)")
    TOTAL_SQM = "total_sqm", _("whole expo (m²)")
    EXHIBITORS = "exhibitors", _("exhibitors")
    EXHIBITOR_COUNTRIES = "exhibitor_countries", _("countries and regions of exhibitors")
    NATIONAL_PARTICIPANTS = "national_participants", _("participants in the national exhibition")
    DEALS_USD_BN = "deals_usd_bn", _("tentative deals (US$ bn)")
    DEBUTS = "debuts", _("debuts")
