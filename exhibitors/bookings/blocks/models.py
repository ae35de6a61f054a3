"""Space that a trade agency or another group shares out among its member companies, and their applications for it."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ciie.kernel.bilingual import both, shown
from ciie.kernel.currencies import validate_currency
from ciie.kernel.revisions import counts_revision, revision_field
from ciie.kernel.wording import side_by_side
from exhibitors.bookings.blocks.states import BLOCK_APPLICATION_LIFECYCLE, BlockApplicationState
from exhibitors.bookings.models import Booking
from exhibitors.companies.models import Company, refuses_merged
from pavilions.floor.models.floor_plan import Booth
from pavilions.states import BoothKind

NO_PRICE_BELOW_0 = MinValueValidator(0, _("A price cannot be below 0."))


@pghistory.track(exclude=["revision"])
class Block(models.Model):
    """An agency's booking whose space is shared out among its members. It has the booking's key.

    The agency's own live claims are the space that no member has. Each member's share is a booking of its own with
    `block` set. Every m² is thus in one live claim, and the block is the sum of these claims. `returned_at` is when the
    unallocated space was returned for good.
    """

    booking = models.OneToOneField(
        Booking, models.PROTECT, verbose_name=_("booking"), primary_key=True, related_name="opened_block"
    )
    name = models.CharField(_("name"), max_length=160)
    name_zh = models.CharField(_("name in Chinese"), max_length=160, blank=True, default="", db_default="")
    country = CountryField(_("country or region"))
    text = models.TextField(_("information for members"), max_length=4000, blank=True)
    text_zh = models.TextField(
        _("information for members in Chinese"), max_length=4000, blank=True, default="", db_default=""
    )
    price_raw = models.DecimalField(
        _("raw space, per m²"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[NO_PRICE_BELOW_0]
    )
    price_shell = models.DecimalField(
        _("shell scheme, per m²"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[NO_PRICE_BELOW_0]
    )
    currency = models.CharField(_("currency"), max_length=3, validators=[validate_currency])
    quota_sqm = models.DecimalField(
        _("maximum m² per member"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1, _("A quota is at least 1 m²."))],
        help_text=_("Blank: no limit."),
    )
    apply_until_date = models.DateField(_("applications until"))
    returns_date = models.DateField(
        _("unallocated space returns on"),
        help_text=_("At the start of this day, space not allocated to members goes back on sale."),
    )
    is_open = models.BooleanField(_("open for applications"), default=True)
    managers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="managed_blocks", blank=True, verbose_name=_("managers")
    )
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    warned_at = models.DateTimeField(_("reminder of the return sent at"), null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True, editable=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [
            models.CheckConstraint(
                condition=Q(apply_until_date__lt=F("returns_date")),
                name="block_applications_end_before_the_return",
                violation_error_message=_("Applications must close before the unallocated space returns."),
            ),
            models.CheckConstraint(
                condition=Q(quota_sqm__isnull=True) | Q(quota_sqm__gte=1),
                name="block_quota_is_sensible",
                violation_error_message=_("A quota is at least 1 m²."),
            ),
            models.CheckConstraint(
                condition=(Q(price_raw__isnull=True) | Q(price_raw__gte=0))
                & (Q(price_shell__isnull=True) | Q(price_shell__gte=0)),
                name="block_price_not_negative",
                violation_error_message=_("A price cannot be below 0."),
            ),
        ]
        triggers = [counts_revision(ignoring=("warned_at",))]

    def __str__(self) -> str:
        return shown(self, "name")

    @property
    def mail_names(self) -> dict[str, str]:
        """The names of the block for the context of a mail."""
        return both("block", self.name, self.name_zh)

    def price_of(self, kind: str) -> Decimal | None:
        """Return the price per m² in the block's currency, or None if the agency has set none."""
        return self.price_raw if kind == BoothKind.RAW else self.price_shell


@pghistory.track(exclude=["revision"])
class BlockApplication(models.Model):
    """A company's application for a share of a block. Once accepted, it has the booking of the share as `share`."""

    block = models.ForeignKey(Block, models.PROTECT, related_name="applications", verbose_name=_("block"))
    company = models.ForeignKey(Company, models.PROTECT, related_name="block_applications", verbose_name=_("company"))
    area_sqm = models.DecimalField(
        _("area (m²)"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(1, _("Request at least 1 m²."))],
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BoothKind, default=BoothKind.SHELL)
    wished_booths = models.ManyToManyField(Booth, related_name="+", blank=True, verbose_name=_("preferred booths"))
    text = models.TextField(_("exhibits and requirements"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=BlockApplicationState,
        default=BlockApplicationState.SUBMITTED,
        editable=False,
    )
    reason = models.TextField(_("agency's reply"), max_length=2000, blank=True, editable=False)
    share = models.ForeignKey(
        Booking,
        models.PROTECT,
        verbose_name=_("booking of the share"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("applied for by"),
        null=True,
        related_name="+",
        editable=False,
    )
    applied_at = models.DateTimeField(_("applied at"), editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("decided by"),
        null=True,
        related_name="+",
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    revision = revision_field()

    class Meta:
        verbose_name = _("application to a block")
        verbose_name_plural = _("applications to blocks")
        constraints = [
            models.UniqueConstraint(
                fields=["block", "company"],
                condition=Q(state=BlockApplicationState.SUBMITTED),
                name="block_application_one_at_a_time",
                violation_error_message=_("This company has already applied to this block and is waiting for a reply."),
            ),
            models.CheckConstraint(condition=Q(area_sqm__gte=1), name="block_application_asks_for_space"),
            models.CheckConstraint(
                condition=Q(state=BlockApplicationState.ACCEPTED, share__isnull=False)
                | (~Q(state=BlockApplicationState.ACCEPTED) & Q(share__isnull=True)),
                name="block_application_accepted_has_share",
            ),
        ]
        triggers = [*BLOCK_APPLICATION_LIFECYCLE.triggers("state"), counts_revision(), refuses_merged()]

    def __str__(self) -> str:
        return side_by_side(self.company, self.block)
