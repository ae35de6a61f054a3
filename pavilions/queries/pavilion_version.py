"""A version of what the public pages of pavilions tell; it changes whenever any of it does."""

from ciie.kernel.statements import row_of

# Pavilions, profiles, editions and events have a history, allotments count their changes, pictures are few: the newest
# keys and the row versions say whether anything has happened.
VERSION = """
SELECT
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_nationalpavilionevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_pavilionprofileevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_editionevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_programmeeventevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_floorplanevent),
    (SELECT coalesce(max(pgh_id), 0) FROM pavilions_themedareaevent),
    (SELECT coalesce(sum(revision), 0) FROM pavilions_allotment),
    (SELECT md5(coalesce(string_agg(id || '.' || xmin::text, ',' ORDER BY id), '')) FROM pavilions_pavilionpicture)
"""


def pavilions_version() -> str:
    """One cheap statement."""
    return "-".join(map(str, row_of(VERSION, {}) or ()))
