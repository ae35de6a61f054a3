"""How much of each booth columns take, also of booths that there are."""

import json
from collections import defaultdict

from django.db import migrations, models

from pavilions.geometry import obstructed_sqm


def measure(apps, schema_editor):
    columns = defaultdict(list)
    obstructions = apps.get_model("pavilions", "Obstruction").objects.filter(kind="column")
    for plan, ring in obstructions.values_list("plan_id", "footprint"):
        columns[plan].append([(x, y) for x, y in ring])
    booths = apps.get_model("pavilions", "Booth").objects
    with schema_editor.connection.cursor() as cursor:
        for plan, standing in columns.items():
            rows = list(booths.filter(plan_id=plan).values_list("pk", "footprint"))
            taken = obstructed_sqm([[(x, y) for x, y in ring] for _key, ring in rows], standing)
            found = [{"id": key, "sqm": str(sqm)} for (key, _ring), sqm in zip(rows, taken, strict=True) if sqm]
            cursor.execute(
                "UPDATE pavilions_booth AS booth SET obstructed_sqm = v.sqm"
                " FROM jsonb_to_recordset(%s::jsonb) AS v(id bigint, sqm numeric) WHERE booth.id = v.id",
                [json.dumps(found)],
            )


class Migration(migrations.Migration):
    dependencies = [("pavilions", "0036_planners_of_halls")]

    operations = [
        migrations.AddField(
            model_name="booth",
            name="obstructed_sqm",
            field=models.DecimalField(
                db_default=0,
                decimal_places=2,
                default=0,
                editable=False,
                max_digits=8,
                verbose_name="taken by columns (m²)",
            ),
        ),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
