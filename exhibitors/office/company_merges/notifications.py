"""Mails about merged companies to the owners of the merged one."""

from collections.abc import Iterable
from datetime import datetime

from ciie.accounts.models import User
from exhibitors.companies.models import Company
from exhibitors.companies.notifications import write_to_company


def announce_merged(merged: Company, survivor: Company, people: Iterable[User], *, at: datetime) -> None:
    write_to_company("company_merged", survivor, people, at=at, merged=merged.name)


def announce_merge_undone(merged: Company, survivor: Company, people: Iterable[User], *, at: datetime) -> None:
    write_to_company("company_merge_undone", merged, people, at=at, survivor=survivor.name)
