"""One base behind several shares: amounts with their percentages of the same thing imply the same whole.

`63,095,200股，占公司总股本的24.99%` implies a capital; so does every other holding of that notice, and all
must imply one. What a percentage is of is read from the words between it and its amount; percentages of
different words are never mixed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from itertools import islice

from claims.model import Claim, Qualifier
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, core
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import Grade, judge, reading, rounded, slip_of, written
from rules.verdicts import Suspicion, phrase

_BASE = parse("100 * part / share")
_PART = parse("base * share / 100")
_SHARE = parse("100 * part / base")
_DAY = re.compile("^截[至止]于?(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?:收盘)?")
"""The day for which a whole is told."""
_FARTHEST = 45
"""The most characters between an amount and its percentage."""
_REFERRED = 90
"""The same for a percentage told of the sentence before."""
_FEWEST = 2
_FAR = 90_000
"""Percent from which on a percentage is hardly the figure that slipped."""


@dataclass(frozen=True)
class Pair:
    """An amount, its percentage, which is above zero, and the words for what it is a percentage of."""

    part: Claim
    share: Claim
    base: str

    @cached_property
    def core(self) -> Interval:
        """The whole that the careful readings imply."""
        return _BASE.over({"part": written(reading(self.part)).core, "share": _around(self.share)})

    @cached_property
    def hard(self) -> Interval:
        """The whole that the generous readings imply."""
        share = written(reading(self.share)).hard.hull(_around(self.share))
        return self.core.hull(_BASE.over({"part": written(reading(self.part)).hard, "share": share}))


def _around(share: Claim) -> Interval:
    """All that a percentage may have been rounded from."""
    return rounded(written(reading(share)))


@cache
def _of() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{'|'.join(knowledge().part_cues)})(?P<base>[^,，。;；、]{{2,40}}?)(?:{_tail()})*$"
    )


def _tail() -> str:
    return "|".join(map(re.escape, knowledge().part_tails))


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, knowledge().base_fillers)))


def one_base(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """For each document and base the pairs that imply one whole, or each that does not fit the others."""
    for name, found in collection.once(pairs_by_document).items():
        grouped: dict[tuple[str, str, str], list[Pair]] = defaultdict(list)
        for pair in found:
            if not is_held(pair.base):
                grouped[pair.base, pair.part.unit, pair.share.entity or ""].append(pair)
        folded = collection.document[name].folded
        changing = any(word in folded for word in knowledge().capital_changes)
        for pairs in grouped.values():
            yield from _judged(collection, identity, pairs, changing)


def is_held(base: str) -> bool:
    """Whether words speak of what a holder holds."""
    return any(word in base for word in knowledge().held_cues)


def pairs_by_document(collection: Collection) -> dict[str, tuple[Pair, ...]]:
    """Amounts with the percentages that follow them, by document; several may follow one."""
    book = collection.once(FactBook)
    found = {document.id: tuple(_pairs(book, document.id)) for document in collection.documents}
    return {document: pairs for document, pairs in found.items() if pairs}


def _pairs(book: FactBook, document: str) -> Iterator[Pair]:
    before: list[Claim] = []
    folded = book.collection.document[document].folded
    for claim in book.collection.by_document.get(document, ()):
        if not book.usable(claim) or claim.hard is None:
            continue
        if claim.unit != "percent":
            before += [claim] if claim.unit not in ("date", "rank") else []
            continue
        last = next((c for c in reversed(before) if _open(folded[c.span.end : claim.span.start])), None)
        if last is None or not (_together(book, last, claim) or _referred(book, last, claim)):
            continue
        start = max(last.span.end, claim.span.start - _FARTHEST)
        between = folded[start : claim.span.start].rstrip()
        found = _of().search(between)
        figure = written(reading(claim))
        lows = (figure.hard.low, _around(claim).low)
        if (
            found
            and figure.value > 0
            and all(low is not None and low > 0 for low in lows)  # zero percent implies no whole
            and (figure.plain or figure.qualifier is Qualifier.ABOUT)
        ):
            yield Pair(last, claim, _named(found["base"], claim))


def _together(book: FactBook, part: Claim, share: Claim) -> bool:
    return book.place(part).sentence == book.place(share).sentence


def _referred(book: FactBook, part: Claim, share: Claim) -> bool:
    """Whether a sentence of its own tells the percentage of what the one before moved (`本次解除质押占…`)."""
    if book.distance(part, share)[0] > 1 or part.span.end < share.span.start - _REFERRED:
        return False
    folded = book.collection.document[share.document].folded
    between = folded[part.span.end : share.span.start]
    return between.count("。") == 1 and bool(_again().match(between.split("。")[1]))


@cache
def _again() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, knowledge().again_cues)))


def _open(between: str) -> bool:
    """Whether no bracket closes between an amount and a percentage that was open at the amount."""
    depth = 0
    for c in between:
        depth += (c in "(（") - (c in ")）")
        if depth < 0:
            return False
    return True


def _named(base: str, claim: Claim) -> str:
    name = base.replace(claim.entity, "") if claim.entity else base
    name, capital = _fillers().sub("", _DAY.sub("", "".join(name.split()))), knowledge().capital_words
    return capital[0] if name in capital else name


def _judged(
    collection: Collection, identity: Identity, pairs: list[Pair], changing: bool
) -> Iterator[Finding]:
    distinct = list({(p.part.value, p.share.value): p for p in reversed(pairs)}.values())[::-1]
    if len(distinct) < _FEWEST or any(p.hard.width is None for p in distinct):
        return
    finest = min(distinct, key=lambda p: (-sum(p.hard.meets(q.hard) for q in distinct), coarseness(p)))
    rest = [p for p in distinct if p is not finest]
    fitting = [p for p in rest if p.hard.meets(finest.hard)]
    missing = [p for p in rest if not p.hard.meets(finest.hard)]
    if fitting:
        yield verified(collection, identity, finest, fitting)
    told = fitting or any(word in finest.base for word in knowledge().sole_bases)
    if told and not changing and len(missing) == 1:
        tried = [(missing[0], finest)] if fitting else [(missing[0], finest), (finest, missing[0])]
        found = (_contradicted(collection, identity, wrong, right) for wrong, right in tried)
        yield from islice((finding for finding in found if finding is not None), 1)


def coarseness(pair: Pair) -> Fraction:
    """How wide the whole that a pair implies is, for its size."""
    width, middle = pair.hard.width, pair.core.middle
    assert width is not None
    return width / abs(middle) if middle else width


def verified(collection: Collection, identity: Identity, finest: Pair, rest: list[Pair]) -> Finding:
    """That pairs imply one whole."""
    claims = [finest.share, finest.part, *(c for p in rest for c in (p.share, p.part))]
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED,
        message=phrase(
            "one_base",
            collection.language,
            list="、".join(f"{p.part.text}（{p.share.text}）" for p in (finest, *rest)),
            expected=show_interval(finest.core, finest.part.unit, collection.language),
        ),
        claims=claims,
        expected=finest.core.stated(finest.part.unit),
    )


def suspect_of(pair: Pair, base: Interval) -> Suspicion | None:
    """Which figure of a pair a plain slip explains; an amount that lost its 万 goes before its percentage."""
    parts = _PART.over({"base": base, "share": core(pair.share)})
    shares = _SHARE.over({"part": core(pair.part), "base": base})
    found = []
    for claim, wanted in ((pair.share, shares), (pair.part, parts)):
        figure = written(reading(claim))
        slip = slip_of(figure, wanted)
        if slip is not None:
            found.append(Suspicion(claim, slip.repair, slip))
    far = judge(pair.share, shares, shares).gap_percent >= _FAR
    return (found[-1] if far else found[0]) if found else None


def _contradicted(collection: Collection, identity: Identity, pair: Pair, finest: Pair) -> Finding | None:
    """A pair of another whole, where a plain slip in one of its figures explains it."""
    shares = _SHARE.over({"part": core(pair.part), "base": finest.core})
    suspicion = suspect_of(pair, finest.core)
    if suspicion is None or judge(pair.share, shares, shares).grade is not Grade.CONTRADICTION:
        return None
    suspect, slip = suspicion.claim, suspicion.slip
    assert slip is not None
    other = pair.part if suspect is pair.share else pair.share
    language = collection.language
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "two_bases",
            language,
            part=pair.part.text,
            share=pair.share.text,
            first=show_interval(pair.core, pair.part.unit, language),
            other_part=finest.part.text,
            other_share=finest.share.text,
            second=show_interval(finest.core, finest.part.unit, language),
            slip=phrase(f"slip_{slip.kind}", language),
        ),
        claims=(suspect, other, finest.part, finest.share),
        expected=shares.stated("percent"),
        stated=reading(pair.share).core.stated("percent"),
        suggestion=f"{suspect.text} → {slip.repair}" if slip.repair else None,
    )
