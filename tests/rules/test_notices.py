"""Relations as notices state them, whole sentences to verdicts."""

from __future__ import annotations

import pytest

from claims.document import document_from_text
from claims.extracting import extract
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection

BUYBACK = (
    "青禾科技公告，公司累计回购股份{shares}，最高成交价为12.50元/股，最低成交价为10.00元/股，"
    "支付的总金额为{amount}。"
)
PLEDGE = (
    "青禾科技公告，股东甲持有公司股份2000万股，占公司总股本的10.00%；"
    "其中质押{pledged}，占其所持股份的{part}，占公司总股本的{whole}。"
)


def judged(text: str) -> set[tuple[str, str]]:
    document = document_from_text(text, id="a", path="a")
    collection = Collection.of(extract(document), [document])
    return {
        (finding.rule, finding.verdict.value) for rule in ARITHMETIC_RULES for finding in rule.run(collection)
    }


@pytest.mark.parametrize(
    ("shares", "amount", "expected"),
    [
        ("100万股", "1120万元", {("A123", "verified")}),
        ("100万股", "1250万元", {("A123", "verified")}),
        ("100万股", "1.12亿元", {("A123", "contradicted")}),
        ("1000股", "1120万元", {("A123", "contradicted")}),
    ],
)
def test_a_buyback_lies_between_its_prices(shares: str, amount: str, expected: set[tuple[str, str]]):
    assert judged(BUYBACK.format(shares=shares, amount=amount)) == expected


def test_a_pledge_fits_the_holding_and_the_capital():
    fine = judged(PLEDGE.format(pledged="500万股", part="25.00%", whole="2.50%"))
    assert fine == {("A127", "verified"), ("A128", "verified")}
    assert ("A128", "contradicted") in judged(PLEDGE.format(pledged="500万股", part="52.00%", whole="2.50%"))
    assert ("A127", "contradicted") in judged(PLEDGE.format(pledged="500万股", part="25.00%", whole="25.0%"))


def test_an_amount_before_a_bracket_owns_the_share_behind_it():
    text = (
        "股东甲持有青禾科技2000万股（其中500万股为限售股），占公司总股本的10.00%；"
        "股东乙持有400万股，占公司总股本的2.00%。"
    )
    assert judged(text) == {("A127", "verified")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾指数从1000点下跌至900点，下跌10%。", {("A129", "verified")}),
        ("青禾指数下跌65点，跌幅4.98%，报1240点。", {("A130", "verified")}),
        ("青禾科技预计2024年净利润7000万元–8000万元，同比增长100.00%–128.57%。", {("A131", "verified")}),
        ("青禾科技预计2024年净亏损4.65亿元–3.81亿元，同比扩大86.0%–52.4%。", {("A131", "verified")}),
        ("青禾科技预计2024年净利润7000万元–8000万元，同比扭亏为盈。", set()),
    ],
)
def test_moves_and_ranges(text: str, expected: set[tuple[str, str]]):
    assert judged(text) == expected
