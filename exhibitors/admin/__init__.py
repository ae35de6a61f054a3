from exhibitors.area_members import admin as area_members
from exhibitors.blocks import admin as blocks
from exhibitors.bookings import admin as bookings
from exhibitors.bulletins import admin as bulletins
from exhibitors.catalogue import admin as exhibits
from exhibitors.companies import admin as companies
from exhibitors.dashboard import admin as totals
from exhibitors.deals import admin as deals
from exhibitors.pricing import admin as prices
from exhibitors.roadshows import admin as roadshows

__all__ = [
    "area_members",
    "blocks",
    "bookings",
    "bulletins",
    "companies",
    "deals",
    "exhibits",
    "prices",
    "roadshows",
    "totals",
]
