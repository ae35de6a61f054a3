"""Rows of the venue and its editions changed on their pages of the admin."""

from typing import Any

from django.test import Client
from django.urls import reverse

from pavilions.floor.models.allotment import Allotment
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector


def typed(answer: Any) -> dict[str, Any]:
    """What a browser sends of the form that was shown."""
    form = answer.context["adminform"].form
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        parts = bound.field.widget.decompress(value) if hasattr(bound.field.widget, "decompress") else None
        if parts is not None:
            sent |= {f"{bound.html_name}_{n}": str(part) for n, part in enumerate(parts)}
        elif value is not None:
            sent[bound.html_name] = value
    return sent


def change(admin_client: Client, row: Edition | Hall | Sector | Allotment, **values: object) -> Any:
    url = reverse(f"admin:pavilions_{row._meta.model_name}_change", args=[row.pk])
    return admin_client.post(url, typed(admin_client.get(url)) | values)


def errors(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = answer.context["adminform"].form.errors
    return found
