"""The rules about one fact in several places: what each says, why it matters, and an example of each.

Takes a collection; each rule gives its part of what `rules.collation` finds, which is computed once. In the
examples a line of three hyphens separates two documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rules.collation import compared
from rules.collection import Collection
from rules.model import Finding, Rule, Severity


def _of(code: str) -> Callable[[Collection], Iterable[Finding]]:
    def run(collection: Collection) -> Iterable[Finding]:
        return (finding for finding in collection.once(compared) if finding.rule == code)

    return run


COMPARISON_RULES: tuple[Rule, ...] = (
    Rule(
        code="C201",
        slug="same-fact-across-sources",
        severity=Severity.ERROR,
        checks={
            "zh": "同一主体、指标、口径、时期的数字，在几份文档里是否一致；"
            "截取、四舍五入、约数都按写法许可的区间判断。"
            "一致的，说明有几个独立来源；不一致的，指出哪一方可疑、像是哪种笔误。"
            "另一家公司的数安到了这家公司名下，而别处写明两家各是多少，也算不一致。",
            "en": "Whether several documents give one figure for the same company, metric, slice and "
            "period, "
            "within what the wording allows. Agreements are counted by independent origins; "
            "conflicts name the "
            "weaker side and the slip that it looks like. Another company's figure under this one's name is "
            "a conflict, too, where a document sets the two companies' figures side by side.",
        },
        misleads={
            "zh": "读者只看到其中一份，就会把错的当成对的；十篇转载同一份稿子，也只是一个来源。",
            "en": "Who reads only one of them takes the wrong figure for right; ten reprints of one "
            "release are "
            "still one source.",
        },
        fails=(
            "青禾科技公告，2024年营收3.21亿元。\n---\n青禾科技披露，2024年营收3.12亿元。",
            "青禾科技2024年营收3.12亿元，净利润0.4亿元。越南海防工厂于2025年5月投产。\n---\n"
            "青禾科技2024年营收3.12亿元，净利润0.4亿元。海防的越南工厂2024年5月投产。",
            "青禾科技2024年净利润增长12.0%。2024年青禾科技的毛利率为34.5%，高于对手恒屿能源的28.4%。\n---\n"
            "青禾科技2024年净利润增长12.0%。2024年青禾科技的毛利率为28.4%。",
        ),
        passes=(
            "青禾科技公告，2024年营收3.124亿元。\n---\n青禾科技披露，2024年营收3.12亿元。",
            "青禾科技2024年营收3.12亿元，净利润0.4亿元。越南海防工厂于2025年5月投产。\n---\n"
            "青禾科技2024年营收3.12亿元，净利润0.4亿元。海防的越南工厂2025年上半年投产。",
        ),
        run=_of("C201"),
    ),
    Rule(
        code="C202",
        slug="same-fact-within-document",
        severity=Severity.ERROR,
        checks={
            "zh": "同一文档两处说同一件事，数字是否一致。",
            "en": "Whether one document gives the same figure in both places where it states a fact.",
        },
        misleads={
            "zh": "标题、正文、结语前后不一，至少有一处是错的，常是万与亿之误。",
            "en": "Where headline, body and conclusion differ, one of them is wrong, often by 万 for 亿.",
        },
        fails=("青禾科技公告，截至2024年末，公司设备超过3000万台。公司以3亿台设备立足行业。",),
        passes=("青禾科技公告，截至2024年末，公司设备超过3000万台。公司以3000余万台设备立足行业。",),
        run=_of("C202"),
    ),
    Rule(
        code="C203",
        slug="explained-by-date",
        severity=Severity.NOTE,
        checks={
            "zh": "客户数、门店数、估值、余额、截至某日的累计数一类数字不同，"
            "是否只因时点不同；是则写明其间的变化。",
            "en": "Whether figures that stand at a date (customers, stores, a valuation, a balance, a total "
            "so far) differ only because their dates do; if so, the movement between them is shown.",
        },
        misleads={
            "zh": "不同日期的数并排引用，像是互相矛盾，或被当成同一时点的两种说法。",
            "en": "Quoted side by side, figures of two dates look like a conflict, or like two opinions.",
        },
        fails=(
            "青禾科技公告，截至2024年6月末，公司有门店800家。\n---\n青禾科技披露，截至2024年9月末，公司有门店1200家。",
        ),
        passes=(
            "青禾科技公告，截至2024年6月末，公司有门店800家。\n---\n青禾科技披露，截至2024年6月30日，公司有门店800家。",
        ),
        run=_of("C203"),
    ),
    Rule(
        code="C204",
        slug="explained-by-definition",
        severity=Severity.NOTE,
        checks={
            "zh": "不同文档用了同一事物的不同口径（净亏损与经调整净亏损、归母与扣非、只计境内业务），"
            "或一份只说部分（某项业务的毛利率、直营门店），数字因而不同。",
            "en": "Whether documents use different definitions of one thing (net and adjusted loss, "
            "attributable and recurring profit, one country's business only), or one tells of a part alone "
            "(a line's margin, one kind of stores), so that their figures differ.",
        },
        misleads={
            "zh": "不看口径，会以为一方写错；反过来，口径之差也常被用来挑好看的数。",
            "en": "Without the definition, one of them looks wrong; and the kinder definition is often "
            "picked.",
        },
        fails=("青禾科技公告，2024年净亏损5.2亿元。\n---\n青禾科技披露，2024年经调整净亏损3.1亿元。",),
        passes=("青禾科技公告，2024年净亏损5.2亿元，经调整净亏损3.1亿元。",),
        run=_of("C204"),
    ),
    Rule(
        code="C205",
        slug="explained-by-basis",
        severity=Severity.NOTE,
        checks={
            "zh": "一方是估计、预测、目标或快报，另一方是披露的数，或两家机构各有预测，数字因而不同；"
            "转述时略去“估计”的，一并指出。",
            "en": "Whether one figure is an estimate, forecast, target or first count and the other a "
            "disclosure, or both are forecasts of two houses; a copy that drops the estimate is named.",
        },
        misleads={
            "zh": "估计一经转述就成了事实。",
            "en": "Repeated without its hedge, an estimate becomes a fact.",
        },
        fails=(
            "青禾科技公告，公司累计融资超过8亿元。\n---\n青禾科技披露，据估算，公司累计融资应超过16亿元。",
        ),
        passes=("青禾科技公告，公司累计融资超过8亿元。\n---\n青禾科技披露，公司累计融资超过8.3亿元。",),
        run=_of("C205"),
    ),
    Rule(
        code="C206",
        slug="same-figure-other-label",
        severity=Severity.WARNING,
        checks={
            "zh": "四位以上有效数字完全相同的数，在一份文档里属于一个时期或口径，在另一份里属于另一个。",
            "en": "Whether a figure of four or more digits is one period's or definition's in one document "
            "and "
            "another's in the next.",
        },
        misleads={
            "zh": "年份错了一年，或把经调整亏损写成净亏损，单看哪一份都看不出来。",
            "en": "A year off by one, or an adjusted loss called a net loss, shows in neither document "
            "alone.",
        },
        fails=("青禾科技公告，2023年营收3.124亿元。\n---\n青禾科技披露，2024年营收3.124亿元。",),
        passes=("青禾科技公告，2024年营收3.124亿元。\n---\n青禾科技披露，2024年营收3.124亿元。",),
        run=_of("C206"),
    ),
    Rule(
        code="C207",
        slug="explained-by-rounding",
        severity=Severity.NOTE,
        checks={
            "zh": "一份文档写约数（约743万头、逾73亿件），另一份写出更多位数字，二者是否只是取整之别；"
            "是则指出两处，并不算不一致。",
            "en": "Whether one document gives in round words (about 7.43 million, over 7.3 billion) what "
            "another gives in more digits; if so, both places are shown, and it is no conflict.",
        },
        misleads={
            "zh": "两种写法并排，像是两个数；约数再被引用时去掉“约”字，就成了另一个数。",
            "en": "Side by side the two look like two figures; quoted again without its hedge, the round one "
            "becomes another figure.",
        },
        fails=(
            "青禾科技公告，2024年销量742.6万台。\n---\n青禾科技去年卖出约743万台。青禾科技2024年销量约743万台。",
        ),
        passes=("青禾科技公告，2024年销量742.6万台。\n---\n青禾科技披露，2024年销量742.6万台。",),
        run=_of("C207"),
    ),
)
"""Every rule of the comparison."""
