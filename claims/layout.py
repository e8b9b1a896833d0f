"""Tells a document's parts: title, headings, paragraphs, captions, references, page furniture.

Reads a text and its folded twin; gives `Layout`. Every line that is not blank becomes a block. What is not
plainly something else is body: nothing may be passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from claims.furniture import Furniture, furniture
from claims.model import Block, BlockKind
from claims.segmentation import sentences

_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
_LIST_ITEM = re.compile(r"[-*+•·●]\s|\d{1,2}[.、)]\s?\D|\(\d{1,2}\)")
_BULLET = re.compile(r"[-*+•·●]\s|\(\d{1,2}\)|\|")
_FRONT_MATTER = re.compile(r"[A-Za-z_][\w-]*\s*:|-\s|#")
_RUNNING_ON = frozenset("。；;，,、：:…")
_STOPPED = _RUNNING_ON | frozenset("！？!?")
_CLOSING = '"”’」』）)》】]'
_FURNITURE = BlockKind.FURNITURE

# The longest title and heading, in characters.
_TITLE = 60
_HEADING = 40
# The longest caption and byline.
_NOTE = 120
# The longest piece of furniture that is asked for a date.
_TELLING = 400
# How much of a line is looked at to tell its kind; longer ones are body.
_LOOK = 1200
# How many lines from the head and from the foot may be a byline.
_HEAD = 6
_FOOT = 4
# The longest line that opens a list of other headlines or comments.
_FEED = 30
# As many short lines in a row are a list or a table, not headings.
_TABLE = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a document and what they tell of it."""

    blocks: tuple[Block, ...]
    """In their order; together with white space they cover the text."""
    title: str | None
    """The title as written, or None."""
    published: date | None
    """The publication date that the page tells, or None."""
    source: str | None = None
    """The publisher that front matter names, or None."""


@dataclass(slots=True)
class _Line:
    """A line without the white space around it, and what it is."""

    start: int
    end: int
    kind: BlockKind | None = None


def lay_out(text: str, folded: str, title: str | None = None) -> Layout:
    """The layout of `text`; a `title` that is known already marks the line that repeats it."""
    lines = [_Line(*match.span()) for match in _LINE.finditer(text)]
    if len(lines) < 2:
        return Layout(tuple(_block(folded, line, BlockKind.BODY) for line in lines), title, None)
    page = _Page(text, folded, lines, furniture())
    front = page.read_front_matter()
    page.read_furniture()
    page.read_references()
    title = page.read_title(title or front.get("title"))
    page.read_headings()
    published = _iso(front.get("date") or front.get("published", "")) or page.published()
    blocks = tuple(_block(folded, line, line.kind or BlockKind.BODY) for line in page.lines)
    return Layout(blocks, title, published, front.get("source"))


class _Page:
    """The lines of one document while their kinds are found, one reader after the other."""

    def __init__(self, text: str, folded: str, lines: list[_Line], lexicon: Furniture) -> None:
        self.text = text
        self.folded = folded
        self.lines = lines
        self.lexicon = lexicon
        self.words = [folded[line.start : min(line.end, line.start + _LOOK)] for line in lines]

    def _open(self) -> Iterable[tuple[_Line, str]]:
        pairs = zip(self.lines, self.words, strict=True)
        return ((line, words) for line, words in pairs if line.kind is None)

    def read_front_matter(self) -> dict[str, str]:
        """YAML front matter between `---` lines: its plain `key: value` pairs, keys in lower case."""
        pairs: dict[str, str] = {}
        if self.words[0] != "---" or "---" not in self.words[1:50]:
            return pairs
        close = self.words.index("---", 1)
        if not all(map(_FRONT_MATTER.match, self.words[1:close])):
            return pairs
        for line in self.lines[1:close]:
            key, colon, value = self.text[line.start : line.end].partition(":")
            if colon and value.strip(" \"'"):
                pairs.setdefault(key.strip().lower(), value.strip(" \"'"))
        for line in self.lines[: close + 1]:
            line.kind = _FURNITURE
        return pairs

    def read_furniture(self) -> None:
        """Furniture by its own words, captions, bylines, and the lists that a feed's opening starts."""
        lexicon = self.lexicon
        last = len(self.lines)
        in_feed = False
        split: dict[int, list[_Line]] = {}
        for number, (line, words) in enumerate(zip(self.lines, self.words, strict=True)):
            if line.kind is not None:
                continue
            short = len(words) <= _TITLE
            if len(words) <= _FEED and "。" not in words and lexicon.feed.match(words):
                in_feed = True
            elif in_feed and (not short or words.rstrip(_CLOSING).endswith("。")):
                in_feed = False
            near_edge = len(words) <= _NOTE and (number < _HEAD or number >= last - _FOOT)
            if in_feed or not any(map(str.isalnum, words)) or (near_edge and lexicon.byline.match(words)):
                line.kind = _FURNITURE
            elif (at := lexicon.claimed_from(words)) >= 0:
                if at:
                    middle = line.start + at
                    split[number] = self._pieces((line.start, middle, None), (middle, line.end, _FURNITURE))
                else:
                    line.kind = _FURNITURE
            elif len(words) <= _NOTE and not words.endswith("。") and lexicon.caption.match(words):
                line.kind = BlockKind.CAPTION
        self._put(split)

    def read_references(self) -> None:
        """The list of sources: its head, and its numbered entries."""
        in_list = False
        for line, words in self._open():
            if self.lexicon.reference_head.match(words):
                in_list = True
                line.kind = BlockKind.REFERENCE
            elif in_list and self.lexicon.reference_item.match(words):
                line.kind = BlockKind.REFERENCE
            else:
                in_list = False

    def read_title(self, title: str | None) -> str | None:
        """The title, and the lines that hold it; a line that names the original title is split."""
        original = None
        split: dict[int, list[_Line]] = {}
        for number, (line, words) in enumerate(zip(self.lines[:_HEAD], self.words, strict=False)):
            before = self.lexicon.original_before.search(words)
            if not before:
                continue
            at = line.start + before.end()
            behind = self.lexicon.original_after.search(self.folded, at, line.end)
            end = behind.start() if behind else line.end
            if at < end <= at + _NOTE:
                label = line.start + before.start()
                split[number] = self._pieces(
                    (line.start, label, BlockKind.TITLE if before.start() <= _NOTE else None),
                    (label, at, _FURNITURE),
                    (at, end, BlockKind.TITLE),
                    (end, line.end, _FURNITURE),
                )
                original = original or self.text[at:end].strip()
        self._put(split)
        if original:
            return title or original
        opened = list(self._open())
        if title:
            wanted = "".join(title.split())
            for line, _ in opened[:_HEAD]:
                if "".join(self.text[line.start : line.end].lstrip("#").split()) == wanted:
                    line.kind = BlockKind.TITLE
                    break
            return title
        if len(opened) > 1 and _reads_like_title(opened[0][1]):
            line = opened[0][0]
            line.kind = BlockKind.TITLE
            heading = _MARKDOWN_HEADING.match(self.folded, line.start, line.end)
            return self.text[heading.end() if heading else line.start : line.end]
        return None

    def _pieces(self, *parts: tuple[int, int, BlockKind | None]) -> list[_Line]:
        """The parts of a line as lines of their own, white space left out."""
        found = ((_LINE.search(self.text, start, end), kind) for start, end, kind in parts)
        return [_Line(*inner.span(), kind) for inner, kind in found if inner]

    def _put(self, split: dict[int, list[_Line]]) -> None:
        """Put the pieces of lines, by the lines' numbers, in their places."""
        if split:
            self.lines = [new for number, old in enumerate(self.lines) for new in split.get(number, (old,))]
            self.words = [self.folded[line.start : min(line.end, line.start + _LOOK)] for line in self.lines]

    def read_headings(self) -> None:
        """Short lines without a stop that stand alone before a paragraph."""
        run: list[_Line] = []
        for line, words in self._open():
            if _MARKDOWN_HEADING.match(words):
                line.kind = BlockKind.HEADING
                run = []
            elif (
                len(words) <= _HEADING
                and words.rstrip(_CLOSING)[-1:] not in _STOPPED
                and not _BULLET.match(words)
            ):
                run.append(line)
            else:
                if len(run) < _TABLE:
                    for heading in run:
                        heading.kind = BlockKind.HEADING
                run = []

    def published(self) -> date | None:
        """The date that bylines or other furniture tell, the head before the foot; else the page's head."""
        for line, words in zip(self.lines, self.words, strict=True):
            if line.kind is not _FURNITURE or len(words) > _TELLING:
                continue
            matches = [pattern.search(words) for pattern in self.lexicon.published]
            matches += [pattern.match(words) for pattern in self.lexicon.bylines]
            for match in filter(None, matches):
                if day := _date(match):
                    return day
        return self._headed()

    def _headed(self) -> date | None:
        """The date that a short line of the page's head tells beside other things."""
        for line, words in zip(self.lines[:_HEAD], self.words, strict=False):
            if line.kind is _FURNITURE or len(words) > _TITLE:
                continue
            for match in filter(None, (pattern.match(words) for pattern in self.lexicon.heads)):
                if day := _date(match):
                    return day
        return None


def _reads_like_title(words: str) -> bool:
    return (
        2 <= len(words) <= _TITLE
        and "。" not in words
        and words.rstrip(_CLOSING)[-1:] not in _RUNNING_ON
        and any(map(str.isalpha, words))
        and not _LIST_ITEM.match(words)
        and not words.startswith("|")
    )


def _block(folded: str, line: _Line, kind: BlockKind) -> Block:
    parts = () if kind is _FURNITURE else sentences(folded, line.start, line.end)
    return Block(kind, line.start, line.end, parts)


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
