from exhibitors.admin import bookings, bulletins, companies, deals, prices, roadshows, totals

__all__ = ["bookings", "bulletins", "companies", "deals", "prices", "roadshows", "totals"]
