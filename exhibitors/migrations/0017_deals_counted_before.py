"""What was counted until now enters the ledger, from the history of the deals."""

from django.db import migrations

from exhibitors.companies.names import normalise_company_name

ENTERED_AND_LEFT = """
INSERT INTO exhibitors_dealcount
    (deal_id, deals, amount_usd, rate_id, sector_id, kind, country, reason, noted_by_id, happened_at)
SELECT moved.pgh_obj_id, CASE WHEN moved.state = 'counted' THEN 1 ELSE -1 END,
    CASE WHEN moved.state = 'counted' THEN moved.amount_usd ELSE -moved.amount_usd_before END,
    CASE WHEN moved.state = 'counted' THEN moved.rate_id ELSE moved.rate_before END,
    moved.sector_id, moved.kind, company.country, '', person.id, moved.decided_at
FROM (
    SELECT event.*, lag(state) OVER moves AS before, lag(amount_usd) OVER moves AS amount_usd_before,
        lag(rate_id) OVER moves AS rate_before
    FROM exhibitors_dealevent AS event
    WINDOW moves AS (PARTITION BY pgh_obj_id ORDER BY pgh_id)
) AS moved
JOIN exhibitors_company AS company ON company.id = moved.company_id
LEFT JOIN accounts_user AS person ON person.id = moved.decided_by_id
WHERE (moved.state = 'counted') <> (coalesce(moved.before, '') = 'counted')
ORDER BY moved.pgh_id
"""
VERIFIED_BY = """
SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, person.id
FROM exhibitors_dealevent AS event JOIN accounts_user AS person ON person.id = event.decided_by_id
WHERE event.state = 'verified' ORDER BY pgh_obj_id, pgh_id DESC
"""


def enter(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ENTERED_AND_LEFT)
        cursor.execute(VERIFIED_BY)
        verified_by = dict(cursor.fetchall())
    for deal in apps.get_model("exhibitors", "Deal").objects.iterator():
        deal.normalized_buyer = normalise_company_name(deal.buyer)
        if deal.state in {"verified", "counted"}:
            deal.verified_by_id = verified_by.get(deal.pk)
        if deal.state == "counted":
            deal.counted_by_id = deal.decided_by_id
            if deal.verified_by_id == deal.counted_by_id:  # one person did both, which is no longer possible
                deal.verified_by_id = None
        deal.save(update_fields=["normalized_buyer", "verified_by", "counted_by"])


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0016_deal_counts"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
