"""Rows of names before a list, of which each member is that in its place (`甲、乙分别为A、B`).

In: the first number of a list, its sentence and how many members the list has. Out: the names of the row,
or None where there is none: those that are known to be names, else those at the head of the clause that read
like companies (`甲银行、乙农商行和丙银行3家分别被罚A、B、C`).
"""

from __future__ import annotations

import itertools
import re

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.nametests import is_goods
from claims.naming import cleaned, is_strange, plausible, suffixes, to_ending
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView

_WORDS = reading_words().lists
_RESPECTIVELY = re.compile(one_of(_WORDS.respectively))
_AND = re.compile(rf"、|{trie(_WORDS.and_)}")
_JOINS_NAMES = re.compile(rf"\s*(?:、|,|，|/|{trie(_WORDS.and_)})\s*(?:[\u4e00-\u9fff]{{1,4}}的)?")
"""Between the names of a row; where a company is from may stand before it (`中国的甲和韩国的乙`)."""
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_COUNTED = re.compile(rf"(?:等|这)*[两二三四五六七八九十\d]+{one_of(_WORDS.company_counters)}[^、]{{0,6}}$")
"""Behind the members of a row of companies: how many there are (`3家银行`)."""
_OF_LINES = re.compile(
    rf"(?:从|按照|按|分){one_of(reading_words().breakdowns.by)}|(?:及|和|与|、){one_of(reading_words().breakdowns.rest)}"
)
"""Before a row of lines of business, or its last member (`按业务划分,甲、乙、零部件及其他的收入依次为…`)."""
_NAME = re.compile("[\u4e00-\u9fffA-Za-z]{2,10}")


def listed_names(view: SentenceView, first: Draft, count: int) -> list[Name] | None:
    """Names in a row before a list, as many as it has members."""
    names = [name for name in view.names if name.end <= first.start]
    if len(names) < count or not _RESPECTIVELY.search(view.text[names[-count].start : first.start]):
        return None
    row = names[-count:]
    for a, b in itertools.pairwise(row):
        if not _JOINS_NAMES.fullmatch(_BRACKETS.sub("", view.text[a.end : b.start])):
            return None
    return row


def listed_companies(view: SentenceView, first: Draft, count: int, *, of_company: bool) -> list[str] | None:
    """The companies in a row at the head of the clause of a list, as many as it has members.

    At least half of them end as a company's name does or are known; a single known one is enough in a text
    that is about no company (`of_company`).
    """
    start = view.clauses[first.clause][0]
    told = _RESPECTIVELY.search(view.text, start, first.start)
    if told is None or "、" not in view.text[start : told.start()]:
        return None
    opened = view.behind_all(start, told.start()) if view.phrases else start
    if "、" not in view.text[opened : told.start()]:
        opened = start
    row = _COUNTED.sub("", _BRACKETS.sub("", view.text[opened : told.start()]).strip())
    items = [item.strip() for item in _AND.split(row)]
    if len(items) < count or _OF_LINES.search(view.text, view.start, first.start):
        return None
    items = [*items[: count - 1], _as_far_as_named(view, items[count - 1])]
    if not all(_NAME.fullmatch(item) for item in items):
        return None
    lexicon = view.lexicon
    endings = suffixes(lexicon)
    if any(cleaned(item, lexicon) != item or not _may_be(view, item) for item in items):
        return None
    if any(is_goods(item, view.text) for item in items):
        return None
    sure = [item for item in items if item in lexicon.companies or (len(item) > 2 and endings.close(item))]
    enough = 1 if not of_company else (count + 1) // 2
    return [lexicon.companies.get(item, item) for item in items] if len(sure) >= enough else None


def _may_be(view: SentenceView, item: str) -> bool:
    """Whether a member can be a company: a name by its form, or a run that holds no known word."""
    lexicon = view.lexicon
    if item in lexicon.companies:
        return True
    return plausible(item, lexicon) and (suffixes(lexicon).close(item) or is_strange(item, lexicon))


def _as_far_as_named(view: SentenceView, item: str) -> str:
    """The last member without what is told of them all (`丙新材参与调研的机构`, `丙1月交付量`)."""
    named = next((n for n in range(len(item), 1, -1) if item[:n] in view.lexicon.companies), 0)
    run = item[:named] or re.split(r"[\d的]", item)[0]
    return run if named else to_ending(run[:12], view.lexicon)
