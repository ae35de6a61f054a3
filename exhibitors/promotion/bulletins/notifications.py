"""Mails about published figures."""

from collections.abc import Sequence

from django.utils import translation

from ciie.mail.queue import Letter, queue_letters
from exhibitors.promotion.bulletins.queries import FallenFigure
from pavilions.floor.staff.queries import staff_allowed


def announce_figures_fallen(fallen: Sequence[FallenFigure]) -> None:
    """Mail everybody who may issue bulletins that a bulletin states more than is counted now; once for each figure."""
    letters = []
    for person in staff_allowed("exhibitors.issue_bulletins") if fallen else ():
        for each in fallen:
            bulletin = each.figure.bulletin
            with translation.override(person.language):
                words = {"figure": each.label, "said": each.said, "present": each.now, "bulletin_title": str(bulletin)}
            letters.append(
                Letter(
                    kind="figure_fell",
                    to=person.email,
                    language=person.language,
                    occasion=f"bulletin-figure-{each.figure.pk}-fell",
                    context={
                        **words,
                        **bulletin.edition.mail_names,
                        "bulletin": bulletin.pk,
                        "person": person.name,
                    },
                )
            )
    queue_letters(letters)
