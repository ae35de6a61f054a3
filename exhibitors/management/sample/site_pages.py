"""The contact, terms of use, privacy and imprint pages of the sample, which state that they are samples."""

from datetime import datetime

from ciie.accounts.models import User
from pavilions.texts.site_pages.operations import write_site_page
from pavilions.texts.site_pages.states import PageKind, PageLanguage

SAMPLE_NOTE = {
    PageLanguage.ENGLISH: (
        "> This is a sample text for a sample edition. It is not legal advice, and nobody can be reached at the "
        "addresses on this page. Replace it before you open the site to exhibitors."
    ),
    PageLanguage.CHINESE: (
        "> 本页为示例届次的示例文本，不构成法律意见；页面上的联系方式均不可用。向参展商开放本网站前，请替换为正式文本。"
    ),
}
TEXTS = {
    (PageKind.CONTACT, PageLanguage.ENGLISH): """
# Exhibitor service

Questions about booths, bookings, invoices and confirmation letters:

- Email: [exhibitors@expo.example](mailto:exhibitors@expo.example)
- Phone: +86 21 0000 0000, Monday to Friday, 09:00 to 17:30 Beijing time

Please give the reference of your booking, such as 7-000123.

# National pavilions

Delegations of countries and international organizations: [pavilions@expo.example](mailto:pavilions@expo.example)

# Press

Accreditation, pictures and figures: [press@expo.example](mailto:press@expo.example)
""",
    (PageKind.CONTACT, PageLanguage.CHINESE): """
# 参展商服务

展位、预订、发票及展位确认函相关咨询：

- 邮箱：[exhibitors@expo.example](mailto:exhibitors@expo.example)
- 电话：+86 21 0000 0000，周一至周五 9:00–17:30（北京时间）

咨询时请提供预订编号，例如 7-000123。

# 国家馆

各国及国际组织代表团：[pavilions@expo.example](mailto:pavilions@expo.example)

# 新闻媒体

记者注册、图片及数据：[press@expo.example](mailto:press@expo.example)
""",
    (PageKind.TERMS, PageLanguage.ENGLISH): """
# 1. Who may use the site

Floor plans, the directory and the programme are open to everybody. Booking space requires an account and a
company that the person is entitled to act for.

# 2. Accounts

Keep your password to yourself, and use a second factor where it is offered. Tell us at once if you believe
that somebody else has used your account. What is done with an account counts as done by its holder.

# 3. Bookings

Holding booths binds nobody. A booking becomes binding when the organizer approves it and the confirmation
letter is issued. Prices are those of the rate card on the day of submission, without tax unless stated
otherwise.

# 4. Content that you publish

You are responsible for the names, texts and pictures that you publish, and confirm that you have the right to
use them. The organizer may remove content that breaks the law or the rights of others.

# 5. Availability

The organizer strives to keep the site available at all times but does not guarantee it.
""",
    (PageKind.TERMS, PageLanguage.CHINESE): """
# 一、使用范围

展馆平面图、展商展品名录及活动日程向公众开放。预订展位须注册账号，并有权代表相应企业。

# 二、账号

请妥善保管密码，并在可用时启用双重验证。如怀疑账号被他人使用，请立即告知我们。通过账号进行的操作视为账号持有人本人的操作。

# 三、预订

暂留展位对双方均无约束力。经主办方批准并签发展位确认函后，预订即具约束力。价格以提交当日的价目表为准；除另有说明外，均不含税。

# 四、发布的内容

您对所发布的名称、文字和图片负责，并确认有权使用。对违反法律或侵犯他人权利的内容，主办方可予以删除。

# 五、网站可用性

主办方尽力保持网站持续可用，但不对此作出保证。
""",
    (PageKind.PRIVACY, PageLanguage.ENGLISH): """
# What we store

- **Account:** name, email address, language, and when and from where you sign in.
- **Company:** the record of your company, its contacts, bookings, exhibits and correspondence.
- **History:** who changed what and when. It is kept so that bookings can be audited.

# What is public

The name, country and booth of a company are public if it agrees to be named. Personal contacts are never
shown in public.

# Cookies

The site uses cookies only to keep you signed in and to remember your language and colours. Nothing is loaded
from third parties, and visitors are not tracked.

# Your rights

You may ask which data we hold about you, and have it corrected or deleted, as far as the law does not require
us to keep it: [privacy@expo.example](mailto:privacy@expo.example)
""",
    (PageKind.PRIVACY, PageLanguage.CHINESE): """
# 我们存储的信息

- **账号：** 姓名、邮箱、语言，以及登录时间和登录来源。
- **企业：** 企业档案及其联系人、预订、展品和往来邮件。
- **历史记录：** 何人于何时作了何种更改，用于预订审计。

# 公开的信息

企业同意公开的，其名称、国家或地区及展位对外公开。个人联系方式一律不公开。

# Cookie

本网站仅使用 Cookie 保持登录状态，并记住语言和配色。网站不加载任何第三方内容，也不跟踪访客。

# 您的权利

您可以查询我们所持有的您的信息，并要求更正或删除，法律要求保存的除外：[privacy@expo.example](mailto:privacy@expo.example)
""",
    (PageKind.IMPRINT, PageLanguage.ENGLISH): """
# Publisher

Sample Expo Bureau
1 Example Road, Qingpu District, Shanghai, China

Represented by its director. Registered under the sample number 0000000000.

# Responsible for the content

The exhibition department of the Sample Expo Bureau: [imprint@expo.example](mailto:imprint@expo.example)

# Maps

The map of the world is made from Natural Earth data, which is in the public domain.
""",
    (PageKind.IMPRINT, PageLanguage.CHINESE): """
# 主办单位

示例博览局，中国上海市青浦区示例路 1 号

由局长代表。统一社会信用代码（示例）：0000000000。

# 内容负责

示例博览局展览处：[imprint@expo.example](mailto:imprint@expo.example)

# 地图

世界地图根据 Natural Earth 公有领域数据绘制。
""",
}


def write_sample_pages(*, director: User, at: datetime) -> None:
    """Write and publish every page in both languages."""
    for (kind, language), text in TEXTS.items():
        write_site_page(kind, language, f"{SAMPLE_NOTE[language]}\n{text}", is_published=True, actor=director, at=at)
