"""Time phrases, found in one pass over a folded text and not yet resolved.

In: a folded text (Simplified, half width). Out: `TimePhrase`s in their order, none overlapping. A phrase is
one or two points in time (a range), each a year, a part of it and a day as far as written, with the words in
front and behind that bound it (`截至…`, `自…以来`, `…之前`). Which days it means is the next step's matter
(`claims.periods.resolve`): it may hang on the publication date and on what was spoken of before.
Lengths (三年, 112天) are quantities and not found here unless an anchor makes a time of them (三年前).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from claims.timegrammar import COUNT, DAY, Grammar, grammar, number
from claims.timepoints import TimePoint, read_atom
from claims.timewords import Base, Bound, Edge


class TimeKind(StrEnum):
    """How a time phrase finds its days."""

    ABSOLUTE = "absolute"
    """It names its year."""
    PARTIAL = "partial"
    """A quarter, month or day whose year is not said."""
    RELATIVE = "relative"
    """Counted from the day on which the text speaks."""
    ANAPHORIC = "anaphoric"
    """Counted from the period spoken of before, or the one reported on."""
    OFFSET = "offset"
    """A length before or after the day on which the text speaks (三个月前)."""
    EVENT = "event"
    """Counted from an event (IPO前); names no days."""
    VAGUE = "vague"
    """Names no days (近日)."""


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time phrase as written."""

    start: int
    """Offset of the first code point, with the word in front that bounds it."""
    end: int
    """Offset behind the last code point, with the words behind that bound it."""
    core_start: int
    """Offset where the time itself starts (behind 截至, 自)."""
    core_end: int
    """Offset behind the time itself (before 以来, 之前)."""
    kind: TimeKind
    """How it finds its days."""
    first: TimePoint | None
    """The point, or a range's first; None for events and vague words."""
    last: TimePoint | None = None
    """A range's second point, else None."""
    bound: Bound = Bound.NONE
    """What the words around make of it."""
    length: int = 0
    """Months of the length that it carries (止的9个月, 以来的半年内; 12 for 止年度), else 0."""


_RANGE: Final = re.compile(r" ?(?:[-–—―‒~]{1,2}|[至到]) ?")
_AND: Final = re.compile(r"[和与及]")
_AMONG: Final = re.compile(r"之?间(?!接)")
_DAY_BEHIND: Final = re.compile(rf"({DAY})[日号]")
_WEEKDAY_BEHIND: Final = re.compile(
    r"[,，]?(?:周|星期|礼拜)[一二三四五六日天](?![期均])|[(（](?:周|星期|礼拜)[一二三四五六日天][)）]"
)
_TERM: Final = re.compile(
    rf" ?(?:为?止的?[,，]?|的) ?"
    rf"(?:(?P<n>{COUNT}) ?个月|(?P<y>(?:财政|财务|会计)?(?:全年|年度)|财年)|(?P<q>季度)|(?P<h>半年))"
)
_STOP: Final = re.compile(r" ?(?:为?止)(?![损跌步])")
_WITHIN: Final = re.compile(rf"的(?:(?P<n>{COUNT})个?(?P<u>年|月)|(?P<h>半年))(?:时间)?[内间里]")
_LISTED: Final = re.compile(r" ?(?:[、,，]|[和及与]|以及) ?")
_JOINTS: Final = ("", " ", "的", " 的")
_YEARLY: Final = frozenset({Base.ABSOLUTE, Base.SPEAKING_YEAR, Base.ANAPHORIC_YEAR})
_MONTHLY: Final = frozenset({Base.SPEAKING_MONTH, Base.ANAPHORIC_MONTH})
_STARTS: Final = (Bound.SINCE, Bound.SO_FAR)
_KINDS: Final = {
    Base.ABSOLUTE: TimeKind.ABSOLUTE,
    Base.FIXED: TimeKind.ABSOLUTE,
    Base.CONTEXT: TimeKind.PARTIAL,
    Base.OFFSET: TimeKind.OFFSET,
    Base.REPORT: TimeKind.ANAPHORIC,
    Base.ANAPHORIC_YEAR: TimeKind.ANAPHORIC,
    Base.ANAPHORIC_FISCAL_YEAR: TimeKind.ANAPHORIC,
    Base.ANAPHORIC_QUARTER: TimeKind.ANAPHORIC,
    Base.ANAPHORIC_MONTH: TimeKind.ANAPHORIC,
    Base.ANAPHORIC_DAY: TimeKind.ANAPHORIC,
}


def time_phrases(folded: str) -> list[TimePhrase]:
    """All time phrases of a folded text in their order, found in one pass and not resolved."""
    return _Scan(folded).phrases()


class _Scan:
    """One pass over one text: atoms first, then points, then phrases."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.grammar: Grammar = grammar()
        self.atoms = self._atoms()

    def _atoms(self) -> list[re.Match[str]]:
        text, found, at = self.text, [], 0
        search, match = self.grammar.starts.search, self.grammar.atom.match
        while (start := search(text, at)) is not None:
            atom = match(text, start.start())
            if atom is None:
                at = start.end()
            else:
                found.append(atom)
                at = atom.end()
        return found

    def phrases(self) -> list[TimePhrase]:
        """Join atoms to phrases from left to right."""
        found: list[TimePhrase] = []
        index, floor = 0, 0
        while index < len(self.atoms):
            if self.atoms[index].start() < floor:
                index += 1
                continue
            phrase, index = self._phrase(index, floor)
            if phrase is not None:
                if (phrase.length and phrase.bound is Bound.AS_OF) or _closes_a_quarter(phrase):
                    self._share_term(found, phrase)
                found.append(phrase)
                floor = phrase.end
        return found

    def _phrase(self, index: int, floor: int) -> tuple[TimePhrase | None, int]:
        atom = self.atoms[index]
        start, end = atom.span()
        if atom.lastgroup == "trap":
            return None, index + 1
        if atom.lastgroup == "vague":
            return TimePhrase(start, end, start, end, TimeKind.VAGUE, None), index + 1
        if atom.lastgroup == "event":
            length = _months(atom["en"], atom["eu"]) if atom["en"] else 0
            return TimePhrase(start, end, start, end, TimeKind.EVENT, None, length=length), index + 1
        points, end, following = self._points(index)
        if not points:
            return None, index + 1
        last = points[-1] if len(points) > 1 else None
        if last is None:
            joint = _RANGE.match(self.text, end)
            among = False
            if joint is None:
                joint = _AND.match(self.text, end)
                among = joint is not None
            if joint is not None and not among and _dated(points[0]):
                short = _DAY_BEHIND.match(self.text, joint.end())
                if short is not None:
                    last, end = TimePoint(Base.CONTEXT, part=f"--{number(short[1]):02d}"), short.end()
                    following = self._behind(following, end)
                    joint = None
            if (
                joint is not None
                and following < len(self.atoms)
                and self.atoms[following].start() == joint.end()
            ):
                others, other_end, after = self._points(following)
                closed = _AMONG.match(self.text, other_end) if among else None
                if len(others) == 1 and (not among or closed is not None) and _joinable(points[0], others[0]):
                    last, end, following = others[0], other_end, after
                    if closed is not None:
                        end = closed.end()
        first = points[0]
        if last is not None:
            last = _inherit(last, first)
        return self._bounded(start, end, floor, first, last), following

    def _points(self, index: int) -> tuple[list[TimePoint], int, int]:
        """The point that starts at an atom (two for 6月1-3日), its end, and the atom behind it."""
        text = self.text
        atom = self.atoms[index]
        points = read_atom(atom, self.text)
        end, index = atom.end(), index + 1
        if not points:
            return [], end, index
        if len(points) == 1:
            point = points[0]
            while index < len(self.atoms) and text[end : self.atoms[index].start()] in _JOINTS:
                joined = self._join(point, self.atoms[index])
                if not joined:
                    break
                end, index = self.atoms[index].end(), index + 1
                if len(joined) == 2:
                    return joined, end, index
                point = joined[0]
            if point.base in _MONTHLY and not point.part:
                day = _DAY_BEHIND.match(text, end)
                if day is not None:
                    point, end = replace(point, part=f"--{number(day[1]):02d}"), day.end()
            if point.edge is Edge.WHOLE and point.base not in (Base.REPORT, Base.OFFSET, Base.FIXED):
                edge = self.grammar.edge.match(text, end)
                if edge is not None:
                    kind = self.grammar.words.edges[edge["edge"]]
                    point, end = replace(point, edge=kind), edge.end()
            if "-" in point.part:
                weekday = _WEEKDAY_BEHIND.match(text, end)
                if weekday is not None:
                    end = weekday.end()
            points = [point]
        return points, end, self._behind(index, end)

    def _behind(self, index: int, end: int) -> int:
        """The first atom from `index` on that starts at `end` or later: those before it are used up."""
        while index < len(self.atoms) and self.atoms[index].start() < end:
            index += 1
        return index

    def _join(self, point: TimePoint, atom: re.Match[str]) -> list[TimePoint]:
        """The point with one more atom behind it, or nothing where they don't belong together."""
        if point.edge is not Edge.WHOLE:
            return []
        behind = read_atom(atom, self.text)
        if not behind:
            return []
        other = behind[0]
        if other.unit and other.base is Base.CONTEXT:
            fits = other.unit == "year" and point.base in _YEARLY and not point.part
            fits = fits or (other.unit == "month" and (len(point.part) == 2 or point.base in _MONTHLY))
            fits = fits or (other.unit == "quarter" and point.part.startswith("Q"))
            return [replace(point, edge=other.edge)] if fits else []
        if other.base is Base.ANAPHORIC_YEAR and other.shift == 0 and not other.part:
            return [point] if point.base in _YEARLY and not point.part else []  # 去年全年
        if other.base is Base.REPORT and other.shift == 1 and point.base in _YEARLY and not point.part:
            return [replace(point, edge=Edge.END)]
        if (
            point.base not in _YEARLY
            or point.part
            or other.base is not Base.CONTEXT
            or other.part.startswith("--")
        ):
            return []
        fiscal = point.fiscal or other.fiscal
        return [
            TimePoint(
                point.base, point.shift, each.part, each.edge, point.unit, fiscal, each.same, iso=point.iso
            )
            for each in behind
        ]

    def _bounded(
        self, start: int, end: int, floor: int, first: TimePoint, last: TimePoint | None
    ) -> TimePhrase:
        """The phrase with the words in front and behind that bound it."""
        text, words = self.text, self.grammar.words
        core_start, core_end, bound, length = start, end, Bound.NONE, 0
        front = self._front(start, floor)
        before = words.before[front] if front else Bound.NONE
        term = _TERM.match(text, end) if last is None else None
        if last is None and (before is Bound.AS_OF or (term is not None and text[term.start()] == "止")):
            bound = Bound.AS_OF
            if before is Bound.AS_OF:
                start = text.rindex(front, floor, start)
            if term is not None:
                length = 12 if term["y"] else 3 if term["q"] else 6 if term["h"] else number(term["n"])
                end = term.end()
            elif (stop := _STOP.match(text, end)) is not None:
                end = stop.end()
        elif first.base is not Base.OFFSET:
            after = self.grammar.after.match(text, end)
            if after is not None:
                bound, end = words.after[after[0].strip()], after.end()
                if bound in _STARTS and (within := _WITHIN.match(text, end)) is not None:
                    length = 6 if within["h"] else _months(within["n"], within["u"])
                    end = within.end()
            ranged = last is not None or "/" in first.part or bound in _STARTS
            if before is Bound.SINCE and not ranged:
                bound, ranged = before, True
            if before in (Bound.FROM, Bound.SINCE) and ranged:
                start = text.rindex(front, floor, start)
        kind = TimeKind.ANAPHORIC if first.same else _KINDS.get(first.base, TimeKind.RELATIVE)
        return TimePhrase(start, end, core_start, core_end, kind, first, last, bound, length)

    def _share_term(self, found: list[TimePhrase], phrase: TimePhrase) -> None:
        """Give the years before it the day and length that only the last of a list spells out.

        截至2023年及2024年6月30日止六个月 has two first halves, 2023年及2024年12月31日 two balances;
        2023年及截至2024年6月30日止六个月 a year and a half of one.
        """
        assert phrase.first is not None
        apart = phrase.start < phrase.core_start
        start = phrase.start
        for index in range(len(found) - 1, -1, -1):
            each = found[index]
            bare = each.first is not None and each.first.base is Base.ABSOLUTE and not each.first.part
            if each.first is None or not bare or each.last is not None or each.first.edge is not Edge.WHOLE:
                return
            if apart and each.start == each.core_start:
                return
            if _LISTED.fullmatch(self.text, each.end, start) is None:
                return
            dated = replace(each.first, part=phrase.first.part, edge=phrase.first.edge)
            found[index] = replace(each, first=dated, bound=phrase.bound, length=phrase.length)
            start = each.start

    def _front(self, start: int, floor: int) -> str:
        text = self.text
        if start > floor and text[start - 1] == " ":
            start -= 1
        if not text.endswith(self.grammar.fronts, floor, start):
            return ""
        for word in self.grammar.fronts:
            if text.endswith(word, floor, start):
                return word
        return ""


def _months(count: str, unit: str) -> int:
    """A written length in whole months; 0 where it is shorter."""
    if unit == "年":
        return 6 if count == "半" else 12 * number(count)
    return number(count) if unit == "月" and count != "半" else 0


def _closes_a_quarter(phrase: TimePhrase) -> bool:
    """Whether a phrase is one day on which balances are struck."""
    point = phrase.first
    return phrase.last is None and point is not None and point.part in ("03-31", "06-30", "09-30", "12-31")


def _dated(point: TimePoint) -> bool:
    """Whether a point names a day of a month, so that 日 alone can end its range."""
    return "-" in point.part and "/" not in point.part


def _joinable(first: TimePoint, last: TimePoint) -> bool:
    """Whether two points can be the ends of one range."""
    if last.base is Base.REPORT:
        return last.shift == 1 and first.edge is Edge.START
    closed = (Base.FIXED, Base.OFFSET, Base.REPORT)
    if first.base in closed or last.base in closed or first.same or last.same:
        return False
    # `2024年8月15日-20日` has a month for its day, `2024年-20日` has none.
    return not (last.part.startswith("--") and last.base is Base.CONTEXT and "-" not in first.part)


def _inherit(last: TimePoint, first: TimePoint) -> TimePoint:
    """A range's second point, with the year and month that only the first spells out."""
    if last.base is not Base.CONTEXT:
        return last
    part = last.part
    if part.startswith("--") and not first.part.startswith("--"):
        part = first.part[:2] + part[1:]
    return replace(last, base=first.base, shift=first.shift, part=part, fiscal=first.fiscal)
