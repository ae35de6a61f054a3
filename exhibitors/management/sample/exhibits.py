"""What companies and pavilions of the sample show, with debuts in every state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from ciie.accounts.models import User
from ciie.kernel.actors import SYSTEM
from ciie.uploads.pictures import AcceptedPicture, accept_picture
from exhibitors.management.sample.desk_work import Party
from exhibitors.models import Exhibit
from exhibitors.operations.debuts import refuse_debut, verify_debut
from exhibitors.operations.exhibit_pictures import add_picture
from exhibitors.operations.exhibits import ExhibitTerms, add_exhibit, add_pavilion_exhibit, withdraw_exhibit
from exhibitors.states import Debut, ExhibitKind
from pavilions.models import Edition, NationalPavilion, Sector

P, T, S = ExhibitKind.PRODUCT, ExhibitKind.TECHNOLOGY, ExhibitKind.SERVICE
GOODS: dict[str, tuple[tuple[ExhibitKind, str, str, str], ...]] = {
    "food": (
        (P, "cheese", "Mountain cheese, ripened 24 months", "高山奶酪，熟成24个月"),
        (P, "olive oil", "Cold-pressed olive oil of one grove", "单一园冷压橄榄油"),
        (P, "wine", "Red wine from old vines", "老藤红葡萄酒"),
        (P, "beef", "Chilled grass-fed beef", "冰鲜草饲牛肉"),
        (T, "packaging", "Packaging that shows freshness", "新鲜度指示包装"),
    ),
    "automobiles": (
        (P, "electric car", "Electric city car", "纯电动城市轿车"),
        (T, "fuel cell", "Fuel cell for heavy lorries", "重型卡车燃料电池"),
        (T, "driver assistance", "Lidar for driver assistance", "辅助驾驶激光雷达"),
    ),
    "intelligent-industry": (
        (P, "machine tool", "Five-axis milling machine", "五轴加工中心"),
        (T, "robotics", "Robot arm that feels what it grips", "触觉机械臂"),
        (P, "turbine", "Gas turbine that burns hydrogen", "氢燃料燃气轮机"),
        (S, "software", "Digital twin of a factory", "工厂数字孪生"),
    ),
    "consumer-goods": (
        (P, "cosmetics", "Serum from alpine plants", "高山植物精华液"),
        (P, "running shoes", "Running shoe made of castor beans", "蓖麻基跑鞋"),
        (P, "household appliance", "Quiet vacuum cleaner", "静音吸尘器"),
        (P, "watch", "Watch wound by light", "光动能腕表"),
    ),
    "medical": (
        (P, "ultrasound scanner", "Handheld ultrasound scanner", "掌上超声诊断仪"),
        (P, "hearing aid", "Hearing aid that translates", "翻译助听器"),
        (T, "radiotherapy", "Radiotherapy guided by MRI", "磁共振引导放射治疗"),
        (P, "vaccine", "Vaccine that needs no cold chain", "无需冷链疫苗"),
    ),
    "services": (
        (S, "freight forwarding", "Freight by rail in sixteen days", "十六天铁路货运"),
        (S, "ship classification", "Remote survey of ships", "远程船舶检验"),
        (S, "auditing", "Audit of supply chains", "供应链审计"),
    ),
}
OF_PAVILIONS = (
    (P, "tourism", "Journey along the coast", "海岸之旅"),
    (P, "handicraft", "Weaving by hand", "手工编织"),
    (T, "clean water", "Drinking water from air", "空气制水"),
)
DEBUTS = (Debut.WORLD, None, Debut.ASIA, Debut.CHINA, None, Debut.CHINA, None)
PICTURED = 60
SIZE = (640, 480)
PALETTES = (("#0b6770", "#f0c987"), ("#7a2e39", "#e9b44c"), ("#2f4b7c", "#a5c9e1"), ("#3d6b35", "#c9d8a3"))


def play_exhibits(
    edition: Edition,
    parties: Sequence[Party],
    pavilions: Sequence[NationalPavilion],
    *,
    organizer: User,
    at: datetime,
) -> None:
    """One exhibit or two of each party, and one of each pavilion; every third claimed debut waits, some are refused."""
    exhibits: list[Exhibit] = []
    for number, party in enumerate(parties):
        for one in range(1 + number % 2):
            goods = GOODS[party.sector.code]
            terms = _terms(goods[(number + one) % len(goods)], party.sector, DEBUTS[(number + one) % len(DEBUTS)])
            added = at - timedelta(days=60 - number % 50)
            exhibits.append(add_exhibit(party.company.pk, edition.pk, terms, actor=party.contact, at=added))
    exhibits += _of_pavilions(pavilions, parties[0].sector, at)
    _picture(exhibits[: PICTURED * 4 : 4], at)
    for number, exhibit in enumerate(exhibits):
        _settle(exhibit, number, organizer, at)


def _terms(goods: tuple[ExhibitKind, str, str, str], sector: Sector, debut: Debut | None) -> ExhibitTerms:
    kind, category, name, name_zh = goods
    terms = ExhibitTerms(
        sector_id=sector.pk,
        kind=kind,
        category=category,
        name=name,
        name_zh=name_zh,
        text=f"{name}: made for the sample edition, with talks and tastings at the booth every day.",
        text_zh=f"{name_zh}，展位每日现场演示与洽谈。",
    )
    grounds = "Not shown or sold in the place named until now; see the dated catalogue."
    return replace(terms, debut=debut, debut_grounds=grounds) if debut else terms


def _of_pavilions(pavilions: Sequence[NationalPavilion], sector: Sector, at: datetime) -> list[Exhibit]:
    return [
        add_pavilion_exhibit(
            pavilion.pk,
            _terms(OF_PAVILIONS[number % len(OF_PAVILIONS)], sector, DEBUTS[number % len(DEBUTS)]),
            actor=pavilion.managers.first() or SYSTEM,
            at=at - timedelta(days=20),
        )
        for number, pavilion in enumerate(pavilions)
    ]


def _picture(exhibits: Sequence[Exhibit], at: datetime) -> None:
    pictures = [_drawn(number) for number in range(8)]
    for number, exhibit in enumerate(exhibits):
        words = f"Drawing that stands for: {exhibit.category}"
        add_picture(exhibit.pk, pictures[number % len(pictures)], alt_text=words, actor=SYSTEM, at=at)


def _drawn(number: int) -> AcceptedPicture:
    dark, light = PALETTES[number % len(PALETTES)]
    picture = Image.new("RGB", SIZE, light)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 360, *SIZE), fill=dark)
    draw.ellipse((200 - 20 * number, 120, 440 + 10 * number, 400), fill=dark, outline="white", width=6)
    draw.polygon([(320, 60), (380, 180 + 5 * number), (260, 180 + 5 * number)], fill="white")
    content = BytesIO()
    picture.save(content, "PNG")
    return accept_picture(SimpleUploadedFile("exhibit.png", content.getvalue()))


def _settle(exhibit: Exhibit, number: int, organizer: User, at: datetime) -> None:
    """Two of three claims are judged; few are refused, and few exhibits withdrawn."""
    judged = at - timedelta(days=3)
    if exhibit.debut and number % 11 == 0:
        refuse_debut(exhibit.pk, reason="Shown at a fair in Guangzhou last year.", actor=organizer, at=judged)
    elif exhibit.debut and number % 3:
        verify_debut(exhibit.pk, actor=organizer, at=judged)
    if not number % 40:
        withdraw_exhibit(exhibit.pk, actor=SYSTEM, at=judged)
