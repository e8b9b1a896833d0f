"""Points in time: what one atom of a time phrase says.

In: a match of the grammar's atom expression and the text around it. Out: one `TimePoint`, or the two ends of
a range that one atom spells (6月1-3日), or none where the atom is no time after all (连续10年).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from claims.timegrammar import grammar as time_grammar
from claims.timegrammar import number
from claims.timewords import Base, Edge


@dataclass(frozen=True, slots=True)
class TimePoint:
    """One end of a phrase: a base, and what is written behind it."""

    base: Base
    """What it is counted from."""
    shift: int = 0
    """The year where `base` is absolute; else the distance in the base's unit."""
    part: str = ""
    """Part of the year: `H1`, `Q3`, `9M`, `11`, `01/08`, `06-30`, `--30` (a day of a month not said), `?`."""
    edge: Edge = Edge.WHOLE
    """A piece of the period so far (底, 中旬)."""
    unit: str = ""
    """Of an offset: year, month, week, day; of an edge word without a period, its grain."""
    fiscal: bool = False
    """True for a fiscal year."""
    same: bool = False
    """True for 同期: the part is that of the period spoken of before."""
    weekday: int = 0
    """Of a week's point: 1 Monday … 7 Sunday, 8 the weekend, 0 the week."""
    iso: str = ""
    """Of a fixed period, the period."""


_LONG_YEAR_BEFORE: Final = re.compile(r"(?:19|20)[0-9]{2} ?(?:[-–—―‒~、/]|[至到和及与])$")
_WEEKDAYS: Final = {name: index for index, name in enumerate("一二三四五六日", 1)} | {"天": 7, "末": 8}
_FROM_FIRST: Final = {"2": "H1", "3": "9M", "4": ""}
"""What the quarters from the first up to another make together."""
_UNITS: Final = {
    "年": "year",
    "月": "month",
    "季": "quarter",
    "周": "week",
    "星": "week",
    "天": "day",
    "日": "day",
}


def read_atom(atom: re.Match[str], text: str) -> list[TimePoint]:
    """What one atom says, as one point or the two of a range; nothing where it is no time."""
    match atom.lastgroup:
        case "word":
            return _word(atom[0])
        case "year":
            return _year(atom, text)
        case "full":
            part = f"{int(atom['dm']):02d}-{int(atom['dd']):02d}" if atom["dy"] else atom["em"]
            return [TimePoint(Base.ABSOLUTE, int(atom["dy"] or atom["ey"]), part)]
        case "month":
            month = number(atom["mm"])
            if atom["md"] or atom["mn"]:
                days = [number(day) for day in (atom["md"] or atom["mn"], atom["me"]) if day]
                return [TimePoint(Base.CONTEXT, part=f"{month:02d}-{day:02d}") for day in days]
            return [TimePoint(Base.CONTEXT, part=f"{month:02d}")]
        case "lone":
            return [
                TimePoint(Base.CONTEXT, part=f"--{int(day):02d}") for day in (atom["da"], atom["de"]) if day
            ]
        case "quarter":
            written = atom["qa"] or atom["qb"] or atom["qf"] or atom["ql"]
            part = f"Q{number(written)}" if written else atom["qc"] or atom["qs"] or "H1"
            return [TimePoint(Base.CONTEXT, part=part, fiscal=atom["qf"] is not None)]
        case "nine":
            return [_first_months(atom)]
        case "ordinal":
            month = number(atom["om"])
            return [TimePoint(Base.CONTEXT, part=f"{month:02d}")] if month <= 12 else []
        case "fronted":
            part = atom["hq"][::-1] if atom["hq"][0] in "1234" else atom["hq"]
            year = _century(int(atom["hqy"]))
            return [TimePoint(Base.ABSOLUTE, year, part, fiscal=atom["hqf"] is not None)]
        case "same":
            # 较同期增长 compares with the year before, 同期增长 speaks of the same stretch.
            if text[atom.start() - 1 : atom.start()] in ("较", "比"):
                return [TimePoint(Base.ANAPHORIC_YEAR, -1, same=True)]
            return [TimePoint(Base.CONTEXT, same=True)]
        case "then":  # 一年前同期
            return [TimePoint(Base.ANAPHORIC_YEAR, -number(atom["tn"] or atom["tb"]), same=True)]
        case "week":
            return [_week(atom)]
        case "offset":
            return _offset(atom)
        case "decade":
            return _decade(atom)
    return []


def _word(word: str) -> list[TimePoint]:
    grammar = time_grammar()
    words = grammar.words
    if word in grammar.points:
        base, shift = grammar.points[word]
        return [TimePoint(base, shift)]
    if word in words.parts:
        return [TimePoint(Base.CONTEXT, part=words.parts[word])]
    if word in words.fixed:
        return [TimePoint(Base.FIXED, iso=words.fixed[word])]
    unit, edge = words.edge_words[word]
    return [TimePoint(Base.CONTEXT, unit=unit, edge=edge)]


def _year(atom: re.Match[str], text: str) -> list[TimePoint]:
    fiscal = any(atom[name] for name in ("fy", "fy2", "fyx", "fyc", "yft"))
    if atom["yq"]:
        return [TimePoint(Base.ABSOLUTE, _century(int(atom["yq"])), _FROM_FIRST[atom["yqe"]])]
    if atom["y4"]:
        return [TimePoint(Base.ABSOLUTE, int(atom["y4"]), atom["y4p"] or "", fiscal=fiscal)]
    if atom["y2s"]:
        return [TimePoint(Base.ABSOLUTE, _century(int(atom["y2s"])))]
    if atom["fyx"] or atom["y2n"]:
        year = _century(int(atom["fyx"] or atom["y2n"]))
        return [TimePoint(Base.ABSOLUTE, year, atom["fyp"] or atom["y2p"] or "", fiscal=fiscal)]
    if atom["fsa"]:
        start, year = _century(int(atom["fsa"])), _century(int(atom["fsb"]))
        return [TimePoint(Base.ABSOLUTE, year, fiscal=True)] if year == start + 1 else []
    if atom["roc"]:
        return [TimePoint(Base.ABSOLUTE, 1911 + number(atom["roc"]))]
    written = atom["y2"] or atom["yc"]
    year = number(written)
    if len(written) == 4:
        return [TimePoint(Base.ABSOLUTE, year, fiscal=fiscal)] if 1800 <= year <= 2199 else []
    if fiscal or written[0] in "0〇○零" or atom[0].endswith("度") or _is_year(atom, year, text):
        return [TimePoint(Base.ABSOLUTE, _century(year), fiscal=fiscal)]
    return []


def _is_year(atom: re.Match[str], year: int, text: str) -> bool:
    """Whether two digits before 年 name a year (24年上半年) rather than a length (24年来)."""
    grammar = time_grammar()
    words, end = grammar.words, atom.end()
    if _LONG_YEAR_BEFORE.search(text, max(0, atom.start() - 6), atom.start()) is not None:
        return True
    before = text[atom.start() - 1 : atom.start()]
    if before and before in "近达约超逾满第过长历每了隔.":
        return False
    behind = grammar.atom.match(text, end)
    if behind is not None and behind.lastgroup in ("month", "quarter", "nine", "same"):
        return True
    if behind is not None and behind.lastgroup == "word" and behind[0] in words.parts:
        return True
    if grammar.edge.match(text, end) is not None:
        return True
    if not (atom["y2"] and 15 <= year <= 35) or (before and before in words.year_before):
        return False
    return end < len(text) and text[end] not in words.year_after


def _century(year: int) -> int:
    """A year written with two digits, in full."""
    return year if year > 99 else 2000 + year if year <= 60 else 1900 + year


def _first_months(atom: re.Match[str]) -> TimePoint:
    """前三季度, 前9个月, 一至三季度 and 1-8月 as a part of the year."""
    if atom["nq"] or atom["nm"]:
        start, end = 1, 3 * number(atom["nq"]) if atom["nq"] else number(atom["nm"])
    elif atom["lm"]:
        start, end = 13 - number(atom["lm"]), 12
    elif atom["q1"]:
        start, end = 3 * number(atom["q1"].removeprefix("第")) - 2, 3 * number(atom["q2"])
    else:
        start, end = number(atom["m1"]), number(atom["m2"])
    return TimePoint(Base.CONTEXT, part=f"{start:02d}/{end:02d}", fiscal=atom["nfq"] is not None)


def _week(atom: re.Match[str]) -> TimePoint:
    if atom["wx"]:
        return TimePoint(Base.SPEAKING_WEEK, weekday=_WEEKDAYS[atom["wy"]], unit="nearest")
    written = atom["wr"]
    shift = written.count("下") - written.count("上")
    return TimePoint(Base.SPEAKING_WEEK, shift, weekday=_WEEKDAYS.get(atom["wd"] or "", 0))


def _offset(atom: re.Match[str]) -> list[TimePoint]:
    """三个月前 as a point; 过去十年 and 前1周 as a range that ends or starts on the day of speaking."""
    written, unit = (
        (atom["on"], atom["ou"])
        if atom["on"]
        else (atom["pn"], atom["pu"])
        if atom["pn"]
        else (atom["bn"], atom["bu"])
    )
    unit = _UNITS[unit.removeprefix("个")[0]]
    if written == "半":
        if unit not in ("year", "month"):
            return []
        count, unit = (6, "month") if unit == "year" else (15, "day")
    else:
        count = number(written)
    if atom["on"]:
        return [TimePoint(Base.OFFSET, -count if atom["od"] == "前" else count, unit=unit)]
    count = count if atom["bd"] == "后" else -count
    return [TimePoint(Base.OFFSET, count, unit=unit, part="span")]


def _decade(atom: re.Match[str]) -> list[TimePoint]:
    century = 100 * (number(atom["ct"]) - 1) if atom["ct"] else 1900
    start = century + number(atom["dc"])
    return [TimePoint(Base.FIXED, iso=f"{start}/{start + 9}")]
