from django.urls import path

from pavilions.drafts.views import draft_editor, drafts
from pavilions.plans.views import plan_files

app_name = "drafts"
urlpatterns = [
    path("<int:plan>/", draft_editor.edit, name="editor"),
    path("<int:plan>/drawing/<slug:kind>/", plan_files.version_drawing, name="drawing"),
    path("<int:plan>/contents/", drafts.contents, name="contents"),
    path("<int:plan>/changes/", drafts.changes, name="changes"),
    path("<int:plan>/edits/", drafts.edits, name="edits"),
    path("<int:plan>/undo/", drafts.undo, name="undo"),
    path("<int:plan>/redo/", drafts.redo, name="redo"),
]
