"""How the cost of finding shared wording grows with the collection, and what the bounded index misses.

    python benchmarks/lineage.py COLLECTION.jsonl
    python benchmarks/lineage.py --rewrites 4000

Takes a JSON Lines file of documents, or makes so many rewrites of one release, which is the worst case of an
index: every document shares its passages with every other. Prints documents, characters, seconds and
microseconds a character for growing parts of the collection; then how many documents lean on others, by the
index and by comparing every pair.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter

from claims.document import document_from_text
from claims.model import Document
from rules.authority import authority
from rules.collection import Collection
from rules.origins import LEAST_SHARED, own_words, seniority, wording
from rules.winnowing import winnow

_SENTENCES = tuple(
    f"青禾科技第{number}条产品线在{number % 12 + 1}月完成改造，负责人介绍了{word}的经过和往后的安排。"
    for number, word in enumerate(("选址", "招标", "调试", "验收", "培训", "备件", "巡检", "结算") * 4)
)


def main() -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(description="Measure how finding shared wording scales.")
    parser.add_argument("collection", nargs="?", type=Path)
    parser.add_argument("--rewrites", type=int, default=2000)
    options = parser.parse_args()
    documents = _read(options.collection) if options.collection else _rewrites(options.rewrites)
    print(f"{'documents':>9} {'characters':>10} {'seconds':>8} {'µs/character':>12}")
    found: set[str] = set()
    for parts in (8, 4, 2, 1):
        some = documents[: len(documents) // parts]
        characters = sum(len(document.folded) for document in some)
        started = perf_counter()
        found = {leaning.document for leaning in wording(Collection.of((), some))}
        seconds = perf_counter() - started
        print(f"{len(some):>9} {characters:>10} {seconds:>8.2f} {seconds / characters * 1e6:>12.2f}")
    started = perf_counter()
    every = _exhaustive(documents)
    print(f"documents that lean: {len(found)} by the index, {len(every)} by comparing every pair")
    print(f"comparing every pair took {perf_counter() - started:.2f} s more")


def _read(path: Path) -> list[Document]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        document_from_text(row["text"], id=f"{n:06d}", path=str(row.get("id", n)))
        for n, row in enumerate(rows)
    ]


def _rewrites(count: int) -> list[Document]:
    """Rewrites that each keep half of a release's sentences, in an order of their own."""
    random = Random(1)
    texts = ("".join(random.sample(_SENTENCES, len(_SENTENCES) // 2)) for _ in range(count))
    return [document_from_text(text, id=f"{n:06d}", path=f"{n:06d}") for n, text in enumerate(texts)]


def _exhaustive(documents: list[Document]) -> set[str]:
    """Documents of which some other, senior one holds enough, every pair compared."""
    rules = authority().wording
    holding: dict[str, list[str]] = defaultdict(list)
    leaning = set()
    for document in sorted(documents, key=seniority):
        prints = {x.gram for x in winnow(document.folded, own_words(document), rules.length, rules.window)}
        shared = Counter(other for gram in prints for other in holding[gram])
        most = max(shared.values(), default=0)
        if most >= LEAST_SHARED and Fraction(most, len(prints)) >= Fraction(rules.share):
            leaning.add(document.id)
        for gram in prints:
            holding[gram].append(document.id)
    return leaning


if __name__ == "__main__":
    main()
