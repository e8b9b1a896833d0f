"""How many made-up report sentences are read right: whose, of which part, of what, when.

    python benchmarks/sentences.py [SEED] [--misread]

Each form says figures of parts of a company, or of periods, in one way of writing; names, metrics and values
are drawn, so that no form is read by the words of one trade. Prints the share read right by form, and with
`--misread` a text of each form that is not. What a form holds is known, since it was put there.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from claims.document import document_from_text
from claims.extracting import extract
from claims.model import Claim

_COMPANY = "青禾科技"
_PUBLISHED = date(2025, 8, 28)
_PARTS = (
    ("智能终端", "云服务", "配件"),
    ("光伏逆变器", "储能系统", "电站开发"),
    ("寿险", "财险", "资管"),
    ("护肤", "彩妆", "香氛"),
    ("水泥", "骨料", "商品混凝土"),
    ("华东", "华南", "华北"),
    ("国内", "海外"),
)
_METRICS = (
    ("收入", "revenue", "{}亿元"),
    ("毛利率", "gross_margin", "{}%"),
    ("毛利", "gross_profit", "{}亿元"),
    ("净利润", "net_profit", "{}亿元"),
    ("销量", "sales_volume", "{}万台"),
    ("订单", "orders", "{}亿元"),
)


class Wanted(NamedTuple):
    """What a figure of a made-up text says; a part or a period of None is not asked after."""

    text: str
    metric: str
    measure: str
    part: str | None = None
    period: str | None = None


Rows = Callable[[Sequence[str], str, Sequence[str], Sequence[str]], str]


def _row(names: Sequence[str]) -> str:
    return "、".join(names[:-1]) + "和" + names[-1]


_LEVELS: dict[str, Rows] = {
    "A、B分别实现": lambda n, m, v, g: f"{_row(n)}分别实现{m}{_row(v)}。",
    "A、B的…分别为": lambda n, m, v, g: f"{_row(n)}的{m}分别为{_row(v)}。",
    "A…，B…": lambda n, m, v, g: "，".join(f"{a}{m}{x}" for a, x in zip(n, v, strict=True)) + "。",
    "A实现…，B实现…": lambda n, m, v, g: (
        "，".join(f"{a}实现{m}{x}" for a, x in zip(n, v, strict=True)) + "。"
    ),
    "A方面；B方面": lambda n, m, v, g: (
        "；".join(f"{a}方面，{m}为{x}" for a, x in zip(n, v, strict=True)) + "。"
    ),
    "来自A的；来自B的": lambda n, m, v, g: (
        "，".join(f"来自{a}的{m}为{x}" for a, x in zip(n, v, strict=True)) + "。"
    ),
    "A贡献，B贡献": lambda n, m, v, g: f"{_row(n)}分别贡献{m}{_row(v)}。",
    "A为，而B只有": lambda n, m, v, g: f"{n[0]}{m}为{v[0]}，而{n[1]}只有{v[1]}。",
}
_GROWTHS: dict[str, Rows] = {
    "A、B分别增长": lambda n, m, v, g: f"{_row(n)}{m}分别增长{_row(g)}。",
    "A同比增长，B同比增长": lambda n, m, v, g: (
        "，".join(f"{a}{m}同比增长{x}" for a, x in zip(n, g, strict=True)) + "。"
    ),
}
_TIMES = (
    ("上半年{m}{0}，上年同期为{1}。", ("2025-H1", "2024-H1")),
    ("2025年上半年{m}为{0}，比2024年同期的{1}有所增加。", ("2025-H1", "2024-H1")),
    ("分季度看，一季度{m}{0}，二季度{1}。", ("2025-Q1", "2025-Q2")),
    ("2022年至2024年，公司{m}分别为{0}、{1}和{2}。", ("2022", "2023", "2024")),
    ("近三年，公司{m}分别为{0}、{1}和{2}。", ("2022", "2023", "2024")),
    ("公司{m}由2022年的{0}增长到2024年的{1}。", ("2022", "2024")),
    ("2024年前三季度{m}{0}，全年{1}。", ("2024-9M", "2024")),
    ("今年一季度{m}{0}，去年四季度为{1}。", ("2025-Q1", "2024-Q4")),
    ("截至2025年6月30日止六个月，{m}为{0}，去年同期为{1}。", ("2025-H1", "2024-H1")),
    ("7月{m}{0}，1—7月累计{1}。", ("2025-07", "2025-01/2025-07")),
    ("我们预计公司2025—2027年{m}分别为{0}、{1}、{2}。", ("2025", "2026", "2027")),
)


def texts(seed: int) -> Iterator[tuple[str, str, list[Wanted]]]:
    """Forms, texts in them, and what each of these holds."""
    draw = random.Random(seed)

    def value(pattern: str) -> str:
        return pattern.format(f"{draw.randint(11, 89)}.{draw.randint(1, 9)}{draw.randint(1, 9)}")

    for measure, forms in (("level", _LEVELS), ("growth", _GROWTHS)):
        for form, say in forms.items():
            for word, metric, pattern in _METRICS:
                for parts in _PARTS:
                    values, rates = [value(pattern) for _ in parts], [value("{}%") for _ in parts]
                    said = say(parts, word, values, rates)
                    held = values if measure == "level" else rates
                    wanted = [
                        Wanted(text, metric, measure, part)
                        for text, part in zip(held, parts, strict=True)
                        if text in said
                    ]
                    yield form, f"{_COMPANY}发布2024年年报。2024年，公司{said}", wanted
    for form, periods in _TIMES:
        for word, metric, pattern in _METRICS:
            values = [value(pattern) for _ in periods]
            told = form.format(*values, m=word)
            pairs = zip(values, periods, strict=True)
            yield (
                form,
                f"{_COMPANY}披露了2025年半年度报告。{told}",
                [Wanted(text, metric, "level", None, period) for text, period in pairs],
            )


def is_read(claims: Sequence[Claim], wanted: Wanted) -> bool:
    """Whether a claim says of a figure what was put there."""
    for claim in claims:
        if claim.text == wanted.text:
            named = [name for key, name in claim.dimensions.items() if key != "item"]
            part = wanted.part is None or (len(named) == 1 and named[0].startswith(wanted.part))
            when = wanted.period is None or claim.period == wanted.period
            what = (claim.metric, claim.measure.value) == (wanted.metric, wanted.measure)
            return claim.entity == _COMPANY and part and when and what
    return False


def main() -> None:
    """Read the texts of a seed and print the share read right by form."""
    seeds = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    misread: dict[str, str] = {}
    for form, text, wanted in texts(seeds[0] if seeds else 1):
        claims = extract(document_from_text(text, id="made", path="made", published=_PUBLISHED))
        made[form] += 1
        if all(is_read(claims, one) for one in wanted):
            right[form] += 1
        else:
            misread.setdefault(form, text)
    for form, count in made.items():
        print(f"{right[form]:4} of {count:4}  {form}")
        if "--misread" in sys.argv and form in misread:
            print(f"               {misread[form]}")
    print(f"{right.total()} of {made.total()} ({right.total() / made.total():.3f})")


if __name__ == "__main__":
    main()
