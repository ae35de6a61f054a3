"""What pages of the place have in common: the edition that is meant, and which day it is there."""

from datetime import date

from django.http import Http404

from ciie.kernel.clock import now
from ciie.kernel.days import day_of
from pavilions.editions.queries import current_edition
from pavilions.floor.models.edition import Edition


def edition_or_404() -> Edition:
    edition = current_edition()
    if edition is None:
        raise Http404
    return edition


def today_in(edition: Edition) -> date:
    return day_of(now(), edition.zone)
