from exhibitors.admin import bookings, companies, deals, prices, totals

__all__ = ["bookings", "companies", "deals", "prices", "totals"]
