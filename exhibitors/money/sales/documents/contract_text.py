"""The frozen text of a contract: canonical JSON of everything that it states, in both languages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ciie.kernel.bilingual import in_both
from ciie.kernel.country_names import country_name
from ciie.kernel.days import day_of
from exhibitors.bookings.models import Booking
from exhibitors.money.invoices.models import Seller
from exhibitors.money.sales.models.contracts import Instalment
from exhibitors.money.sales.models.offers import Offer
from exhibitors.money.sales.models.settings import SalesSettings
from exhibitors.money.sales.queries.offers import offered_in
from exhibitors.money.sales.text import canonical_text


def contract_text(
    booking: Booking,
    offer: Offer,
    settings: SalesSettings,
    parts: Sequence[Instalment],
    *,
    version: int,
    sign_by: date,
    amends: Mapping[str, object] | None = None,
    at: datetime,
) -> str:
    """Return the text that `draw_contract` draws and that a signature binds to.

    `amends` describes the amended contract, if any: its `number` and `signed_on`, the booths `returned` and `taken`,
    the `reason`, the `fee` (net), and the `cancellation` terms that were agreed.
    """
    edition, company, terms = booking.edition, booking.company, offer.terms
    country, country_zh = in_both(lambda: country_name(str(company.country)))
    seller = Seller.objects.filter(edition=edition).first()
    return canonical_text(
        offered_in(offer),
        number=f"{booking.reference}-C{version}",
        reference=booking.reference,
        version=version,
        offer=offer.version,
        made_on=day_of(at, edition.zone).isoformat(),
        made_at=at.isoformat(),
        sign_by=sign_by.isoformat(),
        edition=edition.name,
        edition_zh=edition.name_zh,
        fair={"en": edition.fair.name, "zh": edition.fair.name_zh or edition.fair.name} if edition.fair else None,
        opens=edition.opens_date.isoformat(),
        closes=edition.closes_date.isoformat(),
        venue=_venue(seller),
        company=company.name,
        company_local=company.name_local,
        company_address=[line for line in (company.address, company.city) if line],
        country=country,
        country_zh=country_zh,
        seller=_seller(seller),
        rate_card=offer.rate_card,
        tax_note=offer.tax_note,
        tax_note_zh=offer.tax_note_zh,
        schedule=[{"term": part.term, "net": part.net} for part in parts],
        cancellation=settings.cancellation if amends is None else amends["cancellation"],
        **(
            {} if amends is None else {"amends": {key: value for key, value in amends.items() if key != "cancellation"}}
        ),
        terms=terms.version if terms else None,
        terms_text={"en": terms.text, "zh": terms.text_zh} if terms else {"en": "", "zh": ""},
    )


def _seller(seller: Seller | None) -> list[str]:
    """Return the name, address and tax ID of the edition's seller, one line each, or no lines without a seller."""
    if seller is None:
        return []
    place = " ".join(part for part in (seller.postcode, seller.city) if part)
    lines = (seller.name, seller.name_zh, seller.address, place, seller.country.name, seller.tax_id)
    return [line for line in lines if line]


def _venue(seller: Seller | None) -> dict[str, list[str]]:
    """Return the lines of the venue's address by language. There are none if the seller's page names no venue."""
    if seller is None:
        return {"en": [], "zh": []}
    place = " ".join(part for part in (seller.venue_postcode, seller.venue_city) if part)
    countries = in_both(lambda: country_name(str(seller.venue_country)) if seller.venue_country else "")
    return {
        language: [line for line in (seller.venue, seller.venue_address, place, country) if line]
        for language, country in zip(("en", "zh"), countries, strict=True)
    }
