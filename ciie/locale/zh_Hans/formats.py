"""Figures of an international fair are grouped by thousands in Chinese too, not by ten thousands."""

NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
MONTH_DAY_FORMAT = "n月j日"
SHORT_MONTH_DAY_FORMAT = "n月j日"
SHORT_MOMENT_FORMAT = "n月j日 H:i"
SHORT_WEEKDAY_FORMAT = "n月j日 D"
WEEKDAY_DATE_FORMAT = "Y年n月j日 l"
WEEKDAY_DATETIME_FORMAT = "Y年n月j日 l H:i"
