"""Warnings and notes about the reading of a drawing."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciie.kernel.wording import figure_words, list_words, sentences, with_note
from pavilions.drawings.plan_formats.drawing import Level, PlanProblem
from pavilions.drawings.plan_formats.pictures.booth_detection import DetectedBooths
from pavilions.drawings.plan_formats.pictures.texts import is_size
from pavilions.drawings.vector_files import Picture

MOST_NAMED = 30


def warnings_about(
    picture: Picture, found: DetectedBooths, gap: float, *, has_booth_layer: bool
) -> Iterator[PlanProblem]:
    if not has_booth_layer:
        sentence = _("Nothing in the drawing looks like booths. Choose the layers that contain them.")
        yield PlanProblem(Level.WARNING, "no_booth_layer", sentence)
    for booth in found.booths:
        if len(booth.numbers) > 1:
            numbers = tuple(sorted(text.number for text in booth.numbers))
            sentence = _(
                "No line separates these booths: %(numbers)s. Lines with gaps of up to %(gap)s cm are "
                "joined. Allow larger gaps, or choose the layer of the missing lines."
            )
            values = {"numbers": list_words(numbers[:MOST_NAMED]), "gap": f"{gap:g}"}
            yield PlanProblem(Level.WARNING, "booths_not_separated", sentence % values, numbers)
    yield from _without_partner(found)
    yield from _sizes_left_out(found)
    yield from _renamed(found)
    yield from _beside(found)
    if picture.left_out:
        names = list_words(with_note(name, count) for name, count in sorted(picture.left_out.items())[:MOST_NAMED])
        sentence = _("The drawing contains objects of kinds that are not read: %(kinds)s.") % {"kinds": names}
        yield PlanProblem(Level.NOTE, "kinds_not_read", sentence)


def _without_partner(found: DetectedBooths) -> Iterator[PlanProblem]:
    """Warn about numbers without a shape, and shapes without a number."""
    if found.unplaced:
        numbers = tuple(sorted({number.number for number in found.unplaced}))
        sentence = ngettext(
            "%(count)s number is not inside a closed shape: %(numbers)s.",
            "%(count)s numbers are not inside a closed shape: %(numbers)s.",
            len(numbers),
        )
        values = {"count": figure_words(len(numbers)), "numbers": list_words(numbers[:MOST_NAMED])}
        yield PlanProblem(Level.WARNING, "numbers_without_shape", sentence % values, numbers)
    if found.unnumbered:
        sentence = ngettext(
            "%(count)s closed shape on the booth layers contains no number and was left out.",
            "%(count)s closed shapes on the booth layers contain no number and were left out.",
            found.unnumbered,
        ) % {"count": figure_words(found.unnumbered)}
        if found.unread:
            sentence = sentences(sentence, _("Texts inside: %(texts)s.") % {"texts": _listed(found.unread)})
        yield PlanProblem(Level.WARNING, "shapes_without_number", sentence)


def _sizes_left_out(found: DetectedBooths) -> Iterator[PlanProblem]:
    texts = [text.number for text in found.sizes if not is_size(text.number)]
    if texts:
        sentence = ngettext(
            "%(count)s text made of digits only was not read as a booth number: %(texts)s. If it is one, "
            "choose so under “Numbers without letters”.",
            "%(count)s texts made of digits only were not read as booth numbers: %(texts)s. If they are, "
            "choose so under “Numbers without letters”.",
            len(texts),
        )
        values = {"count": figure_words(len(texts)), "texts": _listed(texts)}
        yield PlanProblem(Level.NOTE, "figures_left_out", sentence % values)


def _renamed(found: DetectedBooths) -> Iterator[PlanProblem]:
    if found.renamed:
        sentence = ngettext(
            "%(count)s booth shows a different number than the hidden data of its shape: %(booths)s. The "
            "visible number was used.",
            "%(count)s booths show different numbers than the hidden data of their shapes: %(booths)s. The "
            "visible numbers were used.",
            len(found.renamed),
        )
        pairs = [
            _("%(shown)s (hidden: %(hidden)s)") % {"shown": shown, "hidden": hidden} for shown, hidden in found.renamed
        ]
        numbers = tuple(shown for shown, _hidden in found.renamed)
        values = {"count": figure_words(len(pairs)), "booths": _listed(pairs)}
        yield PlanProblem(Level.WARNING, "number_differs", sentence % values, numbers)


def _beside(found: DetectedBooths) -> Iterator[PlanProblem]:
    if found.beside:
        sentence = ngettext(
            "%(count)s booth contains another text that looks like a booth number, unlike those of other booths. It "
            "was not read as one: %(booths)s.",
            "%(count)s booths contain other texts that look like booth numbers, unlike those of other booths. They "
            "were not read as such: %(booths)s.",
            len(found.beside),
        )
        pairs = [with_note(number, list_words(others)) for number, others in found.beside]
        numbers = tuple(number for number, _others in found.beside)
        values = {"count": figure_words(len(pairs)), "booths": _listed(pairs)}
        yield PlanProblem(Level.WARNING, "texts_beside_numbers", sentence % values, numbers)


def _listed(texts: Sequence[str]) -> str:
    """Join texts without repetitions, at most `MOST_NAMED`."""
    distinct = list(dict.fromkeys(texts))
    return list_words(distinct[:MOST_NAMED]) + ("…" if len(distinct) > MOST_NAMED else "")
