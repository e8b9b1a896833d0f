"""The slice that a clause or a sentence speaks of: what a number without one of its own points back to.

In: the view of a sentence. Out: the segment that opens a clause, which is remembered, and the one spoken of
last before a number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.modifiers import (
    BRACKETS,
    LEAVES,
    endings,
    widened,
)
from claims.partclauses import may_be_part
from claims.readingwords import reading_words
from claims.sentence import Placed, SentenceView
from claims.speaking import Speaking
from claims.words import Role

_WORDS = reading_words().slices

_CLAUSE_LEADS = re.compile(rf"(?:{trie(_WORDS.clause_leads)}|\s)*")


_SURE = re.compile(one_of(_WORDS.sure_endings))


def tells_segment(view: SentenceView) -> bool:
    """Whether a sentence may name a slice of the business: only then are its clauses' openings read."""
    return _SURE.search(view.text, view.start, view.end) is not None or any(
        mention.role(Role.SEGMENT) for mention in view.mentions
    )


def remember_topic(view: SentenceView, speaking: Speaking, start: int, end: int) -> None:
    """Remember a segment that opens a clause: what follows may point back to it."""
    rows: tuple[Sequence[Placed], ...] = (view.phrases, view.names)
    for index, (clause_start, clause_end) in enumerate(view.clauses):
        if clause_end <= start or clause_start >= end:
            continue
        if (
            index
            and not view.text.startswith(_WORDS.members, clause_start, clause_end)
            and view.text[clause_start - 1] not in ";；"
            and all(phrase.end + 1 != clause_start for phrase in view.phrases)
        ):
            continue
        opens = _CLAUSE_LEADS.match(view.text, clause_start, clause_end)
        offset = opens.end() if opens else clause_start
        for item in chain.from_iterable(rows):
            if offset <= item.start <= offset + 2 and item.end <= clause_end:
                offset = item.end + view.text.startswith("的", item.end)
        lead = endings(view.lexicon).lead.match(view.text, offset, clause_end)
        if lead:
            offset = lead.end()
        found = _segment_at(view, offset, min(clause_end, end))
        if found is not None:
            speaking.segment = found


_QUOTED = re.compile(rf"[“\"「]([^“”\"「」]{{2,10}}{one_of(_WORDS.quoted_ends)})[”\"」]")


def spoken_of(view: SentenceView, draft: Draft) -> str | None:
    """The last slice of business that the sentence names before a number, brackets left out."""
    brackets = [match.span() for match in BRACKETS.finditer(view.text, view.start, draft.start)]
    found = None
    for mention in view.between(view.start, draft.start):
        if mention.role(Role.SEGMENT) and not any(a <= mention.start < b for a, b in brackets):
            found = widened(view, mention, draft.start)
    if found is None:
        quoted = list(_QUOTED.finditer(view.text, view.start, draft.start))
        found = quoted[-1].group(1) if quoted else None
    return found


def clause_topic(view: SentenceView, draft: Draft) -> str | None:
    """The slice that the clause before a number's tells of, where the metric opens the number's, or None.

    In `芯片业务延续调整,收入由5亿元降至4.65亿元` and `狂犬疫苗则承压,收入4亿元` the revenue is the slice's.
    """
    if draft.head is None or not view.start <= draft.head[0] < draft.start:
        return None
    clause = view.clause_of(draft.head[0])
    if view.text[draft.head[0] : draft.head[1]].startswith(_IN_ALL):
        return None
    if clause == 0 or not _opens(view, view.clauses[clause][0], draft.head[0]):
        return None
    start, end = view.clauses[clause - 1]
    if view.text[view.clauses[clause][0] - 1] not in ",，" or any(
        start <= q.start < end for q in view.quantities
    ):
        return None
    start = view.behind_all(start, end, names=False)
    if view.names_between(start, end) or view.text.startswith(_WORDS.topic_never, start):
        return None
    named = _TURNED_TO.match(view.text, start, end)
    if named is not None:
        known = view.between(start, named.end())
        if may_be_part(view.lexicon, named["name"], known) and not any(m.metric for m in known):
            return named["name"]
    found = _segment_at(view, start, end)
    told = found is not None and view.text.startswith(found, start)
    return (
        found
        if found is not None and told and not _MERELY_NAMED.fullmatch(view.text, start + len(found), end)
        else None
    )


_MERELY_NAMED = re.compile(r"(?:方面|上|这边|这块|这一块)?[,，\s]*")
_TURNED_TO = re.compile(
    rf"(?P<name>[\u4e00-\u9fffA-Za-z]{{2,10}}?)"
    rf"(?:则(?!是|有|为|由|因|从|将)|{one_of(_WORDS.topic_goes)})"
)
"""What a clause says of a line of goods that it opens with (`狂犬疫苗则延续调整`, `轮胎表现亮眼`)."""
_IN_ALL = ("总", "营业总")
_OPENING = re.compile(rf"(?:{one_of(_WORDS.row_part_tails)}|\s)*")


def _opens(view: SentenceView, start: int, head: int) -> bool:
    """Whether nothing but times and verbs stands between two offsets."""
    return _OPENING.fullmatch(view.without_phrases(start, head).strip(" ,，")) is not None


def _segment_at(view: SentenceView, start: int, end: int) -> str | None:
    """A slice of the business that starts at an offset, or None."""
    runs = endings(view.lexicon).run
    for mention in view.between(start, end):
        if mention.start > start + 6:
            break
        if mention.role(Role.SEGMENT) and (
            mention.start == start or view.text[start : mention.start].endswith(("向", "化"))
        ):
            return widened(view, mention, end)
    match = runs.match(view.text, start, end)
    cut = match is not None and any(m.start < match.end() < m.end for m in view.mentions)
    if match and not cut and not LEAVES.match(match.group()):  # 业务量 names no 业务
        name = match.group()
        if not any(other.start >= start and other.end <= match.end() for other in view.names):
            return name
    return None
