"""Addresses of a pavilion's own desk, as a part of the namespace `pavilion`, and of the public pages of pavilions."""

from django.urls import path

from pavilions.national.pavilion_desk.views import endings, pavilion_desk, pavilion_files, public_pavilions

desk = [
    path("organizer/pavilions/<int:pk>/end/<slug:to>/", endings.end, name="end"),
    path("organizer/pavilions/<int:pk>/take-back-decline/", endings.take_back, name="take_back_decline"),
    path("pavilion/", pavilion_desk.mine, name="mine"),
    path("pavilion/invitations/<int:pk>/", pavilion_desk.accept, name="accept"),
    path("pavilion/<int:pk>/", pavilion_desk.home, name="home"),
    path("pavilion/<int:pk>/profile/", pavilion_desk.profile, name="profile"),
    path("pavilion/<int:pk>/profile/<slug:language>/", pavilion_desk.profile_in, name="profile_in"),
    path("pavilion/<int:pk>/pictures/", pavilion_files.pictures, name="pictures"),
    path("pavilion/<int:pk>/pictures/<int:picture>/", pavilion_files.describe, name="describe"),
    path("pavilion/<int:pk>/pictures/<int:picture>/<slug:name>/", pavilion_files.arrange_picture, name="move_picture"),
    path("pavilion/<int:pk>/designs/", pavilion_files.designs, name="designs"),
    path("pavilion/<int:pk>/designs/<int:design>/file/", pavilion_files.design_file, name="design_file"),
    path("pavilion/<int:pk>/designs/<int:design>/<slug:name>/", pavilion_files.move_design, name="move_design"),
    path("pavilion/<int:pk>/contacts/", pavilion_desk.contacts, name="contacts"),
    path("pavilion/<int:pk>/contacts/<int:contact>/", pavilion_desk.contact, name="contact"),
    path("pavilion/<int:pk>/contacts/<int:contact>/remove/", pavilion_desk.drop_contact, name="drop_contact"),
    path("pavilion/<int:pk>/tasks/", pavilion_desk.tasks, name="tasks"),
    path("pavilion/<int:pk>/tasks/<int:task>/<slug:name>/", pavilion_desk.move_task, name="move_task"),
    path("pavilion/<int:pk>/space/", pavilion_desk.space, name="space"),
]
public = [
    path("", public_pavilions.list_pavilions, name="list"),
    path("<int:pk>/", public_pavilions.pavilion, name="pavilion"),
]
