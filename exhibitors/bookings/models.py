"""Bookings with requests, letters and upper decks, answers to API clients, and what bookings freeze of an edition."""

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.public_ids import public_id_field
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.validity import frozen_while
from exhibitors.companies.models import Company, refuses_merged
from exhibitors.states import BOOKED_STATES, BOOKING_LIFECYCLE, DECK_LIFECYCLE, BookingState, DeckState
from pavilions.floor.ledger.models import SpaceClaim, SpaceClaimQuerySet, SpaceHolder
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.states import LIVE_CLAIMS, BoothKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exhibitors.bookings.queries.booking_records import ClaimRecord

MAX_REQUEST_SQM = 30_000
DECK_WORDS = 1_000
"""The maximum length of notes and reasons about upper decks."""
DECK_DECIDED = ("state", "decided_at", "decided_by", "reason", "checked")


LARGEST_KEY_DIGITS = 18


def is_key(text: str) -> bool:
    """Return whether this is a whole number that can be the key of a row."""
    return text.isascii() and text.isdecimal() and len(text) <= LARGEST_KEY_DIGITS


def booking_key_in(text: str) -> int | None:
    """Return the key of the booking meant by `7-000926`, `000926` or `926`, or None for any other text."""
    edition, _dash, number = text.strip().rpartition("-")
    digits = number.lstrip("0")
    return int(digits) if is_key(digits) and (not edition or edition.isdecimal()) else None


class BookingQuerySet(QuerySet["Booking"]):
    def booked(self) -> "BookingQuerySet":
        return self.filter(state__in=BOOKED_STATES)


@pghistory.track()
class Booking(models.Model):
    """One company's space in one edition: what it requests, its state and its decision.

    Its claims are those of its ledger `holder`, whose key it shares. `revision` counts the changes, so that a decision
    based on an outdated page is noticed.
    """

    holder = models.OneToOneField(
        SpaceHolder, models.PROTECT, verbose_name=_("holder"), primary_key=True, related_name="booking"
    )
    edition = models.ForeignKey(Edition, models.PROTECT, verbose_name=_("edition"), related_name="bookings")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name=_("company"), related_name="bookings", db_index=False
    )  # indexed by booking_of_company
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("contact"),
    )
    block = models.ForeignKey(
        "exhibitors.Block",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shares",
        verbose_name=_("block"),
        help_text=_("The block that this share belongs to."),
    )
    state = models.CharField(_("state"), max_length=20, choices=BookingState, default=BookingState.DRAFT)
    wishes = models.TextField(_("special requests"), max_length=2000, blank=True)
    neighbours_to_avoid = models.CharField(_("neighbours to avoid"), max_length=500, blank=True)
    reason = models.TextField(_("reason for the last decision"), max_length=2000, blank=True)
    larger_reason = models.TextField(
        _("reason for more space than requested"), max_length=2000, blank=True, default="", db_default=""
    )
    created_at = models.DateTimeField(_("created at"))
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    overdue_noted_at = models.DateTimeField(
        _("organizers reminded at"), null=True, blank=True, help_text=_("About the pending decision.")
    )
    lapse_warned_at = models.DateTimeField(
        _("exhibitor warned at"), null=True, blank=True, help_text=_("About the booking lapsing without a decision.")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    claims_at_first: "Sequence[ClaimRecord] | None" = None
    """The claims with which this object was created, for the answer to its creator; None for one that was read."""

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=BookingState.SUBMITTED) | Q(submitted_at__isnull=False),
                name="booking_submitted_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[*BOOKED_STATES, BookingState.REJECTED]) | Q(decided_at__isnull=False),
                name="booking_decided_has_instant",
            ),
            models.CheckConstraint(condition=~Q(block=F("holder")), name="booking_is_no_share_of_itself"),
            models.UniqueConstraint(
                fields=["block", "company"],
                condition=Q(block__isnull=False, state__in=BOOKED_STATES),
                name="booking_one_share_of_a_block",
                violation_error_message=_("This company already has a share of the block. Add to that share instead."),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state", "submitted_at"], name="booking_queue"),
            models.Index(fields=["created_at", "holder"], name="booking_by_age"),
            models.Index(fields=["company", "edition"], name="booking_of_company"),
        ]
        triggers = [*BOOKING_LIFECYCLE.triggers("state"), refuses_merged()]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """The number that people use on the phone and in email: edition and number, such as `7-000123`."""
        return f"{self.edition.number}-{self.pk:06d}"

    @property
    def goes_by_offer(self) -> bool:
        """Whether accepting an offer confirms the booking. A share of a block gets none: its block's holder pays."""
        return self.edition.goes_by_offer and self.block_id is None

    @property
    def awaits_acceptance(self) -> bool:
        """Whether the booking is approved but its offer is not accepted. Until then it has no confirmation letter."""
        return self.goes_by_offer and self.state == BookingState.APPROVED

    @property
    def claims(self) -> SpaceClaimQuerySet:
        """The holder's claims, live and released, as a lazy queryset."""
        return SpaceClaim.objects.filter(holder_id=self.pk)


class SpaceRequest(models.Model):
    """A request for space without naming a booth: m² in a sector, raw or shell, with a minimum number of open sides."""

    booking = models.ForeignKey(Booking, models.CASCADE, verbose_name=_("booking"), related_name="requests")
    sector = models.ForeignKey(Sector, models.PROTECT, related_name="+", verbose_name=_("sector"))
    area_sqm = models.DecimalField(
        _("area (m²)"),
        max_digits=8,
        decimal_places=2,
        validators=[
            MinValueValidator(1, _("Request at least 1 m².")),
            MaxValueValidator(MAX_REQUEST_SQM, _("No hall has that much space. Request at most 30,000 m².")),
        ],
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BoothKind, default=BoothKind.RAW)
    open_sides_min = models.PositiveSmallIntegerField(
        _("minimum open sides"), default=1, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )

    class Meta:
        verbose_name = _("space request")
        verbose_name_plural = _("space requests")
        constraints = [
            models.CheckConstraint(
                condition=Q(area_sqm__gte=1, area_sqm__lte=MAX_REQUEST_SQM),
                name="request_area_is_sensible",
                violation_error_message=_("Request 1 to 30,000 m²."),
            ),
            models.CheckConstraint(condition=Q(open_sides_min__range=(1, 4)), name="request_open_sides_1_to_4"),
        ]

    def __str__(self) -> str:
        return f"{self.area_sqm} m², {self.sector}"


class ConfirmationLetter(models.Model):
    """An issued booth confirmation. The snapshot is its permanent content, from which alone the PDF is made."""

    booking = models.ForeignKey(Booking, models.PROTECT, verbose_name=_("booking"), related_name="letters")
    number = models.CharField(_("number"), max_length=40, unique=True)
    language = models.CharField(_("language"), max_length=10)
    snapshot = models.JSONField(_("content"))
    issued_at = models.DateTimeField(_("issued at"))
    public_id = public_id_field()

    class Meta:
        verbose_name = _("confirmation letter")
        verbose_name_plural = _("confirmation letters")
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number


@pghistory.track(exclude=["revision"])
class UpperDeck(models.Model):
    """An upper deck that an exhibitor wants to build on a booth. It ends with the claim to the booth.

    Its m² are not floor space: neither claims nor capacities count them. A request cannot be changed; another deck is a
    new request, which replaces this one once it is approved. `checked` holds the rules and the measurements at the time
    of the decision (`rule_set` and `results`). `reason` is why it was declined, or why it was approved against a
    recommendation.
    """

    claim = models.ForeignKey(SpaceClaim, models.PROTECT, related_name="decks", verbose_name=_("claim"))
    state = models.CharField(_("state"), max_length=20, choices=DeckState, default=DeckState.REQUESTED)
    area_sqm = models.DecimalField(
        _("area of the deck (m²)"), max_digits=8, decimal_places=2, validators=[MinValueValidator(1)]
    )
    persons = models.PositiveIntegerField(
        _("persons on the deck"), validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    stairs = models.PositiveSmallIntegerField(
        _("number of stairs"), validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    is_opposite = models.BooleanField(_("two stairs are on opposite sides"), default=False)
    stair_width_m = models.DecimalField(
        _("clear width of the narrowest stair (m)"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(20)],
    )
    way_m = models.DecimalField(
        _("longest way to a stair (m)"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)]
    )
    height_m = models.DecimalField(
        _("height of the whole stand (m)"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(3), MaxValueValidator(40)],
    )
    drawing = models.CharField(_("drawing"), max_length=200, blank=True)
    drawing_title = models.CharField(_("file name"), max_length=120, blank=True)
    is_stamped = models.BooleanField(_("the drawing is stamped by a structural engineer"), default=False)
    note = models.TextField(_("note"), max_length=DECK_WORDS, blank=True)
    requested_at = models.DateTimeField(_("requested at"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("requested by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), max_length=DECK_WORDS, blank=True)
    checked = models.JSONField(_("rules as checked"), null=True, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name = _("upper deck")
        verbose_name_plural = _("upper decks")
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=DeckState.REQUESTED),
                name="upper_deck_one_waits",
                violation_error_message=_("An upper deck on this booth already waits for a decision."),
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(state=DeckState.APPROVED),
                name="upper_deck_one_is_approved",
                violation_error_message=_("This booth already has an approved upper deck."),
            ),
            models.CheckConstraint(condition=Q(area_sqm__gte=1, stairs__gte=1, persons__gte=1), name="upper_deck_size"),
            models.CheckConstraint(
                condition=Q(state=DeckState.REQUESTED) ^ Q(decided_at__isnull=False),
                name="upper_deck_decided_has_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeckState.DECLINED) | ~Q(reason=""), name="upper_deck_declined_has_reason"
            ),
        ]
        triggers = [
            *DECK_LIFECYCLE.triggers("state"),
            counts_revision(),
            pgtrigger.Protect(name="no_delete", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="asked_stands", exclude=[*DECK_DECIDED, "claim", "requested_by", "revision"]),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.area_sqm} m²"

    @property
    def has_ended(self) -> bool:
        """Whether the booth was given up. The claim must have been read."""
        return self.claim.state not in LIVE_CLAIMS

    @property
    def shown_state(self) -> str:
        """The deck's state, or `ended` if its booth was given up while it was requested or approved."""
        counted = self.state in {DeckState.REQUESTED, DeckState.APPROVED}
        return "ended" if counted and self.has_ended else self.state


def with_upper_sqm(claims: QuerySet[SpaceClaim]) -> QuerySet[SpaceClaim]:
    """Add `upper_sqm` to claims, the m² of the approved upper deck on their booth, in the same statement."""
    decks = UpperDeck.objects.filter(claim=OuterRef("pk"), state=DeckState.APPROVED).values("area_sqm")
    return claims.annotate(upper_sqm=Coalesce(Subquery(decks), Decimal(0)))


class ApiRequest(models.Model):
    """An answered write of the API, kept so that the same `Idempotency-Key` gets the same answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("person"), related_name="+")
    key = models.CharField(_("idempotency key"), max_length=200)
    fingerprint = models.CharField(_("SHA-256 of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    body = models.JSONField(pgettext_lazy("API", "answer"), null=True)
    created_at = models.DateTimeField(_("created at"), db_default=Now())

    class Meta:
        verbose_name = _("API request")
        verbose_name_plural = _("API requests")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="api_request_once")]

    def __str__(self) -> str:
        return self.key


def _rows_in(*tables: str) -> list[str]:
    return [f"FROM exhibitors_{table} WHERE edition_id = OLD.id" for table in tables]


class EditionInUse(Edition):
    """A proxy of the edition with the triggers that freeze it, since venues know nothing of prices and results."""

    class Meta:
        proxy = True
        triggers = [
            frozen_while(
                *_rows_in("publishedfigure", "bulletin", "dailysnapshot", "deal", "roadshow", "participation"),
                name="edition_number_recorded",
                fields=("number",),
                field="number",
                sentence=_(
                    "The number cannot be changed: figures, bulletins, deals or other records of this "
                    "edition depend on it. Create another edition instead."
                ),
            ),
            frozen_while(
                *_rows_in("publishedfigure", "bulletin", "dailysnapshot", "deal"),
                name="edition_time_zone_recorded",
                fields=("time_zone",),
                field="time_zone",
                sentence=_(
                    "The time zone cannot be changed: figures, bulletins or deals of this edition are "
                    "dated in it, and their dates would shift."
                ),
            ),
            frozen_while(
                *_rows_in("ratecard", "deal"),
                name="edition_currency_in_use",
                fields=("currency",),
                field="currency",
                sentence=_(
                    "The currency cannot be changed: prices, fees or deals of this edition are in it, and "
                    "their amounts would change meaning. Remove them first, or create another edition."
                ),
            ),
            frozen_while(
                *_rows_in("invoice", "payment", "journalline"),
                name="edition_currency_has_money",
                fields=("currency",),
                field="currency",
                sentence=_(
                    "The currency cannot be changed: invoices or payments of this edition are in it. "
                    "Create another edition instead."
                ),
            ),
        ]


def claims_charged_to(bookings: Collection[int]) -> SpaceClaimQuerySet:
    """Return the live claims of these bookings and of the shares of their blocks, by an index of the ledger.

    With a condition "of the holder, or of a share", or a join with the shares, PostgreSQL would read all claims of all
    editions.
    """
    keys = Booking.objects.filter(Q(pk__in=bookings) | Q(block__in=bookings)).order_by().values("pk")
    of_these = Func(
        F("holder_id"),
        ArraySubquery(keys),
        template="%(expressions)s)",
        arg_joiner=" = ANY (",
        output_field=models.BooleanField(),
    )
    return SpaceClaim.objects.live().filter(of_these)
