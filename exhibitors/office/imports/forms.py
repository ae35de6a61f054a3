"""The forms for a file that is to be imported, and for the choices about it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_countries import countries

from ciie.kernel.wording import figure_words, list_words
from ciie.tables.mapping import ColumnMapping
from ciie.web.forms import FormHelper, Row, Submit
from ciie.web.revision_forms import RevisionForm
from exhibitors.companies.country_names import recognise_country
from exhibitors.office.imports.company_lists import AskedRows, DoubtfulCountry, RowAnswer
from exhibitors.office.imports.company_lists.merging import MARK_LABELS
from exhibitors.office.imports.queries.matching import SimilarBand, SimilarChoice, SimilarCompanies
from pavilions.drawings.geometry import Unit
from pavilions.drawings.plan_formats import AreaBasis, AskedKind, Figures, KindAnswer, LayerReading, Part, Role
from pavilions.drawings.validators import validate_hall_name
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Hall, Sector

LARGEST_BYTES: Final = 25 * 1024 * 1024
MOST_DECISIONS: Final = 200
WITHOUT_EFFECT: Final = {"accept_good_rows", "similar", "publish", "revision", "previewed"}


class UploadForm(forms.Form):
    kind = forms.ChoiceField(label=_("File content"), widget=forms.RadioSelect)
    edition = forms.ModelChoiceField(Edition.objects.order_by("-number"), label=_("Edition"), empty_label=None)
    hall = forms.ModelChoiceField(
        Hall.objects.all(), label=_("Hall"), required=False, help_text=_("Only for a floor plan.")
    )
    new_hall = forms.CharField(
        label=_("Or the name of a new hall"),
        max_length=20,
        required=False,
        validators=[validate_hall_name],
        help_text=_("It is added with the outline in the file."),
    )
    sector = forms.ModelChoiceField(
        Sector.objects.all(),
        label=_("Sector"),
        required=False,
        help_text=_(
            "Only for a floor plan: for booths whose sector is stated neither in the file nor on the current plan."
        ),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A workbook (XLSX, XLS, XLSB, ODS), CSV or JSON; a floor plan also as DXF, SVG or GeoJSON. At most 25 MB."
        ),
    )

    helper = FormHelper(
        "kind", "edition", Row("hall", "new_hall"), "sector", "file", buttons=[Submit(_("Preview the file"))]
    )

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["kind"].initial = kinds[0][0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "floor_plan" and "new_hall" not in self.errors:
            self._clean_place(cleaned)
        file = cleaned.get("file")
        if file is not None and file.size > LARGEST_BYTES:
            self.add_error(
                "file",
                _(
                    "The file is larger than 25 MB. Upload a long list in parts; for a drawing, upload the "
                    "plan of the hall only."
                ),
            )
        return cleaned

    def _clean_place(self, cleaned: dict[str, Any]) -> None:
        hall, name = cleaned.get("hall"), cleaned.get("new_hall")
        if not (hall or name):
            self.add_error("hall", _("Choose the hall shown on the plan."))
        elif hall and name:
            self.add_error("new_hall", _("Choose a hall, or name a new one, but not both."))
        elif name and Hall.objects.filter(name__iexact=name).exists():
            self.add_error("new_hall", _("There is already a hall %(name)s. Choose it in the list.") % {"name": name})


class ImportForm(RevisionForm):
    """The form of a preview. `previewed` is the digest of what the page says that the import would do."""

    previewed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    accept_good_rows = forms.BooleanField(
        label=_("Import the valid rows and leave out the rejected ones"), required=False
    )

    @property
    def reads_otherwise(self) -> bool:
        """Whether a choice differs from what was shown in a way that changes how the file is read."""
        return any(
            not name.startswith(("row_", "band_", "merged_")) and name not in WITHOUT_EFFECT
            for name in self.changed_data
        )

    @property
    def choices(self) -> dict[str, Any]:
        """The choices in the shape in which they are kept with the file."""
        return {"accept_good_rows": self.cleaned_data["accept_good_rows"]}


class ColumnsForm(ImportForm):
    """One select for each of our fields, with the file's columns. The proposed column is selected."""

    def __init__(self, *args: Any, mapping: ColumnMapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", _("– not in the file –")), *((column, column) for column in mapping.columns)]
        for field in mapping.fields:
            self.fields[f"column_{field.name}"] = forms.ChoiceField(
                label=str(field.label).capitalize(),
                choices=columns,
                required=field.required,
                initial=mapping.chosen.get(field.name, ""),
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("column_")]

    @property
    def choices(self) -> dict[str, Any]:
        columns = {
            name.removeprefix("column_"): said for name, said in self.cleaned_data.items() if name[:7] == "column_"
        }
        return super().choices | {"columns": columns}


class CountryAnswerField(forms.CharField):
    """A country or region by name or code. It is cleaned to the code, or to a blank for no answer."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        guess = recognise_country(text)
        if not guess.is_sure or guess.code is None:
            raise forms.ValidationError(_("Choose a country or region from the list."), code="country_unknown")
        return guess.code


SIMILAR_CHOICES: Final = [
    (SimilarChoice.NEW.value, _("different companies: import as new")),
    (SimilarChoice.SAME.value, _("the same company: update it")),
    (SimilarChoice.SKIP.value, _("leave out")),
]
BAND_LABELS: Final = {
    SimilarBand.SAME_NAME: _("Same name, different or no country"),
    SimilarBand.CLOSE: _("Names at least 95% similar"),
    SimilarBand.FAR: _("Names less than 95% similar"),
}


class CompanyChoicesForm(ColumnsForm):
    similar = forms.ChoiceField(
        label=_("Rows similar to a known company"), choices=SIMILAR_CHOICES, initial=SimilarChoice.NEW
    )

    def __init__(
        self,
        *args: Any,
        similar_companies: Sequence[SimilarCompanies] = (),
        doubtful: Sequence[DoubtfulCountry] = (),
        asked: Sequence[AskedRows] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.spellings = [each.text for each in doubtful[:MOST_DECISIONS]]
        for position, each in enumerate(doubtful[:MOST_DECISIONS]):
            self.fields[f"spelling_{position}"] = CountryAnswerField(
                label=ngettext("“%(text)s” (%(rows)s row)", "“%(text)s” (%(rows)s rows)", each.rows)
                % {"text": each.text[:60], "rows": each.rows},
                required=False,
                max_length=100,
                help_text=list_words(countries.name(code) for code in each.candidates[:4]),
                widget=forms.TextInput(attrs={"list": "countries", "autocomplete": "off"}),
            )
        for asked_rows in asked[:MOST_DECISIONS]:
            self.fields[f"merged_{asked_rows.other_row_number}"] = _row_answer_field(asked_rows)
        self.band_counts = Counter(similar.band for similar in similar_companies)
        for band, count in sorted(self.band_counts.items(), key=lambda pair: list(SimilarBand).index(pair[0])):
            self.fields[f"band_{band}"] = forms.ChoiceField(
                label=_("%(band)s (%(count)s)") % {"band": BAND_LABELS[band], "count": figure_words(count)},
                choices=[("", _("as chosen for all")), *SIMILAR_CHOICES],
                required=False,
            )
        for similar in similar_companies[:MOST_DECISIONS]:
            known = [(str(one.pk), _("is %(name)s (%(country)s)") % _words(one)) for one, _score in similar.known[:5]]
            self.fields[f"row_{similar.row.row_number}"] = forms.ChoiceField(
                label=_("Row %(row)s, %(name)s") % {"row": similar.row.row_number, "name": similar.row.name},
                choices=[
                    ("", _("as chosen for all")),
                    *known,
                    (SimilarChoice.NEW.value, _("is a new company")),
                    (SimilarChoice.SKIP.value, _("leave out")),
                ],
                required=False,
            )

    @property
    def spelling_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("spelling_")]

    @property
    def merged_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("merged_")]

    @property
    def band_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("band_")]

    @property
    def decision_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("row_")]

    @property
    def choices(self) -> dict[str, Any]:
        decisions = {name[4:]: said for name, said in self.cleaned_data.items() if name.startswith("row_") and said}
        bands = {name[5:]: said for name, said in self.cleaned_data.items() if name.startswith("band_") and said}
        merged = {name[7:]: said for name, said in self.cleaned_data.items() if name.startswith("merged_") and said}
        answers = {text: self.cleaned_data[f"spelling_{at}"] for at, text in enumerate(self.spellings)}
        return super().choices | {
            "similar": self.cleaned_data["similar"],
            "decisions": decisions,
            "merged": merged,
            "bands": bands,
            "countries": {text: code for text, code in answers.items() if code},
        }


def _row_answer_field(asked: AskedRows) -> forms.ChoiceField:
    """Return the field for what a row with the name or number of an earlier one is.

    Without an answer, the row stays as it was read.
    """
    words = {"row": asked.row_number, "name": asked.other_name}
    same = _("the same company as row %(row)s, “%(name)s”") % words
    if asked.differs:
        proposal: Any = _("as read: a different company")
        reason: Any = _("%(field)s differs from row %(row)s, “%(name)s”") % {
            **words,
            "field": MARK_LABELS[asked.differs],
        }
    else:
        proposal, reason = _("as read: %(same)s") % {"same": same}, ""
    return forms.ChoiceField(
        label=_("Row %(row)s") % {"row": asked.other_row_number},
        choices=[
            ("", proposal),
            (RowAnswer.SAME.value, same),
            (RowAnswer.NEW.value, _("is a new company")),
            (RowAnswer.SKIP.value, _("leave out")),
        ],
        required=False,
        help_text=reason,
    )


class ScaledForm(ImportForm):
    """The choices for every kind of floor plan."""

    unit = forms.ChoiceField(
        label=_("Unit of the drawing"),
        choices=[("", _("as the file says")), *((unit.value, unit.value) for unit in Unit)],
        required=False,
    )
    cm_per_unit = forms.DecimalField(
        label=_("Scale: centimetres per unit"),
        required=False,
        min_value=0.0001,
        max_digits=12,
        help_text=_("Overrides the unit."),
    )
    known_booth = forms.CharField(
        label=_("A booth whose size you know"), required=False, max_length=20, help_text=_("Enter the booth number.")
    )
    known_metres = forms.DecimalField(
        label=_("Its longer side in metres"), required=False, min_value=0.1, max_value=1_000, max_digits=8
    )
    share_cm = forms.DecimalField(
        label=_("Share overlaps up to (cm)"), required=False, min_value=0, max_value=50, max_digits=4
    )
    area = forms.ChoiceField(label=_("Area of a booth"), choices=AreaBasis.choices, initial=AreaBasis.FILE)
    covering = forms.BooleanField(label=_("Import obstructions that cover booths"), required=False)
    publish = forms.BooleanField(
        label=_("Publish immediately, replacing the current plan"),
        required=False,
        help_text=_("Otherwise the plan is imported as a draft, which only the organizer's team sees."),
    )

    def __init__(self, *args: Any, asked_kinds: Sequence[AskedKind] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_kinds = asked_kinds[:MOST_DECISIONS]
        for position, asked in enumerate(self.asked_kinds):
            self.fields[f"kind_{position}"] = forms.ChoiceField(
                label=ngettext("“%(text)s” (%(rows)s row)", "“%(text)s” (%(rows)s rows)", len(asked.rows))
                % {"text": asked.text[:60], "rows": figure_words(len(asked.rows))},
                choices=[("", _("– not chosen yet –")), *KindAnswer.choices],
                required=False,
            )

    @property
    def kind_fields(self) -> list[forms.BoundField]:
        return [self[f"kind_{position}"] for position, _asked in enumerate(self.asked_kinds)]

    @property
    def choices(self) -> dict[str, Any]:
        said = self.cleaned_data
        kinds = {asked.key: said[f"kind_{position}"] for position, asked in enumerate(self.asked_kinds)}
        scale = str(said["cm_per_unit"]) if said["cm_per_unit"] else None
        return (
            super().choices
            | {name: said[name] for name in ("unit", "area", "covering", "publish")}
            | {"cm_per_unit": scale, "kinds": kinds, "share_cm": str(said["share_cm"]) if said["share_cm"] else None}
            | {
                "known_booth": said["known_booth"],
                "known_metres": str(said["known_metres"]) if said["known_metres"] else None,
            }
        )


class PlanChoicesForm(ScaledForm, ColumnsForm):
    second_corner = forms.BooleanField(
        label=_("Width and depth are the coordinates of the opposite corner"), required=False
    )
    y_up = forms.BooleanField(label=_("The y axis points upwards in the drawing"), required=False)

    @property
    def choices(self) -> dict[str, Any]:
        return super().choices | {name: self.cleaned_data[name] for name in ("second_corner", "y_up")}


class PictureChoicesForm(ScaledForm):
    """The choices for a vector drawing: what each of its layers shows, and how it is fitted into the hall."""

    gap_cm = forms.DecimalField(
        label=_("Join lines with gaps of up to (cm)"), min_value=0, max_value=100, max_digits=6, initial=5
    )
    figures = forms.ChoiceField(
        label=_("Numbers without letters (101, 102)"), choices=Figures.choices, initial=Figures.AUTO, required=False
    )
    upside_down = forms.BooleanField(label=_("Turn the drawing upside down"), required=False)
    right_m = forms.DecimalField(label=_("Shift to the right (m)"), required=False, max_digits=8, decimal_places=2)
    down_m = forms.DecimalField(
        label=_("Shift down (m)"), required=False, max_digits=8, decimal_places=2,
        help_text=_("Blank: positioned automatically."),
    )  # fmt: skip
    background = forms.BooleanField(
        label=_("Keep the rest of the drawing as background"),
        required=False,
        initial=True,
        help_text=_("For the organizer's team, unless it is shown on public pages in the editor."),
    )

    def __init__(self, *args: Any, layers: Sequence[LayerReading], parts: Sequence[Part] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parts:
            words = [
                (
                    position,
                    _("part %(part)s: %(first)s – %(last)s (booths: %(count)s)")
                    % {"part": position, "first": p.first, "last": p.last, "count": figure_words(p.booths)},
                )
                for position, p in enumerate(parts, start=1)
            ]
            self.fields["part"] = forms.TypedChoiceField(
                label=_("Part of the drawing"), choices=[(0, _("the whole drawing")), *words], coerce=int,
                help_text=_("From left to right."),
            )  # fmt: skip
        self.layers = layers
        for position, layer in enumerate(layers):
            own = [("", _("like the layers inside"))] if layer.is_block else []
            self.fields[f"layer_{position}"] = forms.ChoiceField(
                label=layer.name,
                choices=[*own, *Role.choices],
                required=not layer.is_block,
                initial=layer.role or "",
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    @property
    def layer_rows(self) -> list[tuple[LayerReading, forms.BoundField]]:
        """The layers of which the plan is made."""
        return [row for row in self._rows if not self._is_rest(row)]

    @property
    def other_rows(self) -> list[tuple[LayerReading, forms.BoundField]]:
        """The layers that are background or left out, and the blocks that are whatever their layers are."""
        return [row for row in self._rows if self._is_rest(row)]

    @property
    def _rows(self) -> list[tuple[LayerReading, forms.BoundField]]:
        return [(layer, self[f"layer_{position}"]) for position, layer in enumerate(self.layers)]

    @staticmethod
    def _is_rest(row: tuple[LayerReading, forms.BoundField]) -> bool:
        return row[0].role in {None, Role.BACKGROUND, Role.IGNORED}

    @property
    def choices(self) -> dict[str, Any]:
        said = self.cleaned_data
        moved = [said["right_m"], said["down_m"]]
        is_moved = any(length is not None for length in moved)
        return super().choices | {
            "layers": {layer.key: said[f"layer_{position}"] for position, layer in enumerate(self.layers)},
            "gap_cm": str(said["gap_cm"]),
            "moved_cm": [round((length or 0) * 100) for length in moved] if is_moved else None,
            "background": said["background"],
            "figures": said["figures"],
            "part": said.get("part", 0),
            "upside_down": said["upside_down"],
        }


def _words(known: Any) -> dict[str, str]:
    return {"name": known.name, "country": known.identity[1] or "–"}
