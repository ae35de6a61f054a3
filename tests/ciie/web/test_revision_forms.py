import pytest
from django import forms

from ciie.web.revision_forms import RevisionForm


class NoteForm(RevisionForm):
    note = forms.CharField()


def test_the_form_brings_back_what_its_reader_saw() -> None:
    shown = NoteForm(initial={"revision": 7})
    assert '<input type="hidden" name="revision" value="7"' in str(shown["revision"])
    sent = NoteForm({"note": "x", "revision": "7"}, initial={"revision": 8})
    assert sent.is_valid()
    assert sent.seen == 7


@pytest.mark.parametrize("revision", [None, "", "seven", "-1", str(2**31), "7.5"])
def test_a_form_without_a_sensible_revision_is_refused_above_the_form(revision: str | None) -> None:
    sent = NoteForm({"note": "x"} | ({} if revision is None else {"revision": revision}), initial={"revision": 8})
    assert not sent.is_valid()
    assert "does not say which version you saw" in str(sent.non_field_errors())
