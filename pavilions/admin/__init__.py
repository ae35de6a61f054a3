from pavilions.admin import ledger, pavilions, place, plans, programme

__all__ = ["ledger", "pavilions", "place", "plans", "programme"]
