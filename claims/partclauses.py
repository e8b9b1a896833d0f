"""Numbers with the name before them that may be a part's, sentence by sentence, and what can be such a name.

In: a sentence's view. Out: each number of a metric whose parts are told in rows, with the name that stands
alone before it, in its own clause or in the one before. Which of them make a row, `claims.partrows` decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from claims.draft import unit_kind
from claims.lexicons import one_of, trie
from claims.model import Quantity
from claims.partnames import SORTS_BY
from claims.readingwords import reading_words
from claims.sentence import Mention, Name, SentenceView
from claims.words import Lexicon, Role

_WORDS = reading_words().slices
_PARTS = reading_words().breakdowns
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+&·/-]{1,11}")
_STOPS = ',，、;；:：()（）“”"「」 \t'
_LEADS = re.compile(rf"^(?!{one_of(_WORDS.others)})(?:{trie(_WORDS.row_part_leads)})")
_TAILS = re.compile(rf"(?:{trie(_WORDS.row_part_tails)}|的)+$")
_CAUSED = re.compile(rf"(?<=[\u4e00-\u9fff]{{2}})(?:{one_of(_WORDS.row_part_causes)})[^,，]{{2,10}}$")
"""Behind a name: why its number is what it is (`模型接口受降价影响只有22%`)."""
_BRINGS = re.compile(rf"(?:{trie(_WORDS.row_part_brings)})约?$")
_COMES_TO = re.compile(rf"(?:{trie(_WORDS.comes_to)})+$")
_AMONG = re.compile(rf"[{_STOPS}]*(?:{trie(_WORDS.members)})[,，:：]?")
_KEPT = re.compile(one_of((*_WORDS.slices_all_the_same, *_PARTS.first_all_the_same, *_WORDS.row_parts_kept)))
"""Words in which what no name holds says nothing (对公)."""
_LINE_ENDS = re.compile(rf"{one_of(_WORDS.sure_endings)}$")
_NO_PART = re.compile(one_of(_WORDS.no_row_parts))
_NOT_FIRST = re.compile(one_of(_WORDS.no_row_part_first))
_NOT_LAST = re.compile(rf"{one_of(_WORDS.no_row_part_last)}$")
_NO_AMOUNT = re.compile(rf"{one_of(_WORDS.no_row_amounts)}$")
"""What amounts are called that go on with no metric before them (租金)."""
_TOPIC = re.compile(rf"{one_of((*_WORDS.sure_endings, *_WORDS.topic_ends))}\s*$")
_TOPIC_SAYS = re.compile(one_of(_WORDS.topic_says))
"""What a clause says of the part that it names (`轮胎表现最好,收入3亿元`)."""
_GROWS = frozenset({"growth", "growth_noun"})
_IN_ROWS = frozenset((*_PARTS.wholes, *_WORDS.row_metrics))
_SUMS = frozenset(("", *_WORDS.sums))
_RATES = frozenset({"percent", "points", "times"})
WHOLE = ""
"""The name of the whole."""
_REACH = 8
"""Code points behind a number in which the word of its metric begins."""


class Part(NamedTuple):
    """A number with the name before it that may be a part's."""

    name: str
    metric: str
    at: int
    """Where its number starts."""
    start: int
    """Where its own words start."""
    end: int
    """Where its name ends."""
    kind: str
    """The kind of its number's unit, or what it counts."""
    sure: bool
    """Whether 其中 or what parts are sorted by opens its clause."""
    called: Name | None
    """The company that it is read as where it stands, or None."""
    unnamed: bool
    """Whether its metric is named only before the number that it goes on with."""
    behind: int
    """Of such a one, where the number starts that it goes on with; else -1."""


class _Place(NamedTuple):
    """A number with where the words before it stand."""

    quantity: Quantity
    start: int
    """Where its own words start."""
    at: int
    """Where it starts, with the words that qualify it."""
    end: int
    """Where its clause ends."""
    behind: int
    """Where the number before it ends."""


def parts_told_in(view: SentenceView, main: str | None) -> Iterator[Part]:
    """The numbers of a sentence with the names before them that may be parts'."""
    last: Part | None = None
    behind = view.start
    sure = False
    for quantity in view.quantities:
        clause = view.clause_of(quantity.start)
        opened, end = view.clauses[clause]
        start = max(opened, behind)
        at = quantity.qualifier_start if quantity.qualifier_start >= 0 else quantity.start
        if SORTS_BY.search(view.text, behind, at) is not None:
            sure = True
        among = _AMONG.match(view.text, start, at) is not None or _is_among(view, clause, behind)
        goes_on = last is not None and (last.name != WHOLE or among or view.text[start : start + 1] in "(（")
        place = _Place(quantity, start, at, end, behind)
        part = _part(view, place, last if goes_on else None, sure=sure or among)
        if part is not None and part.called is not None and part.called.canonical == main:
            part = part._replace(name=WHOLE, called=None, sure=False)
        behind = max(quantity.end, quantity.qualifier_end)
        if part is not None:
            last = part
            yield part
        elif unit_kind(quantity.unit) not in _RATES or last is None or last.kind in _RATES:
            last = None


def _is_among(view: SentenceView, clause: int, behind: int) -> bool:
    """Whether 其中 makes the clause before one (`其中,A收入3亿元`)."""
    start, end = view.clauses[clause - 1] if clause else (0, 0)
    return clause > 0 and start >= behind and view.text[start:end].strip(_STOPS) in _WORDS.members


def _part(view: SentenceView, place: _Place, last: Part | None, *, sure: bool) -> Part | None:
    """The part that a number may be of, by the words before it; nameless where it may be of the whole."""
    quantity, start, at, end, behind = place
    kind = unit_kind(quantity.unit)
    heads = [m for m in view.metrics(start, at) if _fits(view, m, kind, last)]
    told_behind = next(iter(view.metrics(quantity.end, min(end, quantity.end + _REACH))), None)
    after, until = -1, at
    if heads:
        head = heads[-1]
        metric, until = head.metric, head.start
        if "、" in view.text[head.end : at]:
            return None
        found = _name(view, start, head.start)
        if found is None:
            found = _topic(view, start, head.start, behind) or (WHOLE, None)
        elif (more := _kind_of_income(head)) > 0:
            known = found[0] in view.lexicon.dimensions.segment_words
            found = found if known else _name(view, start, head.start + more) or found
    elif told_behind is not None and view.text[quantity.end : told_behind.start].strip() in ("", "的"):
        metric = told_behind.metric
        brings = _BRINGS.search(view.text, start, at)
        until = brings.start() if brings is not None else start
        found = _name(view, start, until)
    elif last is not None and last.kind == (quantity.classifier or kind):
        metric, after = last.metric, last.at
        grows = view.cues(start, at, *_GROWS)
        until = grows[0].start if grows else at
        told = _COMES_TO.search(view.text, start, until)
        until = told.start() if told is not None else until
        found = _name(view, start, until)
        if found is not None and _NO_AMOUNT.search(found[0]) is not None:
            return None
    else:
        return None
    if found is None or metric not in _IN_ROWS:
        return None
    if kind not in _RATES and not view.lexicon.compatible(metric, kind):
        return None
    name, called = found
    sure = sure and name != WHOLE
    return Part(
        name,
        metric,
        quantity.start,
        start,
        until,
        quantity.classifier or kind,
        sure,
        called,
        after >= 0,
        after,
    )


def _fits(view: SentenceView, head: Mention, kind: str, last: Part | None) -> bool:
    """Whether the word of a metric tells what a number is, and is not only in a name (影院 of 影院放映)."""
    if head.metric is None or (kind not in _RATES and not view.lexicon.compatible(head.metric, kind)):
        return False
    return kind not in _RATES or last is None or head.metric in _IN_ROWS


def _kind_of_income(head: Mention) -> int:
    """How many code points of a metric's word belong to the name before it (服务 of `课程服务收入`)."""
    for kind in _WORDS.kinds_of_income:
        if head.word.startswith(kind) and head.word.removeprefix(kind) not in _SUMS:
            return len(kind)
    return 0


def _topic(view: SentenceView, start: int, head: int, behind: int) -> tuple[str, Name | None] | None:
    """The name that makes the clause before a number's, which opens with its metric (`A方面,收入3亿元`)."""
    clause = view.clause_of(start)
    words = view.without_phrases(start, head).strip(_STOPS)
    if clause == 0 or _TAILS.sub("", words):
        return None
    opened, end = view.clauses[clause - 1]
    if opened < behind or start != view.clauses[clause][0]:
        return None
    says = _TOPIC_SAYS.search(view.text, opened + 1, end)
    if says is not None:
        return _name(view, opened, says.start())
    return _name(view, opened, end) if _TOPIC.search(view.text, opened, end) is not None else None


def _name(view: SentenceView, start: int, end: int) -> tuple[str, Name | None] | None:
    """The name that stands alone between two offsets and may be a part's; with the company it is read as."""
    start = _behind_time(view, start, end)
    words = _TAILS.sub("", view.without_phrases(start, end).strip(_STOPS))
    called = None
    for name in view.names_between(start, end):
        own = view.text[name.start : name.end]
        if words.endswith(own) and words != own:
            words = own
        if words == own:
            called = name
        elif own in words:
            words = words.rpartition(own)[2]
    words = _CAUSED.sub("", words.strip(_STOPS))
    while (lead := _LEADS.match(words)) is not None:
        words = words[lead.end() :].strip(_STOPS)
    known = view.between(start, end)
    return (words, called) if words and may_be_part(view.lexicon, words, known) else None


def _behind_time(view: SentenceView, start: int, end: int) -> int:
    """Where the words behind the last time phrase start that has words behind it."""
    for phrase in view.phrases:
        if start <= phrase.start and phrase.end < end and _TAILS.sub("", view.text[phrase.end : end]):
            start = phrase.end
    return start


def may_be_part(lexicon: Lexicon, words: str, known: Iterable[Mention]) -> bool:
    """Whether words may be the name of a part: no word in them says of a number when, how or whose it is.

    `known` are the words of the lexicon around them.
    """
    if _NAME.fullmatch(words) is None or words in _wholes(lexicon):
        return False
    words = _LINE_ENDS.sub("", words) or words
    bare = _KEPT.sub("", words)
    if _NOT_FIRST.match(bare) or (_NOT_LAST.search(words) and _KEPT.search(words) is None):
        return False
    if bare and _NO_PART.search(bare) is not None:
        return False
    return not any(mention.word in words and _speaks(mention, words) for mention in known)


@cache
def _wholes(lexicon: Lexicon) -> frozenset[str]:
    return frozenset((*lexicon.dimensions.whole, *lexicon.names.pronouns))


def _speaks(mention: Mention, words: str) -> bool:
    """Whether a word of the lexicon says of a number what no name does."""
    if len(mention.word) == 1:
        return False  # 料 of 饲料
    if mention.metric is not None and mention.metric in _IN_ROWS and words.endswith(mention.word):
        return True
    if mention.cue is not None and mention.cue.kind != "plain":
        return True
    return mention.role(Role.SAYS) is not None or mention.role(Role.AGAIN) is not None
