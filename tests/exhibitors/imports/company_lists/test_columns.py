import pytest

from exhibitors.office.imports.company_lists import LIST_COLUMNS, propose_company_mapping


@pytest.mark.parametrize(
    ("columns", "chosen"),
    [
        ("Company Name|Country/Region|Stand No.|Web site", {"name": 0, "country": 1, "booths": 2, "website": 3}),
        ("Firma|Land|Standnummer|Halle|Fläche", {"name": 0, "country": 1, "booths": 2, "halls": 3, "area_sqm": 4}),
        ("Raison sociale|Pays|Ville|Courriel", {"name": 0, "country": 1, "city": 2, "emails": 3}),
        ("Razón social|País|Sitio web", {"name": 0, "country": 1, "website": 2}),
        ("Название компании|Страна|Стенд|Площадь, м²", {"name": 0, "country": 1, "booths": 2, "area_sqm": 3}),
        (
            "公司名称|中文名称|国家/地区|展位号|面积(㎡)",
            {"name": 0, "name_local": 1, "country": 2, "booths": 3, "area_sqm": 4},
        ),
        ("회사명|국가|부스번호", {"name": 0, "country": 1, "booths": 2}),
        ("CompanyName|BoothNumber|ContactEmail|Width", {"name": 0, "booths": 1, "emails": 2}),
        ("slug|name|stand", {"external_id": 0, "name": 1, "booths": 2}),
        ("Contact name|Company|Company description", {"contact_name": 0, "name": 1, "description": 2}),
    ],
)
def test_propose_company_mapping_knows_headings_in_many_languages(columns: str, chosen: dict[str, int]) -> None:
    headings = columns.split("|")
    assert propose_company_mapping(headings).chosen == {name: headings[position] for name, position in chosen.items()}


def test_only_the_name_is_required() -> None:
    assert [field.name for field in LIST_COLUMNS if field.required] == ["name"]
