"""Who leans on whom as a drawing: works and speakers on the left, documents on the right, curves between.

The layout is in whole pixels and depends on nothing but the report.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.cells import cell_len

from claims.model import Source
from reports.page.desk import Desk, Link, shorten
from reports.text import one_line
from rules.origins import Leaning, Trace, lineage

if TYPE_CHECKING:
    from rules.model import Location

ROW = 34
"""Pixels from one node to the next."""
BOX = 26
"""Height of a node."""
LEFT, RIGHT = 200, 470
"""Widths of the nodes for works and for documents."""
BETWEEN = 150
"""Pixels between the two columns."""
BEND = 110
"""Pixels kept for curves between documents."""
MOST = 40
"""Documents up to which all are drawn, works and all; of more, those that have an origin in common."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document or a work that documents lean on."""

    x: int
    y: int
    width: int
    label: str
    note: str
    """The document's date and title, shortened."""
    title: str
    """The whole name."""
    anchor: str
    """Anchor of the document; empty for a work outside."""
    shared: bool
    """Whether several documents lean on it: they are one origin in what they take from it."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A leaning."""

    trace: str
    path: str
    text: str
    """The leaning in words."""
    weight: int
    """Width of the curve."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A leaning in words, with the places where it shows."""

    text: str
    trace: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole drawing and the same in words."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    traces: tuple[str, ...]
    """Kinds of leanings that occur, for the legend."""
    sentences: tuple[Sentence, ...]
    independent: int
    """Documents that lean on no other document."""


def drawing(desk: Desk) -> Drawing | None:
    """The drawing of a report's documents; None where fewer than two are at hand."""
    collection = desk.collection
    if len(collection.documents) < 2:
        return None
    leanings = [_Named(leaning, _name(leaning, desk)) for leaning in collection.once(lineage)]
    leaners = Counter(x.name for x in leanings if x.leaning.trace is Trace.ATTRIBUTION)
    all_drawn = len(collection.documents) <= MOST
    shown = [
        x for x in leanings if all_drawn or x.leaning.trace is not Trace.ATTRIBUTION or leaners[x.name] > 1
    ]
    named = Counter(x.name for x in shown if x.leaning.trace is Trace.ATTRIBUTION)
    works = sorted(named, key=lambda name: (-named[name], name))[:MOST]
    shown = [x for x in shown if x.leaning.trace is not Trace.ATTRIBUTION or x.name in works]
    involved = {x.leaning.document for x in shown} | {x.leaning.on for x in shown}
    documents = [d for d in collection.documents if all_drawn or d.id in involved]
    documents.sort(key=lambda d: (d.published is None, str(d.published), d.id))
    if not all_drawn:  # those of one origin side by side, since the drawing is longer than a screen
        chief = {x.leaning.document: works.index(x.name) for x in reversed(shown) if x.name in works}
        documents.sort(key=lambda d: chief.get(d.id, len(works)))
    left, right = _heights(works, [document.id for document in documents], shown)
    height = max((*left.values(), *right.values()), default=0) + BOX + 2
    at = LEFT + BETWEEN
    nodes = [Node(0, y, LEFT, shorten(name, 24), "", name, "", leaners[name] > 1) for name, y in left.items()]
    for document in documents:
        label = _tail(desk.labels[document.id], 34)
        title = one_line(document.title or "")
        published = document.published.isoformat() if document.published else ""
        note = shorten(f"{published} {title}".strip(), 56 - cell_len(label))
        anchor = f"d{desk.number[document.id]}"
        whole = " ".join(part for part in (desk.labels[document.id], published, title) if part)
        nodes.append(Node(at, right[document.id], RIGHT, label, note, whole, anchor, False))
    edges = []
    for x in shown:
        here = right[x.leaning.document] + BOX // 2
        share = x.leaning.share
        weight = 1 + (share >= Fraction(1, 5)) + (share >= Fraction(1, 2))
        if x.leaning.trace is Trace.ATTRIBUTION:
            there = left[x.name] + BOX // 2
            middle = LEFT + BETWEEN // 2
            path = f"M{at},{here} C{middle},{here} {middle},{there} {LEFT},{there}"
        else:
            there = right[x.leaning.on] + BOX // 2
            edge = at + RIGHT
            bend = edge + min(BEND, 30 + abs(here - there) // 3)
            path = f"M{edge},{here} C{bend},{here} {bend},{there} {edge + 1},{there}"
        edges.append(Edge(x.leaning.trace.value, path, _words(x, desk), weight))
    bent = any(x.leaning.trace is not Trace.ATTRIBUTION for x in leanings)
    leaning_on_documents = {x.leaning.document for x in leanings if x.leaning.trace is not Trace.ATTRIBUTION}
    return Drawing(
        width=at + RIGHT + (BEND if bent else 2),
        height=height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        traces=tuple(t.value for t in Trace if any(x.leaning.trace is t for x in leanings)),
        sentences=tuple(
            Sentence(
                _words(x, desk), x.leaning.trace.value, tuple(_link(place, desk) for place in x.leaning.spans)
            )
            for x in leanings
        ),
        independent=len(collection.documents) - len(leaning_on_documents),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    leaning: Leaning
    name: str
    """Name of what is leaned on, told apart from another of the same name."""


def _name(leaning: Leaning, desk: Desk) -> str:
    """A work's name; for a filing with whose it is, since every company has a prospectus."""
    name = one_line(leaning.on)
    if leaning.trace is not Trace.ATTRIBUTION or not leaning.spans:
        return name
    place = leaning.spans[0]
    for claim in desk.collection.by_document.get(place.document, ()):
        if (claim.span.start, claim.span.end) == (place.start, place.end):
            company = one_line(desk.company(claim))
            if claim.attribution.kind is Source.FILING and company and company not in name:
                return f"{company} {name}"
            if claim.attribution.kind is Source.COMPANY and name == company:
                return desk.say("itself", company=name)
    return name


def _tail(text: str, cells: int) -> str:
    """The text in at most so many columns, cut in front: names of files differ at their ends."""
    while cell_len(text) > cells:
        text = "…" + text[2:]
    return text


def _heights(
    works: list[str], documents: list[str], leanings: list[_Named]
) -> tuple[dict[str, int], dict[str, int]]:
    """Upper edges of works and documents: each work as near as can be to the middle of its documents."""
    offset = max(0, len(works) - len(documents)) * ROW // 2
    right = {document: offset + index * ROW for index, document in enumerate(documents)}
    leaning: defaultdict[str, list[int]] = defaultdict(list)
    for x in leanings:
        if x.leaning.trace is Trace.ATTRIBUTION:
            leaning[x.name].append(right[x.leaning.document])
    wanted = {name: sum(leaning[name]) // len(leaning[name]) for name in works}
    left: dict[str, int] = {}
    below = max(len(works), len(documents)) * ROW
    for name in sorted(works, key=lambda name: (-wanted[name], name)):  # from below, none on another
        below = min(below - ROW, wanted[name])
        left[name] = below
    lack = max(0, -min(left.values(), default=0))
    if lack:
        at = 0
        for name in sorted(left, key=lambda name: left[name]):
            left[name] = at = max(at, left[name])
            at += ROW
    return left, right


def _words(x: _Named, desk: Desk) -> str:
    document = desk.labels[x.leaning.document]
    on = desk.labels.get(x.leaning.on, x.name) if x.leaning.trace is not Trace.ATTRIBUTION else x.name
    percent = f"{round(x.leaning.share * 100)}%"
    return desk.say(f"leans_{x.leaning.trace.value}", document=document, on=on, share=percent)


def _link(place: Location, desk: Desk) -> Link:
    """The way to a place: to its claim where there is one, else to its line."""
    known = desk.link(place)
    anchor = known.anchor if known.anchor.startswith("c") else desk.line(place.document, place.line)
    return Link(anchor, known.text)
