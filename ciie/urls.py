from django.conf import settings
from django.contrib import admin
from django.urls import URLResolver, include, path

from ciie.web import monitoring
from ciie.web.languages import LanguagePrefix, set_language

handler404 = "exhibitors.office.launch.views.not_found"
handler500 = "ciie.web.views.server_error"

urlpatterns = [
    path("api/v1/", include("exhibitors.urls.api")),
    path("healthz", monitoring.healthz, name="healthz"),
    path("readyz", monitoring.readyz, name="readyz"),
    path("metrics", monitoring.metrics, name="metrics"),
    path("", include("ciie.web.urls")),
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/", include("ciie.privacy.urls")),
    path("accounts/", include("ciie.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("pavilions.urls")),
    path("", include("exhibitors.urls")),
    URLResolver(
        LanguagePrefix(), [path("", include("pavilions.urls.public")), path("", include("exhibitors.urls.public"))]
    ),
]

if settings.MAILBOX_DIR:
    urlpatterns += [path("mailbox/", include("ciie.mail.urls"))]
