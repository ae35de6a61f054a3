"""The exhibits of companies and pavilions of the sample, all invented, with debuts in every state."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from exhibitors.management.sample.desk_work import Party
from exhibitors.management.sample.in_chinese import CATEGORIES
from exhibitors.management.sample.pictures import exhibit_picture, words_for
from exhibitors.management.sample.season import recorded
from exhibitors.promotion.catalogue.models import Exhibit
from exhibitors.promotion.catalogue.operations.debuts import refuse_debut
from exhibitors.promotion.catalogue.operations.exhibits import (
    ExhibitTerms,
    add_pavilion_exhibit,
    add_picture,
    note_words,
    withdraw_exhibit,
)
from exhibitors.promotion.catalogue.states import Debut, DebutState, ExhibitKind
from pavilions.floor.models.edition import Edition
from pavilions.floor.models.venue import Sector
from pavilions.national.national_pavilions.models.national_pavilion import NationalPavilion

P, T, S = ExhibitKind.PRODUCT, ExhibitKind.TECHNOLOGY, ExhibitKind.SERVICE


class Goods(NamedTuple):
    kind: ExhibitKind
    category: str
    name: str
    name_zh: str


GOODS: dict[str, tuple[Goods, ...]] = {
    "food": (
        Goods(P, "cheese", "Mountain cheese, ripened 24 months", "高山奶酪，熟成24个月"),
        Goods(P, "olive oil", "Cold-pressed olive oil of one grove", "单一园冷压橄榄油"),
        Goods(P, "wine", "Red wine from old vines", "老藤红葡萄酒"),
        Goods(P, "beef", "Chilled grass-fed beef", "冰鲜草饲牛肉"),
        Goods(T, "packaging", "Packaging that shows freshness", "新鲜度指示包装"),
        Goods(P, "coffee", "Washed highland coffee", "水洗高地咖啡"),
        Goods(P, "seafood", "Line-caught cod, frozen at sea", "海上急冻钓捕鳕鱼"),
        Goods(P, "chocolate", "Dark chocolate from one estate", "单一庄园黑巧克力"),
        Goods(P, "dairy", "Butter of summer milk", "夏季牛奶黄油"),
        Goods(P, "honey", "Comb honey from heather", "石楠巢蜜"),
    ),
    "automobiles": (
        Goods(P, "electric car", "Electric city car", "纯电动城市轿车"),
        Goods(T, "fuel cell", "Fuel cell for heavy lorries", "重型卡车燃料电池"),
        Goods(T, "driver assistance", "Lidar for driver assistance", "辅助驾驶激光雷达"),
        Goods(P, "tyres", "Tyre that hears the road", "感知路面轮胎"),
        Goods(T, "battery", "Battery that charges in ten minutes", "十分钟快充电池"),
        Goods(P, "electric van", "Van for the last mile", "末端配送电动货车"),
        Goods(T, "drive", "Motor without rare earths", "无稀土电机"),
    ),
    "intelligent-industry": (
        Goods(P, "machine tool", "Five-axis milling machine", "五轴加工中心"),
        Goods(T, "robotics", "Robot arm that feels what it grips", "触觉机械臂"),
        Goods(P, "turbine", "Gas turbine that burns hydrogen", "氢燃料燃气轮机"),
        Goods(S, "software", "Digital twin of a factory", "工厂数字孪生"),
        Goods(P, "sensor", "Sensor that needs no battery", "无源传感器"),
        Goods(T, "chip testing", "Tester for stacked chips", "叠层芯片测试仪"),
        Goods(P, "pump", "Heat pump for process steam", "工业蒸汽热泵"),
        Goods(T, "recycling", "Sorting of textiles by light", "光谱纺织品分选"),
    ),
    "consumer-goods": (
        Goods(P, "cosmetics", "Serum from alpine plants", "高山植物精华液"),
        Goods(P, "running shoes", "Running shoe made of castor beans", "蓖麻基跑鞋"),
        Goods(P, "household appliance", "Quiet vacuum cleaner", "静音吸尘器"),
        Goods(P, "watch", "Watch wound by light", "光动能腕表"),
        Goods(P, "furniture", "Chair of pressed sea grass", "海草压制座椅"),
        Goods(P, "jewellery", "Ring of recycled gold", "再生金戒指"),
        Goods(P, "toys", "Building blocks for two generations", "两代人的积木"),
        Goods(P, "textiles", "Wool that is washed at home", "可家洗羊毛"),
        Goods(T, "kitchen", "Oven that weighs and asks", "会称重的烤箱"),
    ),
    "medical": (
        Goods(P, "ultrasound scanner", "Handheld ultrasound scanner", "掌上超声诊断仪"),
        Goods(P, "hearing aid", "Hearing aid that translates", "翻译助听器"),
        Goods(T, "radiotherapy", "Radiotherapy guided by MRI", "磁共振引导放射治疗"),
        Goods(P, "vaccine", "Vaccine that needs no cold chain", "无需冷链疫苗"),
        Goods(P, "implant", "Knee joint printed to measure", "定制打印膝关节"),
        Goods(T, "diagnostics", "Blood test in eight minutes", "八分钟血液检测"),
        Goods(P, "rehabilitation", "Walking frame that balances", "自平衡助行架"),
        Goods(P, "contact lenses", "Lens that measures glucose", "测糖隐形眼镜"),
    ),
    "services": (
        Goods(S, "freight forwarding", "Freight by rail in sixteen days", "十六天铁路货运"),
        Goods(S, "ship classification", "Remote survey of ships", "远程船舶检验"),
        Goods(S, "auditing", "Audit of supply chains", "供应链审计"),
        Goods(S, "insurance", "Insurance for cold chains", "冷链保险"),
        Goods(S, "payments", "Letters of credit in an hour", "一小时信用证"),
        Goods(S, "education", "Courses for food inspectors", "食品检验师课程"),
    ),
}
OF_PAVILIONS: dict[str, tuple[str, Goods]] = {
    "FR": ("food", Goods(P, "cheese", "Cellar of forty cheeses", "四十种奶酪的窖藏")),
    "TH": ("consumer-goods", Goods(P, "handicraft", "Silk woven while you watch", "现场织造泰丝")),
    "KZ": ("consumer-goods", Goods(P, "handicraft", "Felt and saddles of the steppe", "草原毡艺与马鞍")),
    "MY": ("intelligent-industry", Goods(T, "green industry", "Packaging from palm residue", "棕榈废料包装")),
    "NO": ("food", Goods(P, "seafood", "Salmon reared in closed pens", "封闭网箱三文鱼")),
    "SA": ("intelligent-industry", Goods(T, "clean water", "Desalination by sunlight", "太阳能海水淡化")),
    "UZ": ("services", Goods(S, "tourism", "Journeys along the Silk Road", "丝绸之路之旅")),
    "TZ": ("services", Goods(S, "tourism", "From the coast to the crater", "从海岸到火山口")),
    "BR": ("food", Goods(P, "fruit and nuts", "Nuts and açaí from standing forest", "雨林坚果与阿萨伊")),
    "NI": ("food", Goods(P, "coffee", "Coffee grown on volcanoes", "火山咖啡")),
    "International Trade Centre": (
        "services",
        Goods(S, "market access", "Market desk for small firms", "小企业市场准入服务台"),
    ),
    "United Nations Industrial Development Organization": (
        "intelligent-industry",
        Goods(T, "clean water", "Drinking water from air", "空气制水"),
    ),
}
"""The sector and the exhibit of each pavilion, by country code or organization."""
OF_ANY_PAVILION = "services", Goods(S, "tourism", "Journey along the coast", "海岸之旅")

GROUNDS: dict[Debut, tuple[str, ...]] = {
    Debut.WORLD: (
        "Shown to nobody before; the patent was filed in January, and the first units leave the works in October.",
        "Announced for the opening day; press and dealers see it at the booth for the first time.",
        "Finished this spring. Only the test laboratory has had it, as its certificate of 12 April says.",
    ),
    Debut.ASIA: (
        "Sold in two European countries since last autumn; no dealer or fair in Asia has had it, see the price lists.",
        "First shown at a trade fair in Milan in March. The Asian launch is kept for the expo.",
        "In use at home for a year. The export licence for Asia was granted in May.",
    ),
    Debut.CHINA: (
        "On sale in Japan and Singapore; the registration for China is dated 22 March and no sample was sent before.",
        "Never imported so far: the tariff ruling and the first bill of lading are enclosed.",
        "Known from our shops abroad. Neither our importer nor any platform has offered it in China.",
    ),
}
"""The grounds that exhibitors state for a debut."""

DEBUTS = (Debut.WORLD, None, Debut.ASIA, Debut.CHINA, None, Debut.CHINA, None)
LONGEST_ARTICLE = 3
PICTURED_OF_NEWEST, PICTURED_OF_OTHERS = 60, 5
"""The number of newest exhibits that all have a picture, and the interval at which the others have one."""


def play_exhibits(
    edition: Edition,
    parties: Sequence[Party],
    pavilions: Sequence[NationalPavilion],
    *,
    organizer: User,
    at: datetime,
) -> None:
    """Add one or two exhibits for each party, and one for each pavilion.

    Every third claimed debut waits to be verified, and some are refused.
    """
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    exhibits: list[Exhibit] = []
    for number, party in enumerate(parties):
        added, goods = at - timedelta(days=60 - number % 50), GOODS[party.sector.code]
        own = []
        for one in range(1 + number % 2):
            shown = _branded(goods[(number + one) % len(goods)], party.company.name)
            terms = _terms(shown, party.sector, DEBUTS[(number + one) % len(DEBUTS)], number)
            own.append(_exhibit(edition, party, terms, at=added))
        with recorded("exhibitors.exhibit.added", party.contact, added):
            exhibits += Exhibit.objects.bulk_create(own)
    for number, pavilion in enumerate(pavilions):
        code, goods_shown = OF_PAVILIONS.get(pavilion.country.code or pavilion.organization, OF_ANY_PAVILION)
        terms = _terms(goods_shown, sectors[code], DEBUTS[number % len(DEBUTS)], number)
        actor = pavilion.managers.first() or SYSTEM
        exhibits.append(add_pavilion_exhibit(pavilion.pk, terms, actor=actor, at=at - timedelta(days=20)))
    older, newest = exhibits[:-PICTURED_OF_NEWEST], exhibits[-PICTURED_OF_NEWEST:]
    codes = {sector.pk: code for code, sector in sectors.items()}
    for number, exhibit in enumerate([*older[::PICTURED_OF_OTHERS], *newest]):
        code = codes[exhibit.sector_id]
        words = words_for(code, exhibit.name)
        words_zh = f"示意图，代表：{exhibit.name_zh}"
        picture = exhibit_picture(code, number)
        add_picture(exhibit.pk, picture, alt_text=words, alt_text_zh=words_zh, actor=SYSTEM, at=at)
    _settle(exhibits, organizer, at)


def _exhibit(edition: Edition, party: Party, terms: ExhibitTerms, *, at: datetime) -> Exhibit:
    """Return an unsaved exhibit of the party's company, as `add_exhibit` writes it.

    `add_exhibit` itself would take a dozen statements for each.
    """
    exhibit = Exhibit(
        edition=edition,
        company=party.company,
        debut_state=DebutState.CLAIMED if terms.debut else DebutState.NONE,
        added_by=party.contact,
        added_at=at,
        changed_at=at,
        **asdict(terms) | {"debut": terms.debut or ""},
    )
    note_words(exhibit)
    return exhibit


def _branded(goods: Goods, company: str) -> Goods:
    """Return the goods named after the first word of the company's name.

    If that is as short as an article, the first two words are used.
    """
    first, *others = company.split()
    brand = first if len(first) > LONGEST_ARTICLE else " ".join([first, *others[:1]])
    return goods._replace(name=f"{brand} {goods.name[0].lower()}{goods.name[1:]}", name_zh=f"{brand} {goods.name_zh}")


def _terms(goods: Goods, sector: Sector, debut: Debut | None, number: int) -> ExhibitTerms:
    terms = ExhibitTerms(
        sector_id=sector.pk,
        kind=goods.kind,
        category=goods.category,
        category_zh=CATEGORIES[goods.category],
        name=goods.name,
        name_zh=goods.name_zh,
        text=f"{goods.name}: made for the sample edition, with talks and tastings at the booth every day.",
        text_zh=f"{goods.name_zh}，展位每日现场演示与洽谈。",
    )
    return replace(terms, debut=debut, debut_grounds=GROUNDS[debut][number % len(GROUNDS[debut])]) if debut else terms


def _settle(exhibits: Sequence[Exhibit], organizer: User, at: datetime) -> None:
    """Decide on two of three claims, refusing few, and withdraw few exhibits."""
    judged = at - timedelta(days=3)
    claims = {number: exhibit for number, exhibit in enumerate(exhibits) if exhibit.debut}
    verified = [exhibit.pk for number, exhibit in claims.items() if number % 11 and number % 3]
    with recorded("exhibitors.debut.verified", organizer, judged):
        Exhibit.objects.filter(pk__in=verified).update(
            debut_state=DebutState.VERIFIED, decided_by=organizer, decided_at=judged, revision=F("revision") + 1
        )
    for number, exhibit in claims.items():
        if not number % 11:
            refuse_debut(exhibit.pk, reason="Shown at a fair in Guangzhou last year.", actor=organizer, at=judged)
    for exhibit in exhibits[::40]:
        withdraw_exhibit(exhibit.pk, actor=SYSTEM, at=judged)
