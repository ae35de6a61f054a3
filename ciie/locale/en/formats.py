"""English for an international audience: the day before the month, the month in letters, and a 24-hour clock."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
MONTH_DAY_FORMAT = "j F"
SHORT_MONTH_DAY_FORMAT = "j M"
SHORT_MOMENT_FORMAT = "j M, H:i"
SHORT_WEEKDAY_FORMAT = "D j M"
WEEKDAY_DATE_FORMAT = "l j F Y"
WEEKDAY_DATETIME_FORMAT = "l j F Y, H:i"
PERIOD_BEGIN_FORMAT = "j F"
PERIOD_END_FORMAT = "j F Y"
UNITS_OF_A_BILLION = 1
SMALL_UNITS_OF_A_LARGE_ONE = 1_000
