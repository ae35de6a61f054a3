from django.urls import path

from pavilions.plans.safety import views

app_name = "safety"
urlpatterns = [
    path("", views.rule_sets, name="sets"),
    path("choose/", views.choose, name="choose"),
    path("choices/<int:pk>/remove/", views.remove_chosen, name="remove_choice"),
    path("load/", views.load, name="load"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.rule_set, name="set"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/add/", views.add_rule, name="add_rule"),
    path("rules/<int:pk>/", views.rule, name="rule"),
    path("rules/<int:pk>/remove/", views.remove_rule, name="remove_rule"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    path("plans/<int:pk>/accept/", views.grant, name="grant"),
    path("plans/<int:pk>/exceptions/<int:exception>/withdraw/", views.withdraw, name="withdraw"),
]
