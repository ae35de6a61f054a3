"""The one way to change append-only tables: an erased person's names and addresses become a pseudonym.

Two functions of the database do so, which belong to the owner of the schema and are created anew after each `migrate`
from the map of personal data. They change no figure, no date, no link and no state; only texts, addresses and browsers.
The first one refuses an account that is not closed and an address that an account still has. See
`docs/decisions/erasure.md`.
"""

import json
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import GenericIPAddressField, JSONField

from ciie.audit.append_only import FORGET_ORIGINS, PSEUDONYMISE
from ciie.privacy.data_map import Entry, Erasure, Kind
from ciie.privacy.steps import ERASED_DOMAIN, Step, erasing_steps

FUNCTION = """
CREATE OR REPLACE FUNCTION public.{name}(account bigint, addresses text[], pseudonym text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    changed bigint;
    counts jsonb := '{{}}';
BEGIN
    IF pseudonym !~ '^erased-[0-9a-z]+$' THEN
        RAISE EXCEPTION 'Not a pseudonym: %', pseudonym;
    END IF;
    IF EXISTS (SELECT FROM accounts_user WHERE id = account
        AND (is_active OR email <> pseudonym || '@{domain}' OR name <> pseudonym)) THEN
        RAISE EXCEPTION 'Account % is not erased', account;
    END IF;
    IF EXISTS (SELECT FROM accounts_user WHERE lower(email) = ANY(addresses))
        OR EXISTS (SELECT FROM account_emailaddress WHERE lower(email) = ANY(addresses)) THEN
        RAISE EXCEPTION 'An account has one of these addresses';
    END IF;
    PERFORM set_config('ciie.pseudonymises', 'on', true);
{updates}
    PERFORM set_config('ciie.pseudonymises', '', true);
    RETURN counts;
END
$$
"""
UPDATE = """
    UPDATE {table} SET {changes} WHERE {found};
    GET DIAGNOSTICS changed = ROW_COUNT;
    counts := counts || jsonb_build_object('{label}', changed + coalesce((counts->>'{label}')::bigint, 0));
"""
WITH_KEYS = """(
    SELECT coalesce(jsonb_object_agg(key, CASE WHEN key IN ({keys}) THEN to_jsonb(pseudonym) ELSE value END), '{{}}')
    FROM jsonb_each({column})
)"""
FORGET = """
CREATE OR REPLACE FUNCTION public.{name}(events bigint[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    changed bigint;
BEGIN
    PERFORM set_config('ciie.pseudonymises', 'on', true);
    UPDATE audit_securityevent SET address = NULL, user_agent = ''
    WHERE id = ANY(events) AND at < now() - interval '{days} days';
    GET DIAGNOSTICS changed = ROW_COUNT;
    PERFORM set_config('ciie.pseudonymises', '', true);
    RETURN changed;
END
$$
"""
LEAST_DAYS = 30
"""No event of this many last days loses its origin, whatever the settings say."""
SIGNATURES = (f"{PSEUDONYMISE}(bigint, text[], text)", f"{FORGET_ORIGINS}(bigint[])")


def install(owner: BaseDatabaseWrapper) -> None:
    """Create the functions. The connection must be that of the tables' owner."""
    name = owner.ops.quote_name
    updates = "".join(_update(step, owner) for step in erasing_steps() if step.is_frozen)
    role = settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]
    with owner.cursor() as cursor:
        cursor.execute(FUNCTION.format(name=PSEUDONYMISE, domain=ERASED_DOMAIN, updates=updates))
        cursor.execute(FORGET.format(name=FORGET_ORIGINS, days=LEAST_DAYS))
        for signature in SIGNATURES:
            cursor.execute(f"REVOKE ALL ON FUNCTION public.{signature} FROM PUBLIC")
            if role != owner.settings_dict["USER"]:
                cursor.execute(f"GRANT EXECUTE ON FUNCTION public.{signature} TO {name(role)}")


def pseudonymise(account: int | None, addresses: tuple[str, ...], pseudonym: str) -> dict[str, int]:
    """Replace the names and addresses of an erased person in append-only tables.

    Return how many rows of each table were changed.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {PSEUDONYMISE}(%s::bigint, %s::text[], %s::text)", [account, list(addresses), pseudonym]
        )
        (counts,) = cursor.fetchone() or ("{}",)
    return dict(json.loads(counts))


def forget_origins(events: list[int]) -> int:
    """Empty the IP addresses and browsers of these events of the security log.

    Return how many were old enough.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FORGET_ORIGINS}(%s::bigint[])", [events])
        (changed,) = cursor.fetchone() or (0,)
    return int(changed)


def _update(step: Step, owner: BaseDatabaseWrapper) -> str:
    name = owner.ops.quote_name
    changes = ", ".join(f"{name(str(entry.field.column))} = {_value(entry, owner)}" for entry in step.changing)
    return UPDATE.format(
        table=name(step.model._meta.db_table), changes=changes, found=_found(step, owner), label=step.label
    )


def _found(step: Step, owner: BaseDatabaseWrapper) -> str:
    name = owner.ops.quote_name
    if step.path == "metadata__actor":
        return "metadata->>'actor' = account::text"
    field: Any = step.model._meta.get_field(step.path)
    column = name(str(field.column))
    return f"lower({column}) = ANY(addresses)" if step.by_address else f"{column} = account"


def _value(entry: Entry, owner: BaseDatabaseWrapper) -> str:
    """Return the SQL expression for the new value of the column."""
    column = owner.ops.quote_name(str(entry.field.column))
    keys = entry.personal.keys if entry.personal else ()
    if keys:
        return WITH_KEYS.format(keys=", ".join(f"'{key}'" for key in keys), column=column)
    if entry.erasure == Erasure.PSEUDONYM:
        if entry.kind == Kind.EMAIL and entry.model._meta.db_table != "accounts_userevent":
            key = owner.ops.quote_name(str(entry.model._meta.pk.column))
            return f"pseudonym || '.' || {key} || '@{ERASED_DOMAIN}'"
        return f"pseudonym || '@{ERASED_DOMAIN}'" if entry.kind == Kind.EMAIL else "pseudonym"
    if isinstance(entry.field, GenericIPAddressField) or entry.field.null:
        return "NULL"
    return "'{}'" if isinstance(entry.field, JSONField) else "''"
