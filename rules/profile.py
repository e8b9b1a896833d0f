"""What other documents need to know of one: its names, its stock codes, its telling figures.

Takes a document with its claims; gives a `Profile`, light enough that those of a whole collection can be held
at once. From the profiles alone it is decided which documents are checked together (`partition.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claims.model import Claim, Document, Measure
from claims.words import lexicon
from rules.definitions import definitions

_CODE = re.compile(
    r"(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,20})[(\uff08](?P<code>\d{4,6}\.(?:HK|SH|SZ|BJ|SS))[)\uff09]"
)
_TELLING_DIGITS = 3
_ENOUGH_CLAIMS = 3
_TITLE = 80
"""Characters at the start of a document in which its title stands."""
_COLONS = (":", "\uff1a")
_OWNER = re.compile("[和与][他她]的")
"""Behind the name of a person at the head of a title (`张三和他的工厂`)."""
_TO_FIGURE = r"[^,，。;；:：\n]{0,40}?\d"
"""What leads from a name to a figure of the same clause."""
_READ = 5_000
"""Characters of a document without a subject that are searched for names known from others."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the other documents of a collection need to know of one."""

    document: str
    """The document's id."""
    names: tuple[tuple[str, int], ...] = ()
    """The entities that its claims name, sorted, each with the number of these claims."""
    codes: tuple[tuple[str, str], ...] = ()
    """Entities with the stock codes that the text puts behind their names, sorted."""
    figures: tuple[tuple[str, str], ...] = ()
    """Entities with figures that tell them apart from others, each as `metric unit value`; sorted."""
    opening: str = ""
    """The folded beginning of a document most of whose claims name nobody; empty for all others."""
    headed: str = ""
    """Its main subject where that stands only before the title's colon (`下半场:某某怎么赚`), is a person,
    a place or an economy, which a text without a name falls back on, or a word of the title of which no
    clause tells a figure (`小城青年的生意`); else empty."""
    ladders: tuple[tuple[str, bool], ...] = ()
    """The nouns that the text puts on a ladder of degrees, sorted, and whether on its upper rungs."""

    @property
    def subject(self) -> str | None:
        """Whom most of its claims name."""
        return min(self.names, key=lambda pair: (-pair[1], pair[0]))[0] if self.names else None

    @property
    def telling(self) -> bool:
        """Whether enough claims name somebody that its subject may be looked for in other documents."""
        return sum(count for _, count in self.names) >= _ENOUGH_CLAIMS


def profile(document: Document, claims: Iterable[Claim]) -> Profile:
    """The profile of a document with its claims: a function of the two alone."""
    from rules.promotion.escalation import degrees

    claims = tuple(claims)
    counts = Counter(claim.entity for claim in claims)
    nameless = counts.pop(None, 0)
    names = {name: count for name, count in counts.items() if name is not None}
    worded = _word_of_title(document.folded, names)
    headed = _headed(document.folded, names) or worded
    nameless += names.get(headed, 0)
    named = sum(names.values()) - names.get(headed, 0)
    most = max((count for name, count in names.items() if name != headed), default=0)
    falls_back = nameless > named or (headed == worded != "" and nameless >= most)
    return Profile(
        document=document.id,
        names=tuple(sorted(names.items())),
        codes=tuple(sorted(_codes(document.folded, names))),
        figures=tuple(sorted({_figure(claim) for claim in claims if claim.entity and _tells(claim)})),
        opening=document.folded[:_READ] if falls_back else "",
        headed=headed,
        ladders=tuple(sorted(degrees(document))),
    )


def _headed(folded: str, names: Mapping[str, int]) -> str:
    """The main subject where it is no company.

    An economy or a place, somebody whom the title speaks of with what is his, or what opens the text before a
    colon and never comes back.
    """
    for name in sorted(names, key=lambda name: (-names[name], name))[:1]:
        if name in lexicon().economies.values() or definitions().entity.nameless(name):
            return name
        if _OWNER.match(folded[folded.find(name, 0, _TITLE) + len(name) :]) and name in folded[:_TITLE]:
            return name
        at = folded.find(name, 0, _TITLE)
        if at >= 0 and folded[at + len(name) : at + len(name) + 1] in _COLONS and folded.count(name) == 1:
            return name
    return ""


def _word_of_title(folded: str, names: Mapping[str, int]) -> str:
    """Of those whom most claims name a word of the title: no company's ending, and no figure behind it."""
    most = max(names.values(), default=0)
    if most < _ENOUGH_CLAIMS:
        return ""
    title = _title(folded)
    told = sorted(name for name, count in names.items() if count == most and name in title)
    return next((name for name in told if not _figured(folded, name)), "")


def _title(folded: str) -> str:
    """A text's first line where it is a headline above the rest, else nothing."""
    line, _, rest = folded.lstrip().partition("\n")
    return line if rest and len(line) <= _TITLE else ""


def _figured(folded: str, name: str) -> bool:
    """Whether a name ends as a company's does or any clause goes on from it to a figure."""
    if name.endswith(lexicon().names.suffixes):
        return True
    return re.search(re.escape(name) + _TO_FIGURE, folded[:_READ]) is not None


def _codes(folded: str, names: Iterable[str]) -> set[tuple[str, str]]:
    """Names of a document with the stock codes in brackets behind them, where the name is a claim's."""
    known = frozenset(names)
    found = set()
    for match in _CODE.finditer(folded):
        written = match["name"]
        for start in range(len(written) - 1):
            if written[start:] in known:
                found.add((written[start:], match["code"]))
                break
    return found


def _tells(claim: Claim) -> bool:
    return claim.measure is not Measure.DATE and len(claim.value.strip("-0.")) >= _TELLING_DIGITS


def _figure(claim: Claim) -> tuple[str, str]:
    return claim.entity or "", f"{claim.metric} {claim.unit} {claim.value}"
