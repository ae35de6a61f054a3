from exhibitors.admin import (
    area_members,
    blocks,
    bookings,
    bulletins,
    companies,
    deals,
    exhibits,
    prices,
    roadshows,
    totals,
)

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
