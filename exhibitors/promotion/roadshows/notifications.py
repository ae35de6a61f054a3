"""Mails to visitors of roadshows."""

from ciie.kernel.bilingual import both
from ciie.kernel.signed_links import link_token
from ciie.mail.queue import Letter, queue_letters
from exhibitors.promotion.roadshows.models import Roadshow, RoadshowRegistration
from exhibitors.promotion.roadshows.states import RegistrationState


def announce_registration(registration: RoadshowRegistration) -> None:
    """Mail the link by which a person confirms that the address is theirs. A repeated request sends it again.

    Anybody can have entered the address, so the mail repeats nothing else that was entered.
    """
    _write_to_visitor("roadshow_registration", registration, f"{registration.asked_at:%Y%m%d%H%M%S}", person="")


def announce_roadshow_cancelled(roadshow: Roadshow) -> None:
    _write_to_registered("roadshow_cancelled", roadshow)


def announce_roadshow_restored(roadshow: Roadshow) -> None:
    _write_to_registered("roadshow_restored", roadshow)


def announce_roadshow_moved(roadshow: Roadshow) -> None:
    """Mail the people registered that the day, the city or the venue has changed."""
    _write_to_registered("roadshow_moved", roadshow)


def _write_to_registered(kind: str, roadshow: Roadshow) -> None:
    """Mail everybody whose registration is confirmed."""
    roadshow.refresh_from_db(fields=["revision"])
    for registration in roadshow.registrations.filter(state=RegistrationState.CONFIRMED):
        registration.roadshow = roadshow
        _write_to_visitor(kind, registration, f"{roadshow.revision}", person=registration.name)


def _write_to_visitor(kind: str, registration: RoadshowRegistration, time: str, *, person: str) -> None:
    roadshow = registration.roadshow
    context = {
        "token": link_token("registration", registration.pk),
        "person": person,
        **both("title", roadshow.title, roadshow.title_zh),
        **both("city", roadshow.city, roadshow.city_zh),
        **both("venue", roadshow.venue, roadshow.venue_zh),
        "day": roadshow.held_date.isoformat(),
        **both("host", roadshow.host, roadshow.host_zh),
    }
    occasion = f"registration-{registration.pk}-{kind}-{time}"
    queue_letters([Letter(kind, registration.email, registration.language, occasion, context)])
