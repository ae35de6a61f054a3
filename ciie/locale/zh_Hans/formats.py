"""Chinese formats. Figures are grouped by thousands, not by ten thousands, as is usual at an international fair.

Billions are written in hundreds of millions.
"""

NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
MONTH_DAY_FORMAT = "n月j日"
SHORT_MONTH_DAY_FORMAT = "n月j日"
SHORT_MOMENT_FORMAT = "n月j日 H:i"
SHORT_WEEKDAY_FORMAT = "n月j日 D"
WEEKDAY_DATE_FORMAT = "Y年n月j日 l"
WEEKDAY_DATETIME_FORMAT = "Y年n月j日 l H:i"
PERIOD_BEGIN_FORMAT = "Y年n月j日"
PERIOD_END_FORMAT = "n月j日"
UNITS_OF_A_BILLION = 10
SMALL_UNITS_OF_A_LARGE_ONE = 10_000
