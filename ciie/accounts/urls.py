from django.urls import URLPattern, URLResolver, include, path, re_path

from ciie.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", views.profile, name="profile"),
    path("sessions/", views.sessions, name="sessions"),
    path("sessions/<int:pk>/end/", views.end_one_session, name="end_session"),
    path("sessions/end/", views.end_other_sessions, name="end_other_sessions"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/new/", views.new_token, name="new_token"),
    path("tokens/<int:pk>/end/", views.end_token, name="end_token"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", views.ConfirmEmail.as_view(), name="account_confirm_email"),
    path("2fa/recovery-codes/", views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/download/", views.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("", include("allauth.urls")),
]
