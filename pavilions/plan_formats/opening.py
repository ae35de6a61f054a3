"""One door for every plan file: bytes in, a drawing or a PlanFileError out, and nothing else."""

from django.utils.translation import gettext as _

from pavilions.plan_formats.choices import AS_THE_FILE_SAYS, ReadingChoices
from pavilions.plan_formats.drafting import draw_plan
from pavilions.plan_formats.drawing import PlanDrawing
from pavilions.plan_formats.geojson_source import is_feature_collection, read_feature_collection
from pavilions.plan_formats.pictures import open_picture
from pavilions.plan_formats.source import PlanSource, parsed_json, refused, stated_unit, table_of
from pavilions.vector_files import Picture, kind_of


def open_plan(content: bytes) -> PlanSource | Picture:
    """DXF, SVG, GeoJSON, CSV, XLSX or flat JSON, told apart by the bytes; `draw_plan` reads it as choices are."""
    if kind_of(content) is not None:
        return open_picture(content)
    try:
        document = parsed_json(content)
        if is_feature_collection(document):
            return read_feature_collection(document)
        return PlanSource(table_of(content), unit=stated_unit(document))
    except RecursionError as error:
        raise refused(_("The JSON is nested too deeply or holds an absurd number."), "broken_json") from error


def read_plan(content: bytes, choices: ReadingChoices = AS_THE_FILE_SAYS) -> PlanDrawing:
    return draw_plan(open_plan(content), choices)
