"""The API for what booths would cost a company."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field, PlainSerializer

from ciie.accounts.requests import ProgramRequest
from ciie.kernel.authority import allowed
from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from ciie.kernel.errors import NotFound
from ciie.web.api import Text, refusals
from exhibitors.companies.models import Company
from exhibitors.pricing.queries.buyers import buyer_of
from exhibitors.pricing.queries.cards import published_cards
from exhibitors.pricing.queries.quotes import Quote, QuotedSpace, QuoteLine, quote
from pavilions.floor.models.edition import Edition
from pavilions.plans.api import edition_numbered
from pavilions.plans.queries.booths import booth_ids, published_booths

MOST_BOOTHS = 100
Amount = Annotated[Decimal, PlainSerializer(str, return_type=str)]
"""Money as a decimal number in a string, so that no cent is lost."""

router = Router(tags=["prices"])


class QuoteAsked(Schema):
    company: int = Field(ge=1, lt=2**63)
    booths: list[Annotated[Text, Field(max_length=80)]] = Field(min_length=1, max_length=MOST_BOOTHS)
    """Hall and number of each, for example `5.1H/A01`."""


class QuoteLineShown(Schema):
    """`booth` is empty for what concerns the booking as a whole. Discounts are below 0."""

    name: str
    kind: str
    booth: str
    calculation: str
    amount: Amount

    @classmethod
    def of(cls, line: QuoteLine) -> Self:
        return cls(name=line.name, kind=line.rule.kind, booth=line.label, calculation=line.words, amount=line.amount)


class QuoteShown(Schema):
    """`total` includes taxes, `net` does not; both are null where a booth has no price. `lines` are net, as are
    the list prices that plans show, but for those of the kind `tax`.

    Taxes are those of the edition's tax table, or of the rate card where it has none. `tax_is_open` says that the table
    does not decide for this company, so that tax may be added.
    """

    edition: int
    day: date
    currency: str
    rate_card: int | None
    lines: list[QuoteLineShown]
    net: Amount | None
    total: Amount | None
    tax_is_open: bool
    note: str

    @classmethod
    def of(cls, found: Quote, edition: int, day: date) -> Self:
        return cls(
            edition=edition,
            day=day,
            currency=found.currency,
            rate_card=found.version,
            lines=[QuoteLineShown.of(line) for line in found.details],
            net=found.net,
            total=found.total,
            tax_is_open=found.tax_is_open,
            note=found.tax_note,
        )


@router.get("/editions/{int:edition}/quote", response={200: QuoteShown, **refusals(404, 422)})
def show_quote(request: ProgramRequest, edition: int, asked: Query[QuoteAsked]) -> QuoteShown:
    """What these booths would cost the company if they were submitted today, line by line. Nothing is held."""
    found = Edition.objects.get(pk=edition_numbered(edition))
    company = Company.objects.filter(pk=asked.company).first()
    if company is None or not allowed("exhibitors.see_company", request.auth, company):
        raise NotFound(_("Company not found."), code="not_found", field="company")
    ids = booth_ids(found.pk, list(dict.fromkeys(asked.booths)))
    booths = {each.pk: each for each in published_booths(found.pk).filter(pk__in=ids)}
    at = now()
    day = day_of(at, found.zone)
    spaces = [QuotedSpace.of(booths[pk]) for pk in ids if pk in booths]
    prices = published_cards(found).on(day)
    return QuoteShown.of(quote(prices, spaces, buyer_of(company.pk, found.pk, at=at), day), edition, day)
