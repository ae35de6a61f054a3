"""What of an edition cannot change any more once exhibitors' records stand on it."""

from django.utils.translation import gettext_lazy as _

from ciie.kernel.guards import frozen_while
from pavilions.floor.models.edition import Edition


def _rows_in(*tables: str) -> list[str]:
    return [f"FROM exhibitors_{table} WHERE edition_id = OLD.id" for table in tables]


class EditionInUse(Edition):
    """The same editions. Here is what freezes them, since the place does not know of prices and results."""

    class Meta:
        proxy = True
        triggers = [
            frozen_while(
                *_rows_in("publishedfigure", "bulletin", "dailysnapshot", "deal", "roadshow", "participation"),
                name="edition_number_recorded",
                fields=("number",),
                field="number",
                sentence=_(
                    "The number stays: figures, bulletins, deals or other records of this edition stand on it. "
                    "Create another edition instead."
                ),
            ),
            frozen_while(
                *_rows_in("publishedfigure", "bulletin", "dailysnapshot", "deal"),
                name="edition_time_zone_recorded",
                fields=("time_zone",),
                field="time_zone",
                sentence=_(
                    "The time zone stays: figures, bulletins or deals of this edition are dated in it, and their days "
                    "would change."
                ),
            ),
            frozen_while(
                *_rows_in("tariff", "deal", "coexhibitorfee"),
                name="edition_currency_in_use",
                fields=("currency",),
                field="currency",
                sentence=_(
                    "The currency stays: prices, fees or deals of this edition are in it, and their numbers would mean "
                    "something else. Remove them first, or create another edition."
                ),
            ),
        ]
