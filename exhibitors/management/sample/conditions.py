"""The sample's terms of sale: payment schedule, cancellation fees and refunds, used in its settings and its terms."""

from decimal import Decimal

from exhibitors.money.sales.states import DueAfter, PartKind, ShareOf
from exhibitors.money.sales.terms_of_sale.cancellation import CancellationTerm
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm

SCHEDULE = (
    ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.SIGNATURE, days=7, in_business_days=True),
    ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.BEFORE_OPENING, days=60),
)
PARTNERS_SCHEDULE = (
    ScheduleTerm(PartKind.DEPOSIT, ShareOf.PERCENT, Decimal(30), DueAfter.SIGNATURE, days=10, in_business_days=True),
    ScheduleTerm(PartKind.BALANCE, ShareOf.REST, None, DueAfter.SIGNATURE, days=60),
)
FEES = (
    CancellationTerm(Decimal(20), days_before=120),
    CancellationTerm(Decimal(50), days_before=60),
    CancellationTerm(Decimal(100)),
)
REFUND_DAYS = 30
