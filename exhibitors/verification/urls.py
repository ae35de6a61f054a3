from django.urls import path

from exhibitors.verification import views

app_name = "verification"
urlpatterns = [path("<uuid:public_id>/", views.document, name="document")]
