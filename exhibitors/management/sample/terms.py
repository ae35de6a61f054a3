"""The terms of both editions: invented, short, and accepted with every booking since they were published."""

from datetime import datetime

from ciie.accounts.models import User
from exhibitors.bookings.models import Booking
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.terms.models import EditionTerms, TermsAcceptance
from exhibitors.terms.operations import change_terms, draft_terms, publish_terms
from pavilions.floor.models.edition import Edition

PUBLISHED_AT = datetime(2024, 5, 6, 10, tzinfo=SHANGHAI)

TEXT = """\
*These terms are part of a sample edition. They are invented and bind nobody.*

# 1. Application and confirmation

A booking is an application. The contract comes about when the organizer approves it and issues a confirmation letter.
The letter states the booths, their area and the price.

# 2. Price and payment

Prices follow the rate card of the edition. Half of the price is due within 30 days of the confirmation letter, the
rest by 1 September 2024. Booths that are not paid for may be released.

# 3. Cancellation

- Until 31 July 2024 exhibitors may cancel without charge.
- After that date the organizer decides, and half of the price remains due.
- Space that is given up goes back on sale at once.

# 4. Stand construction

Raw space is built by the exhibitor; plans are submitted for approval by 15 August 2024. Stands up to 4.5 m high need no
structural calculation. Aisles, exits and hydrants are kept clear.

# 5. Exhibits

Exhibits are goods or services from outside the host country. Counterfeit goods and prohibited imports are removed at
the exhibitor's expense.

# 6. Liability and data

Exhibitors insure their stand and exhibits. Company names, halls and booth numbers are published in the directory unless
the exhibitor objects.
"""
TEXT_ZH = """\
*本条款属于示例展会，内容为虚构，不具约束力。*

# 一、申请与确认

提交预订即为申请。主办方批准并出具展位确认函后，合同成立。确认函载明展位、面积和价格。

# 二、价格与付款

价格以本届展会价目表为准。确认函出具后 30 日内支付 50%，余款于 2024年9月1日前付清。逾期未付款的展位可由主办方另行安排。

# 三、取消

- 2024年7月31日（含）前，参展商可免费取消。
- 此后取消须经主办方同意，且仍须支付 50% 的费用。
- 退还的面积立即重新开放预订。

# 四、展台搭建

光地由参展商自行搭建，图纸须于 2024年8月15日前报审。\
高度不超过 4.5 米的展台无须提供结构计算书。通道、出口和消火栓须保持畅通。

# 五、展品

展品须为境外商品或服务。侵权商品和禁止进口的物品将予以清除，费用由参展商承担。

# 六、责任与数据

参展商须为展台和展品投保。除参展商提出异议外，公司名称、展馆和展位号将在展商展品名录中公布。
"""


PAYMENT = """\
Half of the price is due within 30 days of the confirmation letter, the
rest by 1 September 2024."""
PAYMENT_ZH = "确认函出具后 30 日内支付 50%，余款于 2024年9月1日前付清。"
PARTNERS_PAY = """\
The deposit and the balance are due as the contract says; the
signature and the deposit confirm the booking."""
PARTNERS_PAY_ZH = "定金和余款按合同约定支付；签署合同并支付定金后，预订即告确认。"


def publish_sample_terms(edition: Edition, *, director: User) -> None:
    """Bookings submitted since then were submitted under these terms."""
    terms = _publish(edition, TEXT, TEXT_ZH, director=director, at=PUBLISHED_AT)
    submitted = Booking.objects.filter(edition=edition, submitted_at__gte=PUBLISHED_AT, contact__isnull=False)
    TermsAcceptance.objects.bulk_create(
        TermsAcceptance(
            booking=booking,
            terms=terms,
            person=booking.contact,
            name=booking.contact.name if booking.contact else "",
            accepted_at=booking.submitted_at or PUBLISHED_AT,
        )
        for booking in submitted.select_related("contact").order_by("pk")
    )


def publish_partner_terms(edition: Edition, *, director: User, at: datetime) -> None:
    """Those of the next year, for partners who pay by their contract."""
    text = TEXT.replace(PAYMENT, PARTNERS_PAY).replace("2024", "2025")
    text_zh = TEXT_ZH.replace(PAYMENT_ZH, PARTNERS_PAY_ZH).replace("2024", "2025")
    _publish(edition, text, text_zh, director=director, at=at)


def _publish(edition: Edition, text: str, text_zh: str, *, director: User, at: datetime) -> EditionTerms:
    draft = draft_terms(edition.pk, actor=director, at=at)
    change_terms(draft.pk, text=text, text_zh=text_zh, actor=director, at=at)
    return publish_terms(draft.pk, actor=director, at=at)
