"""The fields of a company's record: the one list that its form, admin, history, export and imports read.

A new field needs a field of `Company`, its migration, a line here, and a place on the pages of a company.
`tests/exhibitors/companies/test_fields.py` names what is missing.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ciie.kernel.errors import Sentence
from exhibitors.companies.models import Company

if TYPE_CHECKING:
    from django.db import models


@dataclass(frozen=True, slots=True)
class CompanyField:
    """A field of `Company` that people write.

    `headings` are the column headings under which lists of exhibitors provide it, likeliest first, in any language. A
    field without headings is never read from a list. `column` is the name of that column if it differs from the
    field's. `is_exported` says whether the file of companies has a column for it.
    """

    name: str
    headings: tuple[str, ...] = ()
    column: str = ""
    is_exported: bool = True

    @property
    def label(self) -> Sentence:
        return self._field.verbose_name

    @property
    def max_length(self) -> int | None:
        return self._field.max_length

    @property
    def _field(self) -> "models.Field[Any, Any]":
        return next(field for field in Company._meta.fields if field.name == self.name)


COMPANY_FIELDS: Final = (
    CompanyField(
        "name",
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
    ),
    CompanyField(
        "name_local",
        (
            "local name", "name local", "native name", "original name", "chinese name", "name zh", "name cn",
            "company name cn", "company name chinese", "中文名称", "公司中文名", "中文名",
        ),
    ),
    CompanyField(
        "country",
        (
            "country", "country or region", "country region", "country name", "country code", "nationality", "pays",
            "land", "país", "paese", "kraj", "ülke", "страна", "улс", "国家", "国家地区", "国别", "国", "国名", "국가",
            "البلد", "iso2", "country text",
        ),
    ),
    CompanyField("city", ("city", "town", "ville", "stadt", "ort", "ciudad", "città", "miasto", "город", "城市")),
    CompanyField(
        "address",
        ("address", "street address", "street", "postal address", "adresse", "straße", "strasse", "rue", "dirección",
         "calle", "indirizzo", "via", "adres", "ulica", "адрес", "улица", "地址", "街道"),
        is_exported=False,
    ),
    CompanyField(
        "website",
        ("website", "web site", "url", "homepage", "web", "www", "site web", "internet", "webseite", "sitio web",
         "sito web", "strona www", "сайт", "网站", "网址", "홈페이지"),
    ),
    CompanyField(
        "contact_email",
        ("contact email", "contact e mail", "email", "emails", "e mail", "email address", "mail", "courriel", "correo",
         "correo electrónico", "эл почта", "почта", "邮箱", "电子邮件", "이메일"),
        column="emails",
    ),
    CompanyField(
        "phone",
        ("phone", "telephone", "tel", "phone number", "téléphone", "telefon", "телефон", "电话"),
        is_exported=False,
    ),
    CompanyField(
        "registration_number",
        ("registration number", "company number", "siret", "handelsregister", "handelsregisternummer",
         "统一社会信用代码", "营业执照号"),
        is_exported=False,
    ),
    CompanyField(
        "description",
        ("description", "company description", "profile", "about", "company profile", "exhdesc t", "présentation",
         "beschreibung", "descripción", "descrizione", "opis", "описание", "简介", "公司简介", "企业简介"),
        is_exported=False,
    ),
)  # fmt: skip

FIELD_NAMES: Final = tuple(field.name for field in COMPANY_FIELDS)
