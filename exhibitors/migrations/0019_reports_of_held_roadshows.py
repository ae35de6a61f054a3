"""Roadshows held until now are reported from their history, and drafts of bulletins name their guest of honour."""

from django.db import migrations

REPORTED = """
INSERT INTO exhibitors_roadshowreport (roadshow_id, held_date, city, country, attendance, reason, reported_by_id,
    reported_at)
SELECT DISTINCT ON (event.pgh_obj_id) event.pgh_obj_id, event.held_date, event.city, event.country, event.attendance,
    '', person.id, coalesce((context.metadata ->> 'at')::timestamptz, event.pgh_created_at)
FROM exhibitors_roadshowevent AS event
LEFT JOIN pghistory_context AS context ON context.id = event.pgh_context_id
LEFT JOIN accounts_user AS person ON person.id = (context.metadata ->> 'actor')::bigint
WHERE event.state = 'held'
ORDER BY event.pgh_obj_id, event.pgh_id
"""
GUESTS = """
UPDATE exhibitors_bulletin AS bulletin SET guest_country = guest.country
FROM (
    SELECT DISTINCT ON (edition_id) edition_id, country FROM pavilions_nationalpavilion
    WHERE is_guest_of_honour AND stage NOT IN ('invited', 'declined') ORDER BY edition_id, holder_id
) AS guest
WHERE guest.edition_id = bulletin.edition_id AND bulletin.state IN ('draft', 'in_review')
"""


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0018_roadshow_reports"), ("accounts", "0001_initial")]
    operations = [
        migrations.RunSQL(REPORTED, migrations.RunSQL.noop),
        migrations.RunSQL(GUESTS, migrations.RunSQL.noop),
    ]
