"""What companies and pavilions of the sample show, with debuts in every state."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.catalogue.models import Exhibit
from exhibitors.catalogue.operations.debuts import refuse_debut, verify_debut
from exhibitors.catalogue.operations.exhibit_pictures import add_picture
from exhibitors.catalogue.operations.exhibits import ExhibitTerms, add_exhibit, add_pavilion_exhibit, withdraw_exhibit
from exhibitors.catalogue.states import Debut
from exhibitors.management.sample.desk_work import Party
from exhibitors.management.sample.exhibit_goods import GOODS, GROUNDS, OF_ANY_PAVILION, OF_PAVILIONS, Goods
from exhibitors.management.sample.exhibit_pictures import exhibit_picture, words_for
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.national_pavilions.models.national_pavilion import NationalPavilion

DEBUTS = (Debut.WORLD, None, Debut.ASIA, Debut.CHINA, None, Debut.CHINA, None)
LONGEST_ARTICLE = 3
PICTURED_OF_NEWEST, PICTURED_OF_OTHERS = 60, 5
"""How many of the newest exhibits have a picture, and every how many-th of the others."""


def play_exhibits(
    edition: Edition,
    parties: Sequence[Party],
    pavilions: Sequence[NationalPavilion],
    *,
    organizer: User,
    at: datetime,
) -> None:
    """One exhibit or two of each party, and one of each pavilion; every third claimed debut waits, some are refused."""
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    exhibits: list[Exhibit] = []
    for number, party in enumerate(parties):
        for one in range(1 + number % 2):
            goods = GOODS[party.sector.code]
            own = _branded(goods[(number + one) % len(goods)], party.company.name)
            terms = _terms(own, party.sector, DEBUTS[(number + one) % len(DEBUTS)], number)
            added = at - timedelta(days=60 - number % 50)
            exhibits.append(add_exhibit(party.company.pk, edition.pk, terms, actor=party.contact, at=added))
    exhibits += _of_pavilions(pavilions, sectors, at)
    older, newest = exhibits[:-PICTURED_OF_NEWEST], exhibits[-PICTURED_OF_NEWEST:]
    _picture([*older[::PICTURED_OF_OTHERS], *newest], sectors, at)
    for number, exhibit in enumerate(exhibits):
        _settle(exhibit, number, organizer, at)


def _branded(goods: Goods, company: str) -> Goods:
    """Named after the first word of the company's name, or the first two if it begins with an article."""
    first, *others = company.split()
    brand = first if len(first) > LONGEST_ARTICLE else " ".join([first, *others[:1]])
    return goods._replace(name=f"{brand} {goods.name[0].lower()}{goods.name[1:]}", name_zh=f"{brand} {goods.name_zh}")


def _terms(goods: Goods, sector: Sector, debut: Debut | None, number: int) -> ExhibitTerms:
    terms = ExhibitTerms(
        sector_id=sector.pk,
        kind=goods.kind,
        category=goods.category,
        name=goods.name,
        name_zh=goods.name_zh,
        text=f"{goods.name}: made for the sample edition, with talks and tastings at the booth every day.",
        text_zh=f"{goods.name_zh}，展位每日现场演示与洽谈。",
    )
    return replace(terms, debut=debut, debut_grounds=GROUNDS[debut][number % len(GROUNDS[debut])]) if debut else terms


def _of_pavilions(pavilions: Sequence[NationalPavilion], sectors: Mapping[str, Sector], at: datetime) -> list[Exhibit]:
    exhibits = []
    for number, pavilion in enumerate(pavilions):
        sector, goods = OF_PAVILIONS.get(pavilion.country.code or pavilion.organization, OF_ANY_PAVILION)
        terms = _terms(goods, sectors[sector], DEBUTS[number % len(DEBUTS)], number)
        actor = pavilion.managers.first() or SYSTEM
        exhibits.append(add_pavilion_exhibit(pavilion.pk, terms, actor=actor, at=at - timedelta(days=20)))
    return exhibits


def _picture(exhibits: Sequence[Exhibit], sectors: Mapping[str, Sector], at: datetime) -> None:
    codes = {sector.pk: code for code, sector in sectors.items()}
    for number, exhibit in enumerate(exhibits):
        code = codes[exhibit.sector_id]
        words = words_for(code, exhibit.name)
        add_picture(exhibit.pk, exhibit_picture(code, number), alt_text=words, actor=SYSTEM, at=at)


def _settle(exhibit: Exhibit, number: int, organizer: User, at: datetime) -> None:
    """Two of three claims are judged; few are refused, and few exhibits withdrawn."""
    judged = at - timedelta(days=3)
    if exhibit.debut and number % 11 == 0:
        refuse_debut(exhibit.pk, reason="Shown at a fair in Guangzhou last year.", actor=organizer, at=judged)
    elif exhibit.debut and number % 3:
        verify_debut(exhibit.pk, actor=organizer, at=judged)
    if not number % 40:
        withdraw_exhibit(exhibit.pk, actor=SYSTEM, at=judged)
