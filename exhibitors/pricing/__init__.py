"""What space costs: rate cards with their rules, and quotes by them. Money is `Decimal`, in the edition's currency."""

from exhibitors.pricing.rate_cards import STANDARD_UNIT_SQM, Basis, Buyer, PriceCalculator, RuleKind

__all__ = ["STANDARD_UNIT_SQM", "Basis", "Buyer", "PriceCalculator", "RuleKind"]
