"""The headings under which exhibitor lists keep what we want, in the languages of the fairs they come from."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from ciie.tables.mapping import ColumnMapping, Field, propose_mapping

# Names ending in _t, _l and _la are Map Your Show's search fields.
COMPANY_FIELDS: Final = (
    Field(
        "name",
        _("company name"),
        (
            "company name", "company name en", "english name", "company", "exhibitor name", "exhibitor", "name",
            "organisation name", "organisation", "organization name", "organization", "firm", "account name",
            "legal name", "brand", "title", "occupant", "exhname t",
            "raison sociale", "société", "nom de la société", "entreprise", "exposant", "nom",
            "firmenname", "firma", "unternehmen", "aussteller", "ausstellername",
            "razón social", "empresa", "expositor", "nombre", "nome", "nome da empresa", "azienda", "espositore",
            "ragione sociale", "nazwa firmy", "nazwa", "wystawca", "bedrijf", "bedrijfsnaam", "şirket", "firma adı",
            "название компании", "наименование организации", "компания", "организация", "название", "наименование",
            "участник", "экспонент", "байгууллага", "компани", "нэр",
            "英文名称", "公司英文名", "企业名称", "公司名称", "单位名称", "展商名称", "参展商", "参展企业", "公司",
            "名称", "会社名", "出展者名", "企業名", "회사명", "업체명", "기업명", "참가업체", "اسم الشركة",
        ),
        required=True,
    ),
    Field(
        "name_local",
        _("name in its own script"),
        (
            "local name", "name local", "native name", "original name", "chinese name", "name zh", "name cn",
            "company name cn", "company name chinese", "中文名称", "公司中文名", "中文名",
        ),
    ),
    Field(
        "country",
        _("country or region"),
        (
            "country", "country or region", "country region", "country name", "country code", "nationality", "pays",
            "land", "país", "paese", "kraj", "ülke", "страна", "улс", "国家", "国家地区", "国别", "国", "国名", "국가",
            "البلد", "iso2", "country text",
        ),
    ),
    Field("city", _("city"), ("city", "town", "ville", "stadt", "ort", "ciudad", "città", "miasto", "город", "城市")),
    Field(
        "address",
        _("address"),
        ("address", "street address", "postal address", "adresse", "dirección", "indirizzo", "adres", "адрес", "地址"),
    ),
    Field(
        "website",
        _("website"),
        ("website", "web site", "url", "homepage", "web", "www", "site web", "internet", "webseite", "sitio web",
         "sito web", "strona www", "сайт", "网站", "网址", "홈페이지"),
    ),
    Field(
        "emails",
        _("contact e-mail"),
        ("contact email", "contact e mail", "email", "emails", "e mail", "email address", "mail", "courriel", "correo",
         "correo electrónico", "эл почта", "почта", "邮箱", "电子邮件", "이메일"),
    ),
    Field(
        "phone", _("phone"), ("phone", "telephone", "tel", "phone number", "téléphone", "telefon", "телефон", "电话")
    ),
    Field(
        "booths",
        _("booths"),
        (
            "booths", "booth number", "booth numbers", "booth no", "booth", "stand number", "stand no", "stand",
            "stands", "booth s", "booths la", "boothsdisplay la", "stand nr", "standnummer", "numéro de stand",
            "stoisko", "nr stoiska", "estand", "padiglione stand", "стенд", "номер стенда", "展位", "展位号", "展台",
            "小間番号", "부스", "부스번호",
        ),
    ),
    Field(
        "halls",
        _("hall"),
        ("hall", "halls", "hall number", "hallid la", "pavilion", "halle", "pabellón", "padiglione", "hala", "зал",
         "павильон", "展馆", "馆号", "홀"),
    ),
    Field(
        "sector",
        _("sector"),
        ("sector", "category", "categories", "exhibition area", "zone", "industry", "branche", "secteur", "categoría",
         "settore", "отрасль", "раздел", "展区", "行业", "类别"),
    ),
    Field(
        "area_sqm",
        _("area in m²"),
        ("area sqm", "area m2", "area", "sqm", "m2", "square metres", "square meters", "stand size", "booth size",
         "surface", "fläche", "superficie", "powierzchnia", "площадь", "面积", "展位面积"),
    ),
    Field(
        "description",
        _("description"),
        ("description", "company description", "profile", "about", "company profile", "exhdesc t", "présentation",
         "beschreibung", "descripción", "descrizione", "opis", "описание", "简介", "公司简介", "企业简介"),
    ),
    Field(
        "registration_number",
        _("registration number"),
        ("registration number", "company number", "vat number", "vat", "tax id", "siret", "handelsregister", "nip",
         "инн", "统一社会信用代码", "营业执照号"),
    ),
    Field(
        "external_id",
        _("number in the list"),
        ("exhibitor id", "external id", "exhid l", "exhibitor number", "company id", "record id", "id", "slug", "code",
         "编号", "序号"),
    ),
)  # fmt: skip


def propose_company_mapping(columns: Sequence[str]) -> ColumnMapping:
    return propose_mapping(columns, COMPANY_FIELDS)
