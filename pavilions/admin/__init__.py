from pavilions.admin import ledger, pavilions, place, plans, programme, themed_areas

__all__ = ["ledger", "pavilions", "place", "plans", "programme", "themed_areas"]
