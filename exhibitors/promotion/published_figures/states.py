"""The kinds of published figures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FigureKind(TextChoices):
    """A kind of figure that is published about an edition as a whole."""

    BUSINESS_SQM = "business_sqm", _("business exhibition (m²)")
    TOTAL_SQM = "total_sqm", _("whole expo (m²)")
    EXHIBITORS = "exhibitors", pgettext_lazy("number of", "exhibitors")
    EXHIBITOR_COUNTRIES = "exhibitor_countries", _("countries and regions of exhibitors")
    NATIONAL_PARTICIPANTS = "national_participants", _("participants in the national exhibition")
    DEALS_USD_BN = "deals_usd_bn", _("tentative deals (US$ bn)")
    DEBUTS = "debuts", pgettext_lazy("number of", "debuts")
