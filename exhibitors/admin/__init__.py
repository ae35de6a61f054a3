from exhibitors.admin import blocks, bookings, bulletins, companies, deals, exhibits, prices, roadshows, totals

__all__ = ["blocks", "bookings", "bulletins", "companies", "deals", "exhibits", "prices", "roadshows", "totals"]
