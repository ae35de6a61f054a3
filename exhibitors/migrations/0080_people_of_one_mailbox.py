"""What a person claims is counted for all people whose addresses are of one mailbox."""

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
    of_mailbox text := (SELECT mailbox FROM accounts_user WHERE id = for_person);
    people bigint[] := ARRAY(SELECT id FROM accounts_user WHERE mailbox = of_mailbox);
    of_person bigint := hashtextextended('exhibitors.claims:' || for_edition || ':mailbox:' || of_mailbox, 0);
BEGIN
    -- First lock, then look: each statement of a volatile function sees what was committed before it began.
    PERFORM pg_advisory_xact_lock(LEAST(of_company, of_person));
    PERFORM pg_advisory_xact_lock(GREATEST(of_company, of_person));
    RETURN QUERY
    -- Bookings and applications are found by company and by person, and claims by booking. By edition or by state there
    -- are as many as the fair has booths: `+ 0` and `|| ''`, and FILTER in place of WHERE, keep the planner from those
    -- indexes, which it takes while tables are small and then goes on with.
    WITH undecided AS (
        SELECT booking.company_id = for_company AS by_company, booking.contact_id = ANY(people) AS by_person,
            booking.company_id, claimed.*
        FROM exhibitors_booking AS booking CROSS JOIN LATERAL (
            SELECT count(claim.booth_id) FILTER (WHERE claim.state = 'held' AND claim.expires_at > at) AS held,
                sum(claim.area_sqm) FILTER (WHERE claim.state = 'held' AND claim.expires_at > at) AS sqm_held,
                count(claim.booth_id) FILTER (
                    WHERE claim.state = 'reserved' OR claim.state = 'held' AND claim.expires_at > at
                ) AS booths,
                sum(claim.area_sqm) FILTER (
                    WHERE claim.state = 'reserved' OR claim.state = 'held' AND claim.expires_at > at
                ) AS sqm
            FROM pavilions_spaceclaim AS claim WHERE claim.holder_id = booking.holder_id
        ) AS claimed
        WHERE (booking.company_id = for_company OR booking.contact_id = ANY(people))
            AND booking.edition_id + 0 = for_edition AND booking.state || '' IN ('draft', 'submitted', 'waitlisted')
        UNION ALL
        SELECT application.company_id = for_company, application.applied_by_id = ANY(people), application.company_id,
            0, 0, 0, application.area_sqm
        FROM exhibitors_blockapplication AS application
        WHERE (application.company_id = for_company OR application.applied_by_id = ANY(people))
            AND application.state || '' = 'submitted' AND for_edition = (
                SELECT agency.edition_id FROM exhibitors_booking AS agency WHERE agency.holder_id = application.block_id
            )
    ), known AS (
        SELECT undecided.*, (
            SELECT company.verification <> 'verified' FROM exhibitors_company AS company
            WHERE company.id = undecided.company_id
        ) AS is_new
        FROM undecided
    )
    SELECT company.verification::text, company.claims_blocked_reason, counted.*
    FROM exhibitors_company AS company, (
        SELECT COALESCE(sum(held) FILTER (WHERE by_company), 0)::bigint,
            COALESCE(sum(sqm_held) FILTER (WHERE by_company), 0),
            COALESCE(sum(booths) FILTER (WHERE by_company), 0)::bigint,
            COALESCE(sum(sqm) FILTER (WHERE by_company), 0),
            count(*) FILTER (WHERE by_company),
            COALESCE(sum(booths) FILTER (WHERE by_person), 0)::bigint,
            COALESCE(sum(sqm) FILTER (WHERE by_person), 0),
            count(*) FILTER (WHERE by_person),
            COALESCE(sum(booths) FILTER (WHERE by_person AND is_new), 0)::bigint,
            COALESCE(sum(sqm) FILTER (WHERE by_person AND is_new), 0)
        FROM known
    ) AS counted
    WHERE company.id = for_company;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_mailboxes"), ("exhibitors", "0079_keys_of_look_alike_names")]

    operations = [migrations.RunSQL(COUNT_CLAIMS, migrations.RunSQL.noop)]
