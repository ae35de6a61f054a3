"""Figures of an international fair are grouped by thousands in Chinese too, not by ten thousands."""

NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = ","
