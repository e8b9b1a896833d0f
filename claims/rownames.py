"""Names in rows: those that open the items of a round-up, and those that stand each beside its figure.

In: the folded text. Out: the names that stand so.
"""

from __future__ import annotations

from collections.abc import Iterator

from claims import namesigns as signs
from claims.lexicons import holds_any
from claims.naming import INNER, plausible, speaks, suffixes
from claims.readingwords import reading_words
from claims.words import Lexicon

_NOT_BESIDE = reading_words().names.not_beside_figures
_LENGTHS = range(4, 9)
"""Code points of a company's name that only its place tells."""


def item_heads(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The names before a colon that open the items of a round-up (`甲股份:…;乙股份:…`).

    Labels open paragraphs so, too (`盈利预测：`), and those who speak in turn: one of the heads must end as
    a company's name does, and none come back.
    """
    if not holds_any(":：", folded):
        return
    found = [m["name"] for m in signs.ITEM_HEAD.finditer(folded)]
    endings = suffixes(lexicon)
    told = any(endings.close(name) or name in lexicon.companies for name in found)
    if told and len(set(found)) == len(found) > 1:
        yield from (name for name in found if plausible(name, lexicon) and not speaks(name, lexicon))


def beside_figures(folded: str, lexicon: Lexicon) -> Iterator[str]:
    """The names in a row that parts them by figures (`云杉药业5.4亿元，杉木药业3.6亿元`), and their stems."""
    found = [m["name"] for m in signs.BESIDE_FIGURE.finditer(folded)]
    if len(set(found)) < 2:
        return
    endings = suffixes(lexicon)
    for name in found:
        named = len(name) in _LENGTHS and endings.close(name) and not INNER.search(name)
        if not named or name.endswith(_NOT_BESIDE) or not plausible(name, lexicon):
            continue
        yield name
        stem = name.removesuffix(next(e for e in lexicon.names.suffixes if name.endswith(e)))
        if len(stem) > 1 and folded.count(stem) > folded.count(name) and plausible(stem, lexicon):
            yield stem
