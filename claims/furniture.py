"""Loads `lexicon/furniture.toml` and compiles it to the few patterns that the layout asks.

Gives `furniture()`, one frozen `Furniture`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from claims.knowledge import Table

_DATE = r"(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?:日|(?!\d))"
_TIME = r"(?:T|\s)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"

# What stands before furniture on its line and is no longer than this belongs to it.
_SHORTEST_HEADLINE = 8


def _expand(pattern: str) -> str:
    expanded = pattern.replace("{date}", _DATE).replace("{time}", f"(?:{_TIME})")
    try:
        re.compile(expanded)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return expanded


Pattern = Annotated[str, AfterValidator(_expand)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Class(_Section):
    name: str
    whole: tuple[Pattern, ...] = ()
    start: tuple[Pattern, ...] = ()
    within: tuple[Pattern, ...] = ()
    limit: int = Field(default=80, gt=0, le=1000)


class _Feed(_Section):
    start: tuple[Pattern, ...]


class _References(_Section):
    heads: tuple[Pattern, ...]
    items: tuple[Pattern, ...]


class _Whole(_Section):
    whole: tuple[Pattern, ...]


class _Published(_Section):
    patterns: tuple[Pattern, ...]
    heads: tuple[Pattern, ...] = ()


class _Original(_Section):
    before: tuple[Pattern, ...]
    after: tuple[Pattern, ...]


class _File(_Section):
    classes: tuple[_Class, ...] = Field(alias="class")
    feed: _Feed
    references: _References
    caption: _Whole
    byline: _Whole
    published: _Published
    original: _Original


@dataclass(frozen=True, slots=True)
class Furniture:
    """What to ask a folded line, its outer white space left out."""

    openings: re.Pattern[str]
    """Matches at the start of a furniture line; the matched group tells the class."""
    decisive: re.Pattern[str]
    """Found anywhere in a furniture line; cheap, without a class."""
    decisive_by_class: re.Pattern[str]
    """The same with a group for each class."""
    limits: dict[str, int]
    """The longest line that each class may claim, by the name of its group."""
    longest: int
    """The largest of the limits."""
    feed: re.Pattern[str]
    """Opens a list of other headlines or comments."""
    reference_head: re.Pattern[str]
    """A whole line that opens the list of sources."""
    reference_item: re.Pattern[str]
    """The start of an entry of that list."""
    caption: re.Pattern[str]
    """A whole line under a figure."""
    bylines: tuple[re.Pattern[str], ...]
    """Whole lines that tell author and date, in the groups `year`, `month`, `day`."""
    byline: re.Pattern[str]
    """Any of them, without the groups."""
    published: tuple[re.Pattern[str], ...]
    """Places in furniture lines that tell the date, in the same groups."""
    heads: tuple[re.Pattern[str], ...]
    """Whole lines of a page's head that tell the date and are no furniture, in the same groups."""
    original_before: re.Pattern[str]
    """What precedes a reprint's original title."""
    original_after: re.Pattern[str]
    """What follows it on its line."""

    def claimed_from(self, line: str) -> int:
        """Where the furniture in `line` starts by its own words, up to its end; -1 where there is none."""
        length = len(line)
        if length > self.longest:
            return -1
        match = self.openings.match(line)
        if match and length <= self.limits[match.lastgroup or ""]:
            return 0
        if not self.decisive.search(line):
            return -1
        for match in self.decisive_by_class.finditer(line):
            if length <= self.limits[match.lastgroup or ""]:
                blank = line.rfind(" ", 0, match.start()) + 1
                return blank if blank > _SHORTEST_HEADLINE else 0
        return -1


_GROUP = re.compile(r"\(\?P<\w+>")


def _any(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?:{pattern})" if "|" in pattern else pattern for pattern in patterns)


TABLE = Table("claims/lexicon/furniture.toml", _File, folded=False)
"""The file; its patterns are no words to fold."""


@cache
def furniture() -> Furniture:
    """The lexicon of page furniture, compiled once."""
    return _compiled(TABLE.load())


def read_furniture(text: str, name: str) -> Furniture:
    """A lexicon of page furniture from its TOML; LexiconError with `name` and key where it is malformed."""
    return _compiled(TABLE.read(text, name))


def _compiled(lexicon: _File) -> Furniture:
    groups = {f"c{number}": entry for number, entry in enumerate(lexicon.classes)}
    openings = [
        f"(?P<{group}>{_any(entry.start + tuple(f'(?:{whole})$' for whole in entry.whole))})"
        for group, entry in groups.items()
        if entry.start or entry.whole
    ]
    decisive = [f"(?P<{group}>{_any(entry.within)})" for group, entry in groups.items() if entry.within]
    return Furniture(
        openings=re.compile("|".join(openings)),
        decisive=re.compile("|".join(pattern for entry in lexicon.classes for pattern in entry.within)),
        decisive_by_class=re.compile("|".join(decisive)),
        limits={group: entry.limit for group, entry in groups.items()},
        longest=max(entry.limit for entry in lexicon.classes),
        feed=re.compile(_any(lexicon.feed.start)),
        reference_head=re.compile(f"(?:{_any(lexicon.references.heads)})$"),
        reference_item=re.compile(_any(lexicon.references.items)),
        caption=re.compile(f"(?:{_any(lexicon.caption.whole)})$"),
        bylines=tuple(re.compile(f"(?:{pattern})$") for pattern in lexicon.byline.whole),
        byline=re.compile(f"(?:{_any(tuple(_GROUP.sub('(?:', whole) for whole in lexicon.byline.whole))})$"),
        published=tuple(map(re.compile, lexicon.published.patterns)),
        heads=tuple(re.compile(f"(?:{pattern})$") for pattern in lexicon.published.heads),
        original_before=re.compile(_any(lexicon.original.before)),
        original_after=re.compile(_any(lexicon.original.after)),
    )
