from exhibitors.admin import bookings, companies, deals, prices, roadshows, totals

__all__ = ["bookings", "companies", "deals", "prices", "roadshows", "totals"]
