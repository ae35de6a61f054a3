"""The menu of the admin: names as text, sorted as they are in the language of the page."""

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.utils import translation

from ciie.accounts.models import User
from ciie.web.admin_site import SortedAdminSite


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_names_are_text_in_their_order(rf: RequestFactory, language: str) -> None:
    request = rf.get("/")
    request.user = User(is_active=True, is_staff=True, is_superuser=True)
    with translation.override(language):
        apps = admin.site.get_app_list(request)
        names = [[model["name"] for model in app["models"]] for app in apps]
    assert len(apps) > 2
    assert isinstance(admin.site, SortedAdminSite)
    assert {type(name) for of_app in names for name in of_app} == {str}
    assert names == [sorted(of_app) for of_app in names]
    users = {"en": "People", "zh-hans": "人员"}[language]
    assert users in {name for of_app in names for name in of_app}
