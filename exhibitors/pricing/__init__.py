"""What a booth costs: pure arithmetic over plain values. Money is `Decimal`, in the edition's currency."""

from exhibitors.pricing.price_lists import STANDARD_UNIT_SQM, PriceList, Rate, RateKey, price_of

__all__ = ["STANDARD_UNIT_SQM", "PriceList", "Rate", "RateKey", "price_of"]
