"""Parts of invented names, by language.

A part may have its local script after `|`. None is the name of a real company.
"""

from collections.abc import Mapping
from typing import NamedTuple

FOOD, CARS, INDUSTRY = "food", "automobiles", "intelligent-industry"
CONSUMER, MEDICAL, SERVICES = "consumer-goods", "medical", "services"


class Language(NamedTuple):
    """First and second halves of invented family or brand names, and words for the trade of each sector."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    trades: Mapping[str, tuple[str, ...]]
    compact: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


ENGLISH = {
    FOOD: _words("Foods Orchards Dairies Provisions Harvest Seafoods"),
    CARS: _words("Motors Automotive Mobility Powertrain"),
    INDUSTRY: _words("Robotics Controls Machinery Semiconductors Automation"),
    CONSUMER: _words("Home Cosmetics Apparel Sports Living"),
    MEDICAL: _words("Medical Diagnostics Biotech Care Imaging"),
    SERVICES: _words("Logistics Advisory Capital Consulting Freight"),
}
EAST_ASIAN = {
    FOOD: _words("Foods|食品 Fisheries|水産 Farms|農園"),
    CARS: _words("Motors|自動車 Mobility|モビリティ"),
    INDUSTRY: _words("Seiki|精機 Electronics|電子 Robotics|ロボット"),
    CONSUMER: _words("Cosmetics|化粧品 Living|生活 Textiles|繊維"),
    MEDICAL: _words("Medical|医療 Pharma|薬品"),
    SERVICES: _words("Logistics|物流 Trading|商事"),
}
CHINESE = {
    FOOD: _words("Foods|食品 Provisions|糧油"),
    CARS: _words("Motors|汽車 Mobility|出行"),
    INDUSTRY: _words("Technology|科技 Machinery|機械"),
    CONSUMER: _words("Living|生活 Jewellery|珠寶 Beauty|美妝"),
    MEDICAL: _words("Medical|醫療 Health|健康"),
    SERVICES: _words("Logistics|物流 Trading|貿易 Consulting|顧問"),
}
KOREAN = {
    FOOD: _words("Foods|식품 Farm|농산"),
    CARS: _words("Motors|모터스 Mobility|모빌리티"),
    INDUSTRY: _words("Electronics|전자 Precision|정밀"),
    CONSUMER: _words("Cosmetics|화장품 Living|생활"),
    MEDICAL: _words("Medical|메디칼 Bio|바이오"),
    SERVICES: _words("Logistics|물류 Trading|상사"),
}
CYRILLIC = {
    FOOD: _words("Foods|Продукты Grain|Зерно"),
    CARS: _words("Motors|Моторс Auto|Авто"),
    INDUSTRY: _words("Machinery|Машиностроение Instruments|Приборы"),
    CONSUMER: _words("Textiles|Текстиль Home|Дом"),
    MEDICAL: _words("Medical|Медицина Pharma|Фарма"),
    SERVICES: _words("Logistics|Логистика Trade|Торговля"),
}
ARABIC = {
    FOOD: _words("Foods|للأغذية Dates|للتمور"),
    CARS: _words("Motors|للسيارات Mobility|للنقل"),
    INDUSTRY: _words("Technology|للتقنية Industries|للصناعات"),
    CONSUMER: _words("Perfumes|للعطور Carpets|للسجاد"),
    MEDICAL: _words("Medical|الطبية Health|للصحة"),
    SERVICES: _words("Logistics|للخدمات_اللوجستية Trading|للتجارة"),
}
GERMAN = {
    FOOD: _words("Feinkost Molkerei Kelterei"),
    CARS: _words("Fahrzeugtechnik Antriebe"),
    INDUSTRY: _words("Maschinenbau Sensorik Automation"),
    CONSUMER: _words("Haushalt Sportgeräte Kosmetik"),
    MEDICAL: _words("Medizintechnik Labortechnik"),
    SERVICES: _words("Spedition Beratung"),
}
LATIN = {
    FOOD: _words("Alimentari Vini Olio Conserve"),
    CARS: _words("Auto Motori"),
    INDUSTRY: _words("Meccanica Automazione Ottica"),
    CONSUMER: _words("Arredo Moda Ceramiche"),
    MEDICAL: _words("Medicale Farma"),
    SERVICES: _words("Logistica Servizi"),
}
FRENCH = {
    FOOD: _words("Terroirs Fromages Vignobles Gourmandises"),
    CARS: _words("Automobiles Mobilité"),
    INDUSTRY: _words("Mécanique Automatismes"),
    CONSUMER: _words("Parfums Maison Cosmétiques"),
    MEDICAL: _words("Santé Biotech"),
    SERVICES: _words("Conseil Transports"),
}
IBERIAN = {
    FOOD: _words("Alimentos Frutas Cafés Conservas"),
    CARS: _words("Motor Automotriz"),
    INDUSTRY: _words("Maquinaria Automática"),
    CONSUMER: _words("Hogar Textil Cosmética"),
    MEDICAL: _words("Médica Laboratorios"),
    SERVICES: _words("Logística Servicios"),
}

LANGUAGES = {
    "ja": Language(
        _words("Kuro|黒 Shira|白 Midori|緑 Aka|赤 Haru|春 Natsu|夏 Fuyu|冬 Tsuki|月 Hoshi|星 Kumo|雲 Tani|谷 Mine|峰"),
        _words("mori|森 kawa|川 hama|浜 zaka|坂 saki|崎 mine|嶺 numa|沼 hara|原 taki|滝 ike|池 ura|浦"),
        EAST_ASIAN,
        compact=True,
    ),
    "zh": Language(
        _words("Heng|恆 Rui|瑞 Xin|鑫 Jia|嘉 Yun|雲 Lan|嵐 Bo|柏 Qing|青 Hai|海"),
        _words("yue|悅 lin|林 feng|峰 chuan|川 he|和 ming|鳴 tai|泰 yuan|源"),
        CHINESE,
        compact=True,
    ),
    "ko": Language(
        _words("Han|한 Dae|대 Sol|솔 Mir|미르 Byeol|별 Nara|나라 Garam|가람 Haneul|하늘 Bada|바다"),
        _words("bit|빛 sol|솔 ram|람 byeol|별 sae|새 on|온 mi|미 jin|진"),
        KOREAN,
        compact=True,
    ),
    "ru": Language(
        _words("Sever|Север Ural|Урал Altai|Алтай Zar|Зар Yar|Яр Bel|Бел Snezh|Снеж Tai|Тай"),
        _words("gorod|город list|лист bor|бор sky|ский les|лес polye|полье"),
        CYRILLIC,
    ),
    "ar": Language(
        _words("Al_Wad|الود Al_Nah|النه Al_Mar|المر Al_Sah|السه Al_Bah|البه Al_Rim|الريم"),
        _words("ra|را iya|ية an|ان ila|يلة oun|ون"),
        ARABIC,
    ),
    "de": Language(
        _words("Linden Eschen Birk Falken Stein Wolken Eber Hollen Rauten Silber Tannen Ahorn"),
        _words("thal hof bruck stätter feld mayr roth wald kamp berg"),
        GERMAN,
    ),
    "en": Language(
        _words(
            "Ash Brier Cold Dun Elder Fern Grey Hazel Iron Juniper Kestrel Larch Marsh North Otter Pine Quarry Rook"
        ),
        _words("brook combe den field gate haven leigh mere moor ridge stead ton water wick worth"),
        ENGLISH,
    ),
    "fr": Language(
        _words("Beau Clair Mont Val Roche Belle Haute Fon Chante Grand Vieux Aigue"),
        _words("clos fontaine grive lande merle mure pierre rive sable vigne"),
        FRENCH,
    ),
    "it": Language(
        _words("Bel Casta Fonte Monte Val Serra Rocca Torre Campo Villa"),
        _words("bruna chiara dorata fiorita grana lieta marina nera rossa verde"),
        LATIN,
    ),
    "es": Language(
        _words("Alta Sierra Valle Monte Rio Agua Campo Costa Luz Piedra"),
        _words("blanca clara dorada grande linda mar nueva real serena verde"),
        IBERIAN,
    ),
    "pt": Language(
        _words("Alto Serra Ribeira Campo Monte Costa"), _words("alva bela clara novo rosa verde luz"), IBERIAN
    ),
    "nl": Language(
        _words("Hoog Duin Water Linde Zand Molen Veen Riet"), _words("dijk hof kamp laar meer stroom vliet"), ENGLISH
    ),
    "nordic": Language(
        _words("Björk Fjäll Grån Havs Is Lund Nord Sjö Skog Vind"),
        _words("by dal ek holm lund mark nes strand vik"),
        ENGLISH,
    ),
    "slavic": Language(
        _words("Brzo Dobro Jano Kralo Luko Miro Novo Rado Stano Zlato"),
        _words("mir pol slav var grad ves"),
        ENGLISH,
    ),
    "sea": Language(
        _words("Siam Mali Suri Chan Ratu Bunga Hoa Tan Kanta Lestari Purna"),
        _words("da maya nari phon ria sena thong wati"),
        ENGLISH,
    ),
    "indic": Language(
        _words("Ananda Chitra Deva Kama Lata Mani Nila Surya"), _words("pur kesh giri vati nath dara"), ENGLISH
    ),
    "turkic": Language(_words("Ak Altın Boz Deniz Gök Kara Yıl"), _words("dağ pınar taş su yol bey"), ENGLISH),
    "southern": Language(_words("Elio Kalo Thala Mtsva Neo Petro"), _words("kastro nisi veli dava philo"), ENGLISH),
    "african": Language(_words("Amani Baraka Jua Simba Tana Zuri"), _words("bora kazi mali pwani"), ENGLISH),
}
