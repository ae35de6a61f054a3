from django.urls import path

from exhibitors.promotion.directory import views as directory

app_name = "directory"
urlpatterns = [
    path("", directory.exhibits, name="exhibits"),
    path("exhibitors/", directory.exhibitors, name="exhibitors"),
    path("exhibits/<int:pk>/", directory.exhibit, name="exhibit"),
    path("companies/<int:pk>/", directory.company, name="company"),
    path("pavilions/<int:pk>/", directory.pavilion, name="pavilion"),
]
