"""Texts that mean to hang a reader, each at a size and at twice the size: linear or not.

    python benchmarks/hostile.py [SIZE]      characters of the smaller text, 100000 unless given

Prints for each kind the seconds of both sizes in processor time, and how many times the second takes the
first. Twice is linear; the last line is the worst.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from time import process_time

from claims import extract
from claims.document import document_from_bytes
from claims.errors import DocumentError
from rules import check

METRICS = ("营收", "净利润", "总资产", "研发费用", "毛利", "负债")
UNITS = "零一二三四五六七八九十百千万亿两半"

HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda n: _filled("云杉智能2024年营收3.1亿元，同比增长12%，净利润4200万元，", n),
    "many claims": lambda n: _filled("营收3亿元。", n),
    "many claims, no stop": lambda n: _filled("3亿元、", n),
    "many paragraphs": lambda n: _filled("云杉智能2024年营收3.1亿元。\n", n),
    "many names": lambda n: "".join(f"甲{_name(i)}公司营收3亿元。" for i in range(n // 12)),
    "brackets opened": lambda n: "营收（" * (n // 3),
    "brackets nested": lambda n: "（" * (n // 2) + "3亿元" + "）" * (n // 2),
    "quotes opened": lambda n: "“营收3亿元" * (n // 6),
    "digits": lambda n: "9" * n,
    "digits and commas": lambda n: "1,234," * (n // 6),
    "digits and points": lambda n: "1.2." * (n // 4),
    "numerals": lambda n: _filled(UNITS, n),
    "ten thousands": lambda n: "万" * n,
    "percents": lambda n: "%" * n,
    "hyphens": lambda n: "-" * n,
    "ranges": lambda n: "3%-" * (n // 3),
    "dates": lambda n: "2024年1月1日" * (n // 9),
    "years": lambda n: "2024年、" * (n // 6),
    "respectively": lambda n: "营收分别为" + "3亿元、" * (n // 4),
    "spaces": lambda n: " " * n,
    "wide spaces": lambda n: "\u3000" * n,
    "newlines": lambda n: "\n" * n,
    "carriage returns": lambda n: "\r" * n,
    "no Chinese": lambda n: _filled("revenue of 3.1 million, ", n),
    "zero width": lambda n: _filled("3\u200b.1\u200b亿\u200b元", n),
    "bidi": lambda n: _filled("\u202e3亿元\u202c", n),
    "combining": lambda n: "3\u0301" * (n // 2),
    "astral": lambda n: _filled("\U00020000\U0001f600\U000e0001", n),
    "nulls": lambda n: "\0" * n,
    "one name": lambda n: "智谱" * (n // 2),
    "aliases": lambda n: "".join(f"（以下简称“甲{_name(i)}”）" for i in range(n // 11)),
    "comments": lambda n: "<!-- jiaokan" * (n // 12),
    "fences": lambda n: "```" * (n // 3),
    "table": lambda n: _filled("| 营收 | 3亿元 |\n", n),
    "promotion": lambda n: _filled("行业领先的全球第一龙头企业，", n),
    "citations": lambda n: _filled("据《云杉智能年报》，", n),
    "codes": lambda n: _filled("云杉智能（02513.HK）", n),
    "growth": lambda n: _filled("同比增长", n),
    "attribution": lambda n: _filled("根据弗若斯特沙利文的数据，", n),
    "asides": lambda n: _filled("营收3亿元（含税）", n),
    "asides alone": lambda n: _filled("（含税）", n),
    "asides with numbers": lambda n: _filled("营收（3亿元）", n),
    "country": lambda n: _filled("中国", n),
    "places": lambda n: _filled("中国上海北京", n),
    "headings": lambda n: _filled("一、营收情况\n", n),
    "headings of Markdown": lambda n: _filled("# 营收\n", n),
    "items": lambda n: _filled("1、云杉智能：营收3亿元。\n", n),
    "items, no stop": lambda n: _filled("（1）营收3亿元；", n),
    "colons": lambda n: _filled("营收：", n),
    "titles opened": lambda n: "《" * n,
    "quotes nested": lambda n: "“‘" * (n // 4) + "’”" * (n // 4),
    "links": lambda n: _filled("http://a.b/c ", n),
    "bars": lambda n: "|" * n,
    "ordinals": lambda n: _filled("第一", n),
    "dashes": lambda n: "—" * n,
    "wholes": lambda n: _filled("占营收的3%，", n),
    "comparisons": lambda n: _filled("较上年同期增长3%，", n),
    "letters": lambda n: "A" * n,
    "months": lambda n: _filled("1月、2月、", n),
    "percents listed": lambda n: "毛利率分别为" + "3%、" * (n // 3),
    "companies listed": lambda n: _filled("甲乙公司、", n),
    "persons": lambda n: _filled("董事长张三、总经理李四", n),
    "holders": lambda n: _filled("股东张三持股5%，", n),
    "spaces between": lambda n: _filled("营 收 3 亿 元", n),
    "many figures": lambda n: "".join(f"云杉智能2024年营收{i}.3亿元。" for i in range(n // 16)),
    "many years": lambda n: "".join(f"云杉智能{1900 + i % 200}年营收{i}亿元。" for i in range(n // 16)),
    "many metrics": lambda n: "".join(
        f"云杉智能2024年{METRICS[i % 6]}{i}亿元，同比增长{i % 90}%。" for i in range(n // 24)
    ),
}
"""Makers of hostile texts of so many characters, by what they are made of."""


def _filled(piece: str, length: int) -> str:
    return piece * (length // len(piece))


def _name(number: int) -> str:
    return "".join(chr(0x4E00 + (number // 500**place) % 500) for place in range(3))


def seconds(text: str) -> float:
    """What reading and checking a text takes, in processor time."""
    started = process_time()
    with suppress(DocumentError):  # that it is no text is an answer, too
        document = document_from_bytes(text.encode(), id="a.md", path="a.md")
        check(extract(document), [document])
    return process_time() - started


def main() -> None:
    """Print a line a kind."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    wanted = sys.argv[2:] or list(HOSTILE)
    seconds("营收3亿元。")
    worst = (0.0, "")
    for name in wanted:
        once, twice = seconds(HOSTILE[name](size)), seconds(HOSTILE[name](2 * size))
        worst = max(worst, (twice / once, name))
        print(f"{name:24}{once:8.2f}{twice:8.2f}{twice / once:8.2f}", flush=True)
    print(f"{'worst':24}{'':16}{worst[0]:8.2f}  {worst[1]}")


if __name__ == "__main__":
    main()
