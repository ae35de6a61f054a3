from exhibitors.admin import bookings, bulletins, companies, deals, exhibits, prices, roadshows, totals

__all__ = ["bookings", "bulletins", "companies", "deals", "exhibits", "prices", "roadshows", "totals"]
