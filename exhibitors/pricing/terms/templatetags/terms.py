from django import template

from ciie.web.markdown import as_html

register = template.Library()
register.filter("markdown", as_html)
