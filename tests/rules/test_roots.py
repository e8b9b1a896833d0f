"""One wrong figure behind several failed checks, and a joint stake that its parts do not make."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules import check
from rules.model import Finding, Verdict


def faulted(text: str) -> list[tuple[str, Finding]]:
    """The contradictions of one text, each with the figure that it suspects."""
    document = document_from_text(text, id="a", path="a")
    found = check(extract(document), [document])
    wrong = [f for f in found if f.verdict is Verdict.CONTRADICTED]
    return [(document.text[f.spans[0].start : f.spans[0].end], f) for f in wrong]


_BOUGHT = (
    "青禾科技(600998.SH)公告，截至2025年8月31日累计回购{shares}，占公司总股本8.00亿股的{part}，"
    "回购均价{price}元/股，支付总金额为{amount}。"
)


@pytest.mark.parametrize(
    ("shares", "part", "amount", "wrong"),
    [
        ("96.4万股", "1.21%", "1.77亿元", "96.4万股"),
        ("9640万股", "1.21%", "1.77亿元", "9640万股"),
        ("964.0万股", "1.21%", "1.77亿元", None),
    ],
)
def test_two_checks_that_miss_by_one_power_of_ten_fault_the_figure_that_they_share(
    shares: str, part: str, amount: str, wrong: str | None
) -> None:
    suspects = {
        text for text, _ in faulted(_BOUGHT.format(shares=shares, part=part, price="18.40", amount=amount))
    }
    assert suspects == ({wrong} if wrong else set())


@pytest.mark.parametrize(
    ("together", "wrong"), [("40.0%", None), ("44.0%", ["44.0%"]), ("41.0%", ["41.0%"]), ("四成", None)]
)
def test_a_joint_stake_is_what_its_holders_have(together: str, wrong: list[str] | None) -> None:
    text = (
        "青禾科技2024年年报显示，创始人周远持股22.1%，峰岸资本持股14.8%，顺昌汽车持股3.1%，"
        f"三名股东合计持股{together}。"
    )
    assert [suspect for suspect, _ in faulted(text)] == (wrong or [])


def test_parts_in_coarse_words_show_no_complete_list() -> None:
    text = (
        "青禾科技2024年收入100.0亿元。分产品看，空调收入47.5亿元，接近总收入的一半；冰箱收入38.0亿元，占三成；"
        "小家电收入18.0亿元，占18.0%。"
    )
    assert not [suspect for suspect, _ in faulted(text) if suspect == "100.0亿元"]


def compared(*texts: str) -> list[tuple[str, str, Finding]]:
    """What several texts are faulted for: rule, the figure that is suspected, the finding."""
    documents = [document_from_text(text, id=f"d{i}", path=f"d{i}") for i, text in enumerate(texts)]
    by_id = {document.id: document for document in documents}
    found = check([claim for document in documents for claim in extract(document)], documents)
    wrong = [f for f in found if f.verdict in (Verdict.CONTRADICTED, Verdict.DISCREPANCY, Verdict.TENSION)]
    return [(f.rule, by_id[f.spans[0].document].text[f.spans[0].start : f.spans[0].end], f) for f in wrong]


_FILING = "青禾出行(600998.SH)2025年第三季度平均月活跃用户4,620万，上年同期为3,980万。"


def test_a_failed_calculation_suspects_the_figure_that_others_state_otherwise() -> None:
    told = compared(
        _FILING,
        "青禾出行(600998.SH)三季报出炉。2025年第三季度月活跃用户4,620万，同比增长约16%。",
        "青禾出行(600998.SH)三季报点评。2025年第三季度月活跃用户6,420万，比上年同期的3,980万增长16.1%。",
    )
    assert told
    assert {suspect for _, suspect, _ in told} == {"6,420万"}


@pytest.mark.parametrize(
    ("stores", "conflict"), [("逾5,000家", True), ("逾4,800家", False), ("不到4,800家", True)]
)
def test_a_place_that_stands_before_both_figures_tells_them_not_apart(stores: str, conflict: bool) -> None:
    told = compared(
        "青禾家居(600998.SH)2025年半年度报告。截至2025年6月30日，境内专卖店4,860家。",
        f"青禾家居(600998.SH)2025年中期业绩。国内方面，截至2025年6月30日境内专卖店{stores}。",
    )
    suspects = [suspect for rule, suspect, _ in told if rule == "C201"]
    assert len(suspects) == conflict
    assert all(stores.endswith(suspect) for suspect in suspects)


def test_a_place_that_stands_before_one_figure_alone_tells_them_apart() -> None:
    assert not compared(
        "青禾家居(600998.SH)2025年半年度报告。截至2025年6月30日，专卖店4,860家。",
        "青禾家居(600998.SH)2025年中期业绩。截至2025年6月30日，境内专卖店逾5,000家。",
    )


def told_wrong(*texts: str) -> list[str]:
    """The figures that are suspected in contradictions of several texts."""
    documents = [document_from_text(text, id=f"{n}.txt", path=f"{n}.txt") for n, text in enumerate(texts)]
    claims = [claim for document in documents for claim in extract(document)]
    text = {claim.id: claim.text for claim in claims}
    return [text[f.claims[0]] for f in check(claims, documents) if f.verdict is Verdict.CONTRADICTED]


_COLUMN = (
    "青禾证券2024年资产管理规模1,872.4亿元，三类产品分别是集合计划936.2亿元、单一计划516.7亿元、"
    "专项计划374.5亿元。"
)
_NOTE = "青禾证券2024年资产管理规模1,872.4亿元。"
_LEDGER = "青禾证券2024年年报显示，集合计划规模936.2亿元，专项计划规模374.5亿元。"


@pytest.mark.parametrize("copies", [1, 2])
def test_the_one_figure_that_no_other_source_states_is_suspected(copies: int) -> None:
    """Two digits that change places in 1,872.4 or in 516.7 would mend the sum; copies bear nothing out."""
    assert set(told_wrong(*[_COLUMN] * copies, _NOTE, _LEDGER)) == {"516.7亿元"}


def test_a_round_figure_did_not_become_so_by_a_digit() -> None:
    text = "澄渊咨询统计，2024年中国玩具零售额1,050亿元，预计2029年达到1,500亿元，年复合增速8.7%。"
    assert told_wrong(text) == ["8.7%"]
