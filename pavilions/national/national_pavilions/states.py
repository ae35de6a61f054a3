"""States and choices of national pavilions besides their stages: designs, contacts, tasks, languages of profiles."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ciie.kernel.lifecycle import Lifecycle
from ciie.web.badges import Badge, register_badges


class DesignState(TextChoices):
    """The state of one version of a pavilion's design. A submitted version is changed only by a new one."""

    DRAFT = "draft", _("not yet submitted")
    SUBMITTED = "submitted", _("in review")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned for change")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")


register_badges(
    "design_state",
    {
        DesignState.DRAFT: Badge(pgettext_lazy("design state", "Not yet submitted"), "pencil", "badge-outline"),
        DesignState.SUBMITTED: Badge(pgettext_lazy("design state", "In review"), "hourglass", "badge-amber"),
        DesignState.APPROVED: Badge(pgettext_lazy("design state", "Approved"), "circle-check", "badge-green"),
        DesignState.RETURNED: Badge(pgettext_lazy("design state", "Returned for change"), "undo-2", "badge-red"),
        DesignState.WITHDRAWN: Badge(pgettext_lazy("design state", "Withdrawn"), "ban", "badge-pale"),
        DesignState.SUPERSEDED: Badge(pgettext_lazy("design state", "Superseded"), "layers", "badge-pale"),
    },
)


DESIGN_LIFECYCLE = Lifecycle.of(
    initial=[DesignState.DRAFT],
    transitions={
        DesignState.DRAFT: [DesignState.SUBMITTED, DesignState.WITHDRAWN],
        DesignState.SUBMITTED: [DesignState.APPROVED, DesignState.RETURNED, DesignState.WITHDRAWN],
        DesignState.APPROVED: [DesignState.SUPERSEDED],
        DesignState.RETURNED: [],
        DesignState.WITHDRAWN: [],
        DesignState.SUPERSEDED: [],
    },
)


class ContactKind(TextChoices):
    COMMISSIONER = "commissioner", _("commissioner general")
    CONTRACTOR = "contractor", _("stand contractor")
    PRESS = "press", _("press")
    LOGISTICS = "logistics", _("logistics")
    OTHER = "other", _("other")


class StandardTask(TextChoices):
    """A task that every pavilion gets once it has confirmed."""

    SPACE = "space", _("State how much space you need, and where")
    PROFILE = "profile", _("Write the profile of the pavilion")
    PICTURES = "pictures", _("Upload pictures for the public page")
    CONTRACTOR = "contractor", _("Name the stand contractor")
    DESIGN = "design", _("Submit the design of the stand")
    PROGRAMME = "programme", _("Plan the events of the pavilion")


HOST_COUNTRY = "CN"
TERRITORIES = (
    *("AQ", "AS", "AI", "AW", "AX", "BL", "BM", "BQ", "BV", "CC", "CK", "CW", "CX", "EH", "FK", "FO", "GF", "GG"),
    *("GI", "GL", "GP", "GS", "GU", "HK", "HM", "IM", "IO", "JE", "KY", "MF", "MO", "MP", "MQ", "MS", "NC", "NF"),
    *("NU", "PF", "PM", "PN", "PR", "RE", "SH", "SJ", "SX", "TC", "TF", "TK", "TW", "UM", "VG", "VI", "WF", "XK"),
    "YT",
)
"""Codes in the list of countries that are not members or observers of the United Nations.

Choosing one by mistake is easily overlooked, so an invitation to it requires confirmation.
"""


class ReminderKind(TextChoices):
    DUE_SOON = "due_soon", _("due within seven days")
    OVERDUE = "overdue", _("overdue")


class ProfileLanguage(TextChoices):
    """The languages in which a pavilion may present itself, each in its own language."""

    ENGLISH = "en", "English"
    CHINESE = "zh-hans", "简体中文"
    ALBANIAN = "sq", "Shqip"
    AMHARIC = "am", "አማርኛ"
    ARABIC = "ar", "العربية"
    ARMENIAN = "hy", "Հայերեն"
    AZERBAIJANI = "az", "Azərbaycanca"
    BELARUSIAN = "be", "Беларуская"
    BENGALI = "bn", "বাংলা"
    BOSNIAN = "bs", "Bosanski"
    BULGARIAN = "bg", "Български"
    BURMESE = "my", "မြန်မာဘာသာ"
    CROATIAN = "hr", "Hrvatski"
    CZECH = "cs", "Čeština"
    DANISH = "da", "Dansk"
    DUTCH = "nl", "Nederlands"
    ESTONIAN = "et", "Eesti"
    FILIPINO = "fil", "Filipino"
    FINNISH = "fi", "Suomi"
    FRENCH = "fr", "Français"
    GEORGIAN = "ka", "ქართული"
    GERMAN = "de", "Deutsch"
    GREEK = "el", "Ελληνικά"
    HEBREW = "he", "עברית"
    HINDI = "hi", "हिन्दी"
    HUNGARIAN = "hu", "Magyar"
    ICELANDIC = "is", "Íslenska"
    INDONESIAN = "id", "Bahasa Indonesia"
    ITALIAN = "it", "Italiano"
    JAPANESE = "ja", "日本語"
    KAZAKH = "kk", "Қазақша"
    KHMER = "km", "ខ្មែរ"
    KOREAN = "ko", "한국어"
    KYRGYZ = "ky", "Кыргызча"
    LAO = "lo", "ລາວ"
    LATVIAN = "lv", "Latviešu"
    LITHUANIAN = "lt", "Lietuvių"
    MACEDONIAN = "mk", "Македонски"
    MALAY = "ms", "Bahasa Melayu"
    MONGOLIAN = "mn", "Монгол"
    NEPALI = "ne", "नेपाली"
    NORWEGIAN = "nb", "Norsk"
    PERSIAN = "fa", "فارسی"
    POLISH = "pl", "Polski"
    PORTUGUESE = "pt", "Português"
    ROMANIAN = "ro", "Română"
    RUSSIAN = "ru", "Русский"
    SERBIAN = "sr", "Српски"
    SINHALA = "si", "සිංහල"
    SLOVAK = "sk", "Slovenčina"
    SLOVENIAN = "sl", "Slovenščina"
    SPANISH = "es", "Español"
    SWAHILI = "sw", "Kiswahili"
    SWEDISH = "sv", "Svenska"
    TAJIK = "tg", "Тоҷикӣ"
    THAI = "th", "ไทย"
    TURKISH = "tr", "Türkçe"
    TURKMEN = "tk", "Türkmençe"
    UKRAINIAN = "uk", "Українська"
    URDU = "ur", "اردو"
    UZBEK = "uz", "Oʻzbekcha"
    VIETNAMESE = "vi", "Tiếng Việt"
