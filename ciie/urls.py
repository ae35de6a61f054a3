from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from ciie.web import health
from ciie.web.metrics import metrics

urlpatterns = [
    path("api/v1/", include("exhibitors.urls.api")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("", include("ciie.web.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("ciie.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("pavilions.urls")),
    path("", include("exhibitors.urls")),
]

if settings.MAILBOX_DIR:
    urlpatterns += [path("mailbox/", include("ciie.mail.urls"))]
