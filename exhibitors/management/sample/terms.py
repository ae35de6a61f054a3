"""The terms of both editions, invented and short.

They are accepted with every booking submitted after their publication.
"""

from collections.abc import Sequence
from datetime import datetime

from ciie.accounts.models import User
from ciie.kernel.bilingual import in_both, in_language
from ciie.kernel.wording import day_words
from exhibitors.bookings.models import Booking
from exhibitors.management.sample.conditions import FEES, PARTNERS_SCHEDULE, REFUND_DAYS, SCHEDULE
from exhibitors.management.sample.editions import SHANGHAI
from exhibitors.money.sales.states import PartKind
from exhibitors.money.sales.terms_of_sale.schedule import ScheduleTerm
from exhibitors.money.sales.terms_of_sale.words import due_words, percent_words, share_words, until_words
from exhibitors.pricing.terms.models import EditionTerms, TermsAcceptance
from exhibitors.pricing.terms.operations import change_terms, draft_terms, publish_terms
from pavilions.floor.models.edition import Edition

PUBLISHED_AT = datetime(2024, 5, 6, 10, tzinfo=SHANGHAI)

TEXT = """\
*These terms are part of a sample edition. They are invented and bind nobody.*

# 1. Application and confirmation

A booking is an application. The contract comes about when the organizer approves it and issues a confirmation letter.
The letter states the booths, their area and the price.

# 2. Price and payment

Prices follow the rate card of the edition; taxes are added as the law asks. By the contract the price is paid in parts:

{schedule}

Booths that are not paid for may be released.

# 3. Cancellation

- Before a contract is signed, cancelling is free of charge.
- Once it is signed, a part of the net price remains due:
{fees}
- What was paid beyond that is refunded within {refund_days} days.
- Exhibitors may cancel until {cancel_until}. After that date the organizer decides.
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

价格以本届展会价目表为准，税款依法另计。价款按合同分期支付：

{schedule}

逾期未付款的展位可由主办方另行安排。

# 三、取消

- 合同签署前取消预订，不收取费用。
- 合同签署后取消预订，仍须支付不含税价格的一部分：
{fees}
- 已付款项超出上述费用的部分，在 {refund_days} 日内退还。
- 参展商可在{cancel_until}（含）前取消预订。此后取消须经主办方同意。
- 退还的面积立即重新开放预订。

# 四、展台搭建

光地由参展商自行搭建，图纸须于 2024年8月15日前报审。\
高度不超过 4.5 米的展台无须提供结构计算书。通道、出口和消火栓须保持畅通。

# 五、展品

展品须为境外商品或服务。侵权商品和禁止进口的物品将予以清除，费用由参展商承担。

# 六、责任与数据

参展商须为展台和展品投保。除参展商提出异议外，公司名称、展馆和展位号将在展商展品名录中公布。
"""


def publish_sample_terms(edition: Edition, *, director: User) -> None:
    """Publish the terms, and record their acceptance for bookings submitted since then."""
    terms = _publish(edition, SCHEDULE, director=director, at=PUBLISHED_AT)
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
    """Publish the terms of the next year, for partners who pay by their contract."""
    _publish(edition, PARTNERS_SCHEDULE, director=director, at=at)


def texts_of(edition: Edition, schedule: Sequence[ScheduleTerm]) -> tuple[str, str]:
    """Return the terms in English and Chinese, with the parts, days and fees of the edition's settings."""

    def written() -> str:
        year = str(edition.opens_date.year)
        text = in_language(TEXT, TEXT_ZH).replace("2024", year)
        colon, comma = in_language(": ", "："), in_language(", ", "，")
        parts = [
            f"- {PartKind(term.kind).label}{colon}{share_words(term, edition.currency)}{comma}{due_words(term)}"
            for term in schedule
        ]
        fees = [f"  - {until_words(term)}{colon}{percent_words(term.percent)}" for term in FEES]
        return text.format(
            schedule="\n".join(parts),
            fees="\n".join(fees),
            refund_days=REFUND_DAYS,
            cancel_until=day_words(edition.cancel_until_date),
        )

    return in_both(written)


def _publish(edition: Edition, schedule: Sequence[ScheduleTerm], *, director: User, at: datetime) -> EditionTerms:
    text, text_zh = texts_of(edition, schedule)
    draft = draft_terms(edition.pk, actor=director, at=at)
    change_terms(draft.pk, text=text, text_zh=text_zh, actor=director, at=at)
    return publish_terms(draft.pk, actor=director, at=at)
