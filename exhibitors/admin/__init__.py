from exhibitors.admin import bookings, companies, prices, totals

__all__ = ["bookings", "companies", "prices", "totals"]
