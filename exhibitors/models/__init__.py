from exhibitors.models.api_request import ApiRequest
from exhibitors.models.area_member import ThemedAreaMember
from exhibitors.models.block import Block, BlockApplication
from exhibitors.models.booking import Booking, ConfirmationLetter, SpaceRequest
from exhibitors.models.bulletin import Bulletin, BulletinFigure
from exhibitors.models.co_exhibitor import CoExhibitor, CoExhibitorFee
from exhibitors.models.company import Company, CompanyInvitation, Membership, Participation
from exhibitors.models.deal import Deal, DealCount, ExchangeRate
from exhibitors.models.edition_use import EditionInUse
from exhibitors.models.exhibit import Exhibit, ExhibitPicture
from exhibitors.models.published_figure import BOUNDS, PublishedFigure
from exhibitors.models.reconciliation import ReconciliationRun
from exhibitors.models.roadshow import Roadshow, RoadshowRegistration, RoadshowReport
from exhibitors.models.running_totals import DailySnapshot, SpaceMovement, SpaceTotal
from exhibitors.models.tariff import Tariff

__all__ = [
    "BOUNDS",
    "ApiRequest",
    "Block",
    "BlockApplication",
    "Booking",
    "Bulletin",
    "BulletinFigure",
    "CoExhibitor",
    "CoExhibitorFee",
    "Company",
    "CompanyInvitation",
    "ConfirmationLetter",
    "DailySnapshot",
    "Deal",
    "DealCount",
    "EditionInUse",
    "ExchangeRate",
    "Exhibit",
    "ExhibitPicture",
    "Membership",
    "Participation",
    "PublishedFigure",
    "ReconciliationRun",
    "Roadshow",
    "RoadshowRegistration",
    "RoadshowReport",
    "SpaceMovement",
    "SpaceRequest",
    "SpaceTotal",
    "Tariff",
    "ThemedAreaMember",
]
