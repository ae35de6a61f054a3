from django.urls import path

from pavilions.drafts.views import editor, editor_api
from pavilions.plans.views import plan_files

app_name = "drafts"
urlpatterns = [
    path("<int:plan>/", editor.edit, name="editor"),
    path("<int:plan>/drawing/<slug:kind>/", plan_files.version_drawing, name="drawing"),
    path("<int:plan>/contents/", editor_api.contents, name="contents"),
    path("<int:plan>/changes/", editor_api.changes, name="changes"),
    path("<int:plan>/edits/", editor_api.edits, name="edits"),
    path("<int:plan>/undo/", editor_api.undo, name="undo"),
    path("<int:plan>/redo/", editor_api.redo, name="redo"),
]
