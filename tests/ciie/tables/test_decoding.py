import pytest

from ciie.tables.reading import read_table
from ciie.tables.table import TableError

_TEXTS = {
    "chinese": "公司名称,国家,展位\n上海贸易有限公司,中国,A01\n北京科技股份有限公司,中国,A02\n",
    "russian": "Название;Страна;Стенд\nООО Ромашка;Россия;A12\nЮнайтед Инженеринг ХХК;Монголия;B1\n",
    "german": "Firma;Land;Stand\nMüller & Söhne GmbH;Österreich;A1\nGröße Straßenbau;Schweiz;A2\n",
    "french": "Société;Pays;Stand\nSociété Générale d’Équipement;Côte d’Ivoire;A1\n",
    "polish": "Firma;Kraj;Stoisko\nŻółta Łódź;Polska;A1\nSpółka Śląska Węgiel;Polska;A2\n",
    "japanese": "会社名,国,小間\n株式会社東京製作所,日本,A1\nトヨタ自動車,日本,A2\n",
    "korean": "회사명,국가,부스\n삼성전자,대한민국,A1\n현대자동차,대한민국,A2\n",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_decode_is_certain_of_unicode(encoding: str) -> None:
    table = read_table("Company name,Country of origin\nЮнайтед Ltd,中国\n".encode(encoding))
    assert table.columns == ("Company name", "Country of origin")
    assert table.rows[0].cells == ("Юнайтед Ltd", "中国")
    assert table.notes == ()


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("chinese", "gb18030"),
        ("russian", "cp1251"),
        ("german", "cp1252"),
        ("french", "cp1252"),
        ("polish", "cp1250"),
        ("japanese", "cp932"),
        ("korean", "cp949"),
    ],
)
@pytest.mark.parametrize("plain_rows", [0, 300])
def test_decode_guesses_old_encodings_and_says_so(language: str, encoding: str, plain_rows: int) -> None:
    text = _TEXTS[language]
    separator = ";" if ";" in text else ","
    plain = separator.join(["Smith & Sons Ltd", "United Kingdom", "C1\n"]) * plain_rows
    table = read_table((text + plain).encode(encoding))
    expected = [tuple(line.split(separator)) for line in text.splitlines()]
    assert [table.columns, *(row.cells for row in table.rows[: len(expected) - 1])] == expected
    assert list(map(str, table.notes)) == [
        f"The file does not say its encoding; it was read as {encoding}. Check names with special letters."
    ]


def test_decode_reads_a_single_accent_as_western() -> None:
    assert read_table("Name,City\nCafé Ltd,Paris\n".encode("cp1252")).rows[0].cells == ("Café Ltd", "Paris")


def test_decode_refuses_broken_unicode_behind_its_mark() -> None:
    with pytest.raises(TableError) as refusal:
        read_table(b"\xef\xbb\xbfName,City\n\xff\xfe\xff,Paris\n")
    assert refusal.value.code == "not_text"
