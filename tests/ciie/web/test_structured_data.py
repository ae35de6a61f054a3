import json

from ciie.web.structured_data import json_ld, organization


def test_nothing_blank_is_told_however_deep() -> None:
    thing = {
        "@type": "Event",
        "name": "Tea",
        "description": "",
        "organizer": organization(""),
        "location": {"@type": "Place", "name": "Stage", "containedInPlace": None},
        "performer": [{"@type": "Person", "name": "Ada", "affiliation": None}],
        "image": [],
    }
    assert json.loads(json_ld(thing)) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Tea",
        "location": {"@type": "Place", "name": "Stage"},
        "performer": [{"@type": "Person", "name": "Ada"}],
    }


def test_markup_of_others_does_not_end_the_script_element() -> None:
    hostile = {"name": "</script><script>alert(1)</script>&<!--", "organizer": organization("奶酪 </SCRIPT>")}
    written = json_ld(hostile)
    assert not {"<", ">", "&"} & set(written)
    assert "奶酪" in written
    assert json.loads(written) == {"@context": "https://schema.org", **hostile}
