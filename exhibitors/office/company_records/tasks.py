"""The periodic task that settles claims to companies."""

from celery import shared_task

from exhibitors.bookings.tasks import take_step
from exhibitors.companies.company_ownership.operations import settle_claim
from exhibitors.companies.company_ownership.queries import announced_requests


@shared_task(name="exhibitors.settle_claims_of_companies")
def settle_claims_of_companies() -> None:
    take_step(settle_claim, announced_requests)
