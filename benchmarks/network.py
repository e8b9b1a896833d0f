"""How the cost of the arithmetic grows with the claims about one company.

    python benchmarks/network.py [CLAIMS...]

Makes reports of one invented company, year by year and segment by segment, reads them and runs every
arithmetic rule; prints claims, seconds to build the network, seconds for all rules, and microseconds a claim.
"""

from __future__ import annotations

import argparse
from time import perf_counter

from claims.document import document_from_text
from claims.extracting import extract
from claims.model import Claim, Document
from rules.arithmetic import ARITHMETIC_RULES
from rules.collection import Collection
from rules.network import network

_SEGMENTS = ("云端业务", "本地化业务")


def main() -> None:
    """Measure the sizes named on the command line."""
    parser = argparse.ArgumentParser(description="Measure how the arithmetic scales.")
    parser.add_argument("claims", nargs="*", type=int, default=[1000, 2000, 5000, 10000])
    print(f"{'claims':>7} {'network s':>10} {'rules s':>8} {'µs/claim':>9}")
    for size in parser.parse_args().claims:
        claims, documents = company(size)
        started = perf_counter()
        collection = Collection.of(claims, documents)
        net = collection.once(network)
        built = perf_counter() - started
        found = sum(1 for rule in ARITHMETIC_RULES for _ in rule.run(collection))
        whole = perf_counter() - started
        print(
            f"{len(claims):>7} {built:>10.2f} {whole:>8.2f} {whole / len(claims) * 1e6:>9.0f}"
            f"   {len(net.bounds)} facts, {found} findings"
        )


def company(size: int) -> tuple[list[Claim], list[Document]]:
    """At least so many claims of one company, in documents of ten years each."""
    claims: list[Claim] = []
    documents: list[Document] = []
    while len(claims) < size:
        number = len(documents)
        text = "\n".join(_year(1000 + (number * 10 + i) % 1000, number) for i in range(10))
        document = document_from_text(text, id=f"{number:05d}", path=f"{number:05d}")
        documents.append(document)
        claims += extract(document)
    return claims[:size], documents


def _year(year: int, number: int) -> str:
    """One year's report: revenue and growth, two segments and their shares, an expense and its ratio."""
    revenue = 300 + year % 97
    before = 300 + (year - 1) % 97
    first, spent = revenue * 6 // 10, revenue // 5
    growth = round((revenue - before) * 1000 / before)
    word = "增长" if growth >= 0 else "下降"
    return (
        f"青禾科技{year + 900}年营业收入为{revenue}.0亿元，同比{word}{abs(growth) / 10:.1f}%。"
        f"{year + 900}年，{_SEGMENTS[0]}收入为{first}.0亿元，占总收入的{first * 100 / revenue:.1f}%；"
        f"{_SEGMENTS[1]}收入为{revenue - first}.0亿元，占总收入的{(revenue - first) * 100 / revenue:.1f}%。"
        f"{year + 900}年研发费用为{spent}.0亿元，占营业收入的比例为{spent * 100 / revenue:.1f}%。"
    )


if __name__ == "__main__":
    main()
