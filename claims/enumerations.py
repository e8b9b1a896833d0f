"""Lists as they are written: runs of numbers with nothing but commas between, and rows of names before them.

In: the drafts of a sentence, or the words before a list. Out: the runs, or the names in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().lists
ONLY_JOIN = re.compile(rf"\s*(?:、|,|，|/|{trie(_WORDS.and_)})\s*")
AND = re.compile(rf"、|{trie(_WORDS.and_)}")
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
RESPECTIVELY = re.compile(one_of(_WORDS.respectively))
"""Before a list: each of its members is of what stands in its place."""
FIRST_OF_ROW = re.compile(
    rf"前(?:[两二三四五六七八九十2-9])(?:{one_of(_WORDS.sort_counters)}|者)(?:{trie(_WORDS.sorts)})*"
)
"""Before a list: it is of the first so many of the parts told before (`前三者分别占`)."""
_MOVES_ON = re.compile(rf"(?:、|,|，|{trie(_WORDS.and_)})?(?:{one_of(_WORDS.moves)})(?:了|约|近|超)?")
"""Between two rates of a list: that the next one went up or down."""
_OPENS = re.compile(one_of(_WORDS.opens))


def groups_of(view: SentenceView, drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Runs of two or more numbers that only a list's commas and conjunctions part."""
    groups: list[list[Draft]] = []
    for draft in drafts:
        if groups and follows(view, groups[-1][-1], draft):
            groups[-1].append(draft)
        else:
            groups.append([draft])
    return [group for group in groups if len(group) > 1]


def follows(view: SentenceView, earlier: Draft, draft: Draft) -> bool:
    """Whether a comma or a conjunction is all that parts two numbers, or which way the second went."""
    if earlier.kind != draft.kind and not {earlier.kind, draft.kind} <= {"money", "count"}:
        return False
    between = BRACKETS.sub("", view.text[earlier.end : draft.start]).strip()
    if ONLY_JOIN.fullmatch(between) is not None:
        return True
    moves = earlier.measure is draft.measure is Measure.GROWTH
    return moves and _MOVES_ON.fullmatch(between) is not None  # 分别增长5%、下降3%和增长2%


def items_of(words: str) -> list[str]:
    """The members of an enumeration."""
    return [item.strip() for item in AND.split(words) if item.strip()]


def enumeration(words: str, count: int) -> list[str]:
    """The members of the enumeration of so many that a clause ends with, else those behind its last opening.

    、 parts them, and 和 too unless it stands in a member's name: `养殖、饲料及饲料原料、食品` has three
    members, `云业务和广告` two. What stands behind the first 、 opens nothing (有 of `云端服务、私有化部署`).
    """
    words = BRACKETS.sub("", words)
    row = words.partition("、")[0]
    pieces = [words[opening.end() :] for opening in _OPENS.finditer(row)] or [words]
    for piece in pieces:
        items = [item.strip() for item in piece.split("、") if item.strip()]
        if len(items) == count > 1:
            return items
    members = [items_of(piece) for piece in reversed(pieces)]
    return next((items for items in members if len(items) == count), members[0])
