"""Counts against what they count: `门店2家（甲店、乙店）` names two, `48家，其中存续32家` has 32 of the 48.

A list of names stands in brackets behind its count, behind 包括 or 分别为, or in front of it
(`甲公司、乙公司等三家公司`); what 等 ends is a list of some. A list that names as many as are counted is
verified; one that does not is contradicted only in brackets of its own, since elsewhere it is open where a
list begins. Parts are held to the count before them where a word such as 其中 makes them its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

from claims.model import Claim, Document, Measure, Qualifier
from rules.collection import Collection
from rules.facts import FactBook
from rules.identities import Identity
from rules.itemlists import lists
from rules.knowledge import cue, knowledge
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.sums import adds_up
from rules.surroundings import words_before
from rules.verdicts import worded
from rules.within import judged

_cue = partial(cue, "counted")
_NAME = r"[^、,，。;；:：()\n]{2,40}"
_INNER = re.compile(r"\([^()]*\)")
_JOINED = re.compile("[和及与]")
_FEWEST, _MOST = 2, 60
"""How many a list of names holds."""
_REACH = 400
"""So many characters before or behind a count its list stands in."""
_SHORTEST = 3
"""Characters that a name has at least where a list that does not fit its count is told of."""
_PARTS = 60
"""So many characters stand at most between two parts of a count."""
_LINK = 12
"""So many stand at most between a count and the word that makes others its parts."""
_FAR = 90
"""So many stand at most between a count and those of a sentence on it."""
_NOUN = 2
"""So many characters behind two counts are the same noun's."""


@dataclass(frozen=True, slots=True)
class _Names:
    """A list of names beside a count."""

    start: int
    end: int
    most: int
    """How many names it holds, a 和 between the last two counted."""
    least: int
    """The same where that 和 belongs to a name."""
    partial: bool
    """Whether it names only some."""
    sure: bool
    """Whether it is all and nothing but the list of what is counted."""

    def fits(self, count: int) -> bool:
        """Whether it names so many."""
        return count in (self.least, self.most) or (self.partial and self.least <= count)


@cache
def _bracket() -> re.Pattern[str]:
    return re.compile(r"^[\u4e00-\u9fff]{0,6}\((?P<names>(?:[^()\n]|\([^()\n]*\))*)\)")


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(
        rf"^[\u4e00-\u9fff]{{0,6}}[,，:：]?(?:{_cue('listing').pattern})(?P<names>(?:[^,，。;；:：()\n]|\([^()\n]*\))*)"
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<names>(?:{_NAME}、)+{_NAME}?)(?P<some>等)?(?:共计?|合计|这|[上前]述)?$")


def named_count(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each count with a list of names beside it."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        if claim.unit != "count" or claim.qualifier is not Qualifier.EXACT or not book.usable(claim):
            continue
        count = reading(claim).value
        document = collection.document[claim.document]
        found = list(_lists(document, claim)) if _FEWEST <= count <= _MOST else []
        names = next((names for names in found if names.fits(int(count))), None)
        wrong = [names for names in found if names.sure and not names.partial]
        if names is None and not wrong:
            continue
        told = names or wrong[0]
        verdict = Verdict.VERIFIED if names else Verdict.CONTRADICTED
        yield worded(
            collection,
            identity,
            verdict,
            f"named_{'some' if told.partial else verdict.value}",
            (claim,),
            spans=(collection.location(claim), collection.place(document.id, told.start, told.end)),
            count=claim.text,
            named=told.least if told.fits(int(count)) and told.least == count else told.most,
        )


def _lists(document: Document, claim: Claim) -> Iterator[_Names]:
    """The lists of names beside a count, the ones behind it first."""
    text = document.folded
    behind = text[claim.span.end : claim.span.end + _REACH]
    for pattern in (_bracket(), _listed()):
        found = pattern.match(behind)
        if found:
            names = _names(found["names"], claim.span.end + found.start("names"), pattern is _bracket())
            if names is not None:
                yield names
    start = max(0, claim.span.start - _REACH // 2)
    found = _before().search(text[start : claim.span.start])
    if found:
        names = _names(found["names"] + (found["some"] or ""), start + found.start("names"), False)
        if names is not None:
            yield names


def _names(listed: str, start: int, bracketed: bool) -> _Names | None:
    """A list of names, or None where it holds figures or no 、."""
    bare = _INNER.sub("", listed)
    if "、" not in bare or re.search("[0-9]", bare):
        return None
    items = [item for item in bare.split("、") if item]
    joined = len(_JOINED.findall(items[-1]))
    long = all(len(item) >= _SHORTEST for item in items)
    some = bool(_cue("some").search(bare))
    sure = bracketed and long and not _cue("not_names").search(bare) and not joined
    return _Names(start, start + len(listed), len(items) + joined, len(items), some, sure)


def counts_within(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each count with the parts of it that are told behind it, but for lists that make all of it."""
    book = collection.once(FactBook)
    sums = [t for t in collection.once(lists) if t.whole is not None and t.whole.unit == "count"]
    summed = {terms.whole.id for terms in sums if terms.whole is not None and adds_up(terms)}
    for claims in book.paragraphs():
        counts = [c for c in claims if c.unit == "count" and c.hard is not None]
        told: set[str] = set()
        for index, whole in enumerate(counts):
            if whole.measure is Measure.CHANGE or _moves(book, whole):
                continue  # 净增118人，其中研发573人: those are of all there are now
            behind = counts[index + 1 :]
            parts = [] if whole.id in told | summed else list(_parts(book, whole, behind))
            if parts:
                told |= {part.id for part in parts[1:]}
                yield from judged(collection, identity, parts, whole)
            elif behind and _alike(book, whole, behind[0]):
                yield from judged(collection, identity, behind[:1], whole)
            these = list(_of_these(book, whole, behind))
            if these:
                yield from judged(collection, identity, these, whole)


def _moves(book: FactBook, claim: Claim) -> bool:
    """Whether the words right before a count say that it came or went."""
    return any(words_before(book, claim).endswith(word) for word in knowledge().net_moves)


def _gap(book: FactBook, start: int, claim: Claim) -> str:
    return book.collection.document[claim.document].folded[start : claim.span.start]


def _word(book: FactBook, claim: Claim, more: int = 0) -> str:
    """The last character of a count, which says what it counts in, with so many behind it."""
    end = claim.span.end
    return book.collection.document[claim.document].folded[end - 1 : end + more]


def _parts(book: FactBook, whole: Claim, behind: list[Claim]) -> Iterator[Claim]:
    """The counts of the same sentence that 其中 makes parts of one: of the same word, one after another."""
    at, depth, own, word = whole.span.end, 0, 0, _word(book, whole)
    for number, claim in enumerate(behind):
        gap = _gap(book, at, claim)
        depth += gap.count("(") - gap.count(")")
        if (
            len(gap) > _PARTS
            or depth < own
            or word.isdigit()
            or _word(book, claim) != word
            or re.search("[。;；:：\n]", gap)
            or _cue("not_parts").search(gap)
            or not (number or _cue("among").search(gap[:_LINK]))
        ):
            return
        at, own = claim.span.end, own if number else depth  # a list in brackets ends with them
        yield claim


def _of_these(book: FactBook, whole: Claim, behind: list[Claim]) -> Iterator[Claim]:
    """The counts of a later sentence on what a count was of (`存续32家。…所有存续企业中，担任5家…`)."""
    at, word, lead, begun = whole.span.end, _word(book, whole), words_before(book, whole), False
    for claim in behind:
        gap = _gap(book, at, claim)
        found = None if begun else _cue("of_these").search(gap)
        noun = found["noun"] if found else ""
        named = any(noun[i : i + 2] in lead for i in range(len(noun) - 1))
        if len(gap) > _FAR or _word(book, claim) != word or (begun and "。" in gap) or not (begun or named):
            return
        begun, at = True, claim.span.end
        yield claim


def _alike(book: FactBook, whole: Claim, part: Claim) -> bool:
    """Whether a count of all (`共计345家公司`) and the next of the same noun are whole and part."""
    gap = _gap(book, whole.span.end, part)
    return (
        bool(_cue("in_all").search(words_before(book, whole)))
        and _word(book, whole, _NOUN) == _word(book, part, _NOUN)
        and len(gap) <= _PARTS
        and not re.search("[。;；\n]", gap)
        and not _cue("not_parts").search(gap)
        and reading(part).value <= reading(whole).value
    )
