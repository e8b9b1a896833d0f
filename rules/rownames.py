"""The words before the figures of a row: what opens the row, and the names of its parts.

In: the words between two figures, or the names of a row's parts. Out: the name that the words are, if they
are one; and what names say of their row: that nothing is left out, or that its parts are not of one cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from claims.model import Basis, Claim
from rules.knowledge import cue, knowledge, listed_cue

_cue = partial(cue, "rows")
_LEAD = re.compile(
    r"[^,，、。;；:：()—…\n]{0,20}?(?:(?P<mark>[,，、。;；:：()—…\n\s]+)|以及|及|和|与)(?P<words>[^\n]*)"
)
"""Between two figures: the noun of the first, what parts them, and what leads to the second."""
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&/+“”\"「」()（）\- ]{0,20}")
_GLOSS = re.compile(r"^\((?:约|即|合)[^()]{0,20}\)")
"""Right behind a figure: what it comes to."""
_PARTED = re.compile("[、和及与]")
_FIGURE = re.compile(r"(?<![A-Za-z0-9-])\d(?![后A-Za-z0-9])")
_SIDES = 2
RAISED = frozenset({"funding", "ipo_proceeds", "issue_size"})
"""What is raised, and told by the shares of it that go into this and that."""


@dataclass(slots=True)
class Lead:
    """The words between a figure and the one before it."""

    stop: bool
    """Whether a sentence ends between them."""
    opener: str
    """All but the last of the words: what opens a row."""
    name: str
    """The name right before the figure."""


def stops(words: str) -> bool:
    """Whether a sentence ends in some words."""
    return re.search("[。\n!?！？]", words) is not None


def last_clause(words: str) -> str:
    """The words behind the last comma, semicolon or full stop."""
    return re.split("[,，。;；\n]", words)[-1]


def last_words(words: str) -> str:
    """The words behind the last comma, colon, semicolon or full stop."""
    return re.split("[,，。;；:：\n]", words)[-1]


def compared(words: str, *, planned: bool = False) -> bool:
    """Whether words make a figure one of another time, of a move, or of a plan where none is `planned`."""
    if listed_cue("nested_cues").search(words) is not None or _cue("moving").search(words) is not None:
        return True
    return not planned and _cue("planned").search(words) is not None


def read_lead(words: str) -> Lead | None:
    """What the words between two figures open and name; None where nothing parts the figures."""
    found = _LEAD.match(_GLOSS.sub("", words))
    if found is None:
        return None
    *openers, name = re.split("[,，:：]", found["words"])
    opener = ",".join(openers)
    inner = _cue("opens").match(name)
    if inner is not None:
        opener, name = opener + inner.group(), name[inner.end() :]
    return Lead(stops(found["mark"] or "") or stops(opener), opener, name)


def plain_name(words: str) -> str | None:
    """The name that words in front of a member are, or None where they say something else."""
    name = _cue("links").sub("", _cue("joins").sub("", words, count=1))
    if _NAME.fullmatch(name) is None or _FIGURE.search(name) or compared(name):
        return None
    return None if _cue("not_names").search(name) else name


def name_as_read(claim: Claim, last: Claim, lead: str) -> str | None:
    """The name of a part that stands in full before its figure, or behind it as that of the part before does.

    None where the words before it have to tell it.
    """
    name, before = (c.dimensions.get("segment", "") for c in (claim, last))
    own = _cue("links").sub("", _cue("joins").sub("", lead, count=1))
    planned = claim.metric in RAISED or claim.basis is Basis.TARGET
    behind = not own and before not in ("", name) and planned
    return name if name and (behind or own == name) else None


def announced(words: str) -> int:
    """How many figures the words before them announce (`前四大客户`, `三人合计`); 0 where they don't."""
    found = _cue("so_many").search(words)
    return 0 if found is None else _NUMBERS.find(found["count"])


_NUMBERS = "零一二三四五六七八九十"


def alike_names(name: str, others: Sequence[str]) -> bool:
    """Whether a name ends as all the others do (`省际班线53条,市际班线49条`), being one of them."""
    name = _cue("links").sub("", name)
    return len(name) > 1 and all(other.endswith(name[-2:]) for other in others)


def shared_names(names: Sequence[str]) -> Sequence[str]:
    """The names of a row whose figures stand behind all of them (`国内、海外分别为`), one for each."""
    if any(names[1:]):
        return names
    shared = [name for name in _PARTED.split(_cue("opens").sub("", names[0])) if name]
    return shared if len(shared) == len(names) else names


def leave_nothing_out(names: Sequence[str]) -> bool:
    """Whether a row's names leave nothing out: one is of the rest, or they are the two sides of one cut."""
    if _cue("rest").search(names[-1]) or _cue("ladder").search(names[-1]):
        return True
    return len(names) == _SIDES and two_sides(names)


def two_sides(names: Sequence[str]) -> bool:
    """Whether two names are of the two sides of one cut (`境内收入`, `境外收入`)."""
    for pair in knowledge().complements:
        for one, other in (pair, pair[::-1]):
            found = re.search(one, names[0]), re.search(other, names[1])
            if found[0] and found[1] and names[0][found[0].end() :] == names[1][found[1].end() :]:
                return True
    return False


def of_crossing_cuts(parts: Sequence[Claim], names: Sequence[str]) -> bool:
    """Whether the parts are not of one cut (`研发人员560人,硕士以上310人`), so that some stand in two."""
    own = [(part, name) for part, name in zip(parts, names, strict=True) if not _cue("rest").search(name)]
    for sort in knowledge().sorts_of_parts:
        if len({re.search(sort, name) is not None for _, name in own}) > 1:
            return True
    abroad = [_cue("abroad").search(name) is not None for _, name in own]
    placed = [
        there or "region" in part.dimensions or (part.entity or "?") in name
        for there, (part, name) in zip(abroad, own, strict=True)
    ]
    return any(abroad) and not all(placed)
