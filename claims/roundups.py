"""Names that open the items of a round-up, each before a colon.

In: the folded text. Out: these names; labels of paragraphs and those who speak in turn are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims import namesigns as signs
from claims.lexicons import holds_any
from claims.naming import plausible, speaks, suffixes
from claims.words import Lexicon

_JOINS = re.compile("[与及]")
"""Joins two things that a paragraph tells of (`费用与预收：`)."""


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
        alone = [name for name in found if _JOINS.search(name, 1) is None or endings.close(name)]
        yield from (name for name in alone if plausible(name, lexicon) and not speaks(name, lexicon))
