"""Counting claims takes as long in a fair of 100,000 bookings as in one of ten: it begins with those of the company and
of the person.
"""

from django.db import migrations

COUNT_CLAIMS = """
CREATE OR REPLACE FUNCTION exhibitors_count_claims(for_edition bigint, for_company bigint, for_person bigint, at timestamptz)
RETURNS TABLE (
    verification text, blocked_reason text,
    held_booths bigint, held_sqm numeric,
    company_booths bigint, company_sqm numeric, company_bookings bigint,
    person_booths bigint, person_sqm numeric, person_bookings bigint,
    unverified_booths bigint, unverified_sqm numeric
) LANGUAGE plpgsql AS $$
DECLARE
    of_company bigint := hashtextextended('exhibitors.claims:' || for_edition || ':company:' || for_company, 0);
    of_person bigint := hashtextextended('exhibitors.claims:' || for_edition || ':person:' || for_person, 0);
BEGIN
    -- First lock, then look: each statement of a volatile function sees what was committed before it began.
    PERFORM pg_advisory_xact_lock(LEAST(of_company, of_person));
    PERFORM pg_advisory_xact_lock(GREATEST(of_company, of_person));
    RETURN QUERY
    -- The bookings are found by company and by person, and their claims by booking: never by edition or by state, of
    -- which there are as many as the fair has booths.
    WITH own AS MATERIALIZED (
        SELECT booking.holder_id, booking.edition_id, booking.state, booking.company_id, booking.contact_id
        FROM exhibitors_booking AS booking WHERE booking.company_id = for_company
        UNION
        SELECT booking.holder_id, booking.edition_id, booking.state, booking.company_id, booking.contact_id
        FROM exhibitors_booking AS booking WHERE booking.contact_id = for_person
    ), undecided AS MATERIALIZED (
        SELECT own.holder_id AS id, own.company_id = for_company AS by_company,
            own.contact_id = for_person AS by_person, company.verification <> 'verified' AS is_new
        FROM own JOIN exhibitors_company AS company ON company.id = own.company_id
        WHERE own.edition_id = for_edition AND own.state IN ('draft', 'submitted', 'waitlisted')
    ), claims AS MATERIALIZED (
        SELECT undecided.by_company, undecided.by_person, undecided.is_new, claim.state, claim.expires_at,
            claim.booth_id, claim.area_sqm
        FROM undecided JOIN pavilions_spaceclaim AS claim ON claim.holder_id = undecided.id
    ), applications AS MATERIALIZED (
        SELECT application.id, application.block_id, application.company_id, application.applied_by_id,
            application.area_sqm
        FROM exhibitors_blockapplication AS application
        WHERE application.company_id = for_company AND application.state = 'submitted'
        UNION
        SELECT application.id, application.block_id, application.company_id, application.applied_by_id,
            application.area_sqm
        FROM exhibitors_blockapplication AS application
        WHERE application.applied_by_id = for_person AND application.state = 'submitted'
    ), claimed AS (
        SELECT claims.by_company, claims.by_person, claims.is_new, claims.state = 'held' AS is_held,
            claims.booth_id, claims.area_sqm, NULL::bigint AS booking
        FROM claims WHERE claims.state = 'reserved' OR claims.state = 'held' AND claims.expires_at > at
        UNION ALL
        SELECT undecided.by_company, undecided.by_person, undecided.is_new, false, NULL, 0, undecided.id FROM undecided
        UNION ALL
        SELECT application.company_id = for_company, application.applied_by_id = for_person,
            company.verification <> 'verified', false, NULL, application.area_sqm, -application.id
        FROM applications AS application
        JOIN exhibitors_company AS company ON company.id = application.company_id
        WHERE for_edition = (
            SELECT agency.edition_id FROM exhibitors_booking AS agency WHERE agency.holder_id = application.block_id
        )
    ), counted AS (
        SELECT count(claimed.booth_id) FILTER (WHERE by_company AND is_held) AS held_booths,
            sum(claimed.area_sqm) FILTER (WHERE by_company AND is_held) AS held_sqm,
            count(claimed.booth_id) FILTER (WHERE by_company) AS company_booths,
            sum(claimed.area_sqm) FILTER (WHERE by_company) AS company_sqm,
            count(claimed.booking) FILTER (WHERE by_company) AS company_bookings,
            count(claimed.booth_id) FILTER (WHERE by_person) AS person_booths,
            sum(claimed.area_sqm) FILTER (WHERE by_person) AS person_sqm,
            count(claimed.booking) FILTER (WHERE by_person) AS person_bookings,
            count(claimed.booth_id) FILTER (WHERE by_person AND is_new) AS unverified_booths,
            sum(claimed.area_sqm) FILTER (WHERE by_person AND is_new) AS unverified_sqm
        FROM claimed
    )
    SELECT company.verification::text, company.claims_blocked_reason,
        counted.held_booths, COALESCE(counted.held_sqm, 0),
        counted.company_booths, COALESCE(counted.company_sqm, 0), counted.company_bookings,
        counted.person_booths, COALESCE(counted.person_sqm, 0), counted.person_bookings,
        counted.unverified_booths, COALESCE(counted.unverified_sqm, 0)
    FROM exhibitors_company AS company, counted WHERE company.id = for_company;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("exhibitors", "0021_edition_in_use")]

    operations = [migrations.RunSQL(COUNT_CLAIMS, migrations.RunSQL.noop)]
