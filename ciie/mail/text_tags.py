"""The tags and filters that a letter's text may use besides placeholders."""

from django.template import Library
from django.template.defaultfilters import pluralize
from django.template.defaulttags import do_for, do_if

register = Library()
register.tag("if", do_if)
register.tag("for", do_for)
register.filter("pluralize", pluralize, is_safe=False)
