"""The URLs of every package, except those of public pages, which have one in each language."""

from django.urls import include, path, re_path

from pavilions.floor.staff.views import set_up
from pavilions.national.national_pavilions import views as national_pavilions
from pavilions.national.pavilion_desk import urls as pavilion_desk
from pavilions.national.programme import urls as programme
from pavilions.plans.drafts.views import editor, editor_api, hall_plans
from pavilions.plans.drafts.views.sheets import version_sheet
from pavilions.plans.layout.views import layouts
from pavilions.plans.layout.views.more_booths import more_booths
from pavilions.plans.publishing.views import safety_report
from pavilions.plans.simulation import views as simulation
from pavilions.plans.venue.views import halls, sectors, tracing
from pavilions.plans.views.plan_files import version_drawing
from pavilions.texts.site_pages import urls as site_pages

plans = [
    path("", hall_plans.list_plans, name="list"),
    path("generate/", layouts.generate_layout, name="generate"),
    path("proposals/", layouts.propose_layouts, name="proposals"),
    path("export/<slug:kind>/", hall_plans.list_plans, name="export"),
    path("new-hall/", halls.add, name="add_hall"),
    path("new-hall/trace/", tracing.upload, name="trace"),
    re_path(r"^new-hall/trace/(?P<digest>[0-9a-f]{64})\.webp$", tracing.picture, name="sheet"),
    re_path("^new-hall/trace/(?P<digest>[0-9a-f]{64})/$", tracing.trace_hall, name="trace_sheet"),
    path("halls/<name:hall>/outline/", halls.change, name="hall"),
    path("halls/<name:hall>/draft/", hall_plans.draft, name="draft"),
    path("halls/<name:hall>/simulations/", simulation.simulations, name="simulations"),
    path("simulations/<int:pk>/", simulation.simulation, name="simulation"),
    path("reports/<int:publication>/", safety_report, name="safety_report"),
    path("drafts/<int:pk>/discard/", hall_plans.discard, name="discard"),
]
drafts = [
    path("<int:plan>/", editor.edit, name="editor"),
    path("<int:plan>/drawing/<slug:kind>/", version_drawing, name="drawing"),
    path("<int:plan>/sheet/<slug:kind>/", version_sheet, name="sheet"),
    path("<int:plan>/background/", editor.share_background, name="background"),
    path("<int:plan>/outline/", halls.outline, name="outline"),
    path("<int:plan>/more-booths/", more_booths, name="more_booths"),
    path("<int:plan>/contents/", editor_api.contents, name="contents"),
    path("<int:plan>/changes/", editor_api.changes, name="changes"),
    path("<int:plan>/safety/", editor_api.safety, name="safety"),
    path("<int:plan>/edits/", editor_api.edits, name="edits"),
    path("<int:plan>/undo/", editor_api.undo, name="undo"),
    path("<int:plan>/redo/", editor_api.redo, name="redo"),
]
sector_pages = [
    path("", sectors.list_sectors, name="list"),
    path("new/", sectors.add, name="add"),
    path("<int:pk>/", sectors.change, name="edit"),
]
pavilion = [
    path("organizer/pavilions/", national_pavilions.board, name="list"),
    path("organizer/pavilions/list/", national_pavilions.list_pavilions, name="table"),
    path("organizer/pavilions/export/<slug:kind>/", national_pavilions.list_pavilions, name="export"),
    path("organizer/pavilions/history/", national_pavilions.history, name="history"),
    path("organizer/pavilions/history/export/<slug:kind>/", national_pavilions.history, name="history_export"),
    path("organizer/pavilions/deadlines/", national_pavilions.deadlines, name="deadlines"),
    path("organizer/pavilions/invite/", national_pavilions.invite, name="invite"),
    path("organizer/pavilions/<int:pk>/", national_pavilions.show, name="show"),
    path("organizer/pavilions/<int:pk>/move/", national_pavilions.move, name="move"),
    path("organizer/pavilions/<int:pk>/due/", national_pavilions.set_due, name="set_due"),
    path("organizer/pavilions/<int:pk>/honour/", national_pavilions.honour, name="honour"),
    path("organizer/pavilions/<int:pk>/space/", national_pavilions.give, name="give"),
    path("organizer/pavilions/<int:pk>/area/", national_pavilions.give_some_area, name="give_area"),
    path("organizer/pavilions/<int:pk>/take-back/", national_pavilions.take_back, name="take_back"),
    path("organizer/pavilions/<int:pk>/managers/", national_pavilions.invite_person, name="invite_person"),
    path("organizer/pavilions/<int:pk>/managers/<int:person>/", national_pavilions.dismiss, name="dismiss"),
    path(
        "organizer/pavilions/<int:pk>/invitations/<int:invitation>/",
        national_pavilions.withdraw_invitation,
        name="withdraw_invitation",
    ),
    *pavilion_desk.desk,
]
urlpatterns = [
    path("set-up/", set_up, name="set_up"),
    path("organizer/staff/", include("pavilions.floor.staff.urls")),
    path("organizer/country-names/", include("pavilions.texts.countries.urls")),
    path("organizer/plans/", include((plans, "hall_plans"))),
    path("organizer/drafts/", include((drafts, "drafts"))),
    path("organizer/sectors/", include((sector_pages, "sectors"))),
    path("organizer/rules/", include("pavilions.plans.safety.urls")),
    path("organizer/editions/", include("pavilions.floor.editions.urls")),
    path("organizer/areas/", include("pavilions.plans.themed_areas.urls")),
    path("organizer/programme/", include((programme.events, "programme"))),
    path("organizer/topics/", include((programme.topics, "topics"))),
    path("organizer/site-pages/", include((site_pages.desk, "site_pages"))),
    path("organizer/mail/", include("pavilions.texts.mail_texts.urls")),
    path("", include((pavilion, "pavilion"))),
]
