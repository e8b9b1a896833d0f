"""Findings that an editor has looked at and lets stand, each with a reason.

In Markdown a comment says so, beside what it is about:

    净利润2.1亿元。 <!-- jiaokan: ignore[C201] restated in the 2025 report -->    its own line
    <!-- jiaokan: ignore[C201,P3] reason -->                                      the paragraph below it
    <!-- jiaokan: ignore-file[P301] reason -->                                    the whole file

In plain text, which has no comments, an entry of the configuration does: `[[suppress]]` with the fingerprint
of the finding or a rule, a path, and a reason. A suppression holds for findings told at its place, which is
their first one. Rules are named as in `--ignore`: by code, beginning or slug.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.config import Settings, Suppression
from audit.corpus import Exclusion
from audit.errors import AuditError, nearest, sentence
from audit.marks import Mark, relative
from claims.document import document_from_text
from claims.model import Document
from rules.model import Finding

_MARKDOWN = (".md", ".markdown")
_COMMENT = re.compile(r"<!--\s*jiaokan\s*:(.*?)-->", re.DOTALL)
_CODE = re.compile(r"^(```+|~~~+).*?^\1|(`+)[^`\n]+\2", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(r"\s*(ignore|ignore-file)\s*\[([^\]]*)\](.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comment:
    """A suppression in a document."""

    document: str
    """Id of the document."""
    path: str
    """Its path as given."""
    line: int
    """Line on which the comment starts."""
    rules: tuple[str, ...]
    """Rules by code, beginning or slug."""
    first: int
    """First line that it holds for."""
    last: int
    """Last line that it holds for."""

    def __call__(self, finding: Finding, mark: Mark) -> bool:
        """Whether it holds for a finding."""
        if not finding.spans or finding.spans[0].document != self.document:
            return False
        return self.first <= finding.spans[0].line <= self.last and named(finding.rule, self.rules)

    def __str__(self) -> str:
        return sentence("unused_comment", path=self.path, line=self.line, rules=", ".join(self.rules))


@dataclass(frozen=True, slots=True)
class Entry:
    """A suppression in the configuration."""

    said: Suppression
    """What it says."""
    file: str
    """The configuration file."""
    number: int
    """Which entry of the file it is, from 1."""
    folder: Path
    """Folder from which its path counts."""

    def __call__(self, finding: Finding, mark: Mark) -> bool:
        """Whether it holds for a finding."""
        said = self.said
        return (
            (said.fingerprint is None or said.fingerprint == mark.fingerprint)
            and (said.rule is None or named(finding.rule, (said.rule,)))
            and self.covers(mark.path)
        )

    def covers(self, path: str) -> bool:
        """Whether a path, seen from the folder, is one that it names."""
        return Exclusion((self.said.path,), self.folder)(str(self.folder / path))

    def __str__(self) -> str:
        what = f"{self.said.fingerprint or self.said.rule} {self.said.path}"
        return sentence("unused_entry", file=self.file, number=self.number, what=what)


Suppressor = Comment | Entry


def named(code: str, names: Sequence[str]) -> bool:
    """Whether a rule is among those that names stand for: codes, their beginnings, slugs."""
    from rules.catalogue import BY_CODE

    return any(code.startswith(name) or BY_CODE[code].slug == name for name in names)


def unknown_rule(name: str) -> str | None:
    """A hint to the nearest rule where a name stands for none, else None."""
    from rules.catalogue import RULES

    if name and any(rule.code.startswith(name) or rule.slug == name for rule in RULES):
        return None
    return nearest(name, tuple(rule.code for rule in RULES))


def without_comments(document: Document) -> Document:
    """The document as it is to be read: comments to this program are blanks, all offsets as before."""
    places = [match.span() for match in _comments(document)]
    if not places:
        return document
    text = document.text
    for start, end in places:
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    blank = document_from_text(
        text,
        id=document.id,
        path=document.path,
        encoding=document.encoding,
        sha256=document.sha256,
    )
    return replace(blank, text=document.text)


def comments(document: Document, *, checked: bool = True) -> Iterator[Comment]:
    """The suppressions in a document.

    Raises AuditError with path and line where one is malformed; in a document that is only compared with,
    which is nothing that this run could ask to be mended, such a one is passed over.
    """
    for match in _comments(document):
        try:
            yield _comment(document, match)
        except AuditError:
            if checked:
                raise


def _comment(document: Document, match: re.Match[str]) -> Comment:
    line = document.span(match.start(), match.end()).line
    place = {"file": document.path, "line": line}
    said = _WORDS.fullmatch(match[1])
    if said is None:
        raise AuditError("suppression_form", **place)
    rules = tuple(part.strip() for part in said[2].split(","))
    for name in rules:
        if (hint := unknown_rule(name)) is not None:
            raise AuditError("suppression_rule", **place, code=name, hint=hint)
    if not said[3].strip():
        raise AuditError("suppression_reason", **place)
    first, last = _lines(document, match.start(), match.end())
    if said[1] == "ignore-file":
        first, last = 1, len(document.line_starts)
    return Comment(document.id, document.path, line, rules, first, last)


def entries(settings: Settings) -> tuple[Entry, ...]:
    """The suppressions of the configuration; raises AuditError where one names no rule that there is."""
    folder, file = settings.folder or Path(), str(settings.file or "")
    found = tuple(Entry(said, file, number, folder) for number, said in enumerate(settings.suppress, start=1))
    for entry in found:
        name = entry.said.rule
        if name is not None and (hint := unknown_rule(name)) is not None:
            raise AuditError("suppress_entry_rule", file=file, number=entry.number, code=name, hint=hint)
    return found


def may_show(entry: Entry, paths: Iterable[str]) -> bool:
    """Whether a run that read the documents of these paths would show that an entry is of use, if it were."""
    return any(entry.covers(relative(path, entry.folder)) for path in paths)


def may_comment(path: str) -> bool:
    """Whether a document of that path may hold comments to this program."""
    return path.lower().endswith(_MARKDOWN)


def _comments(document: Document) -> Iterator[re.Match[str]]:
    if not may_comment(document.path) or "jiaokan" not in document.text:
        return
    code = [match.span() for match in _CODE.finditer(document.text)]
    for match in _COMMENT.finditer(document.text):
        if not any(start <= match.start() < end for start, end in code):
            yield match


def _lines(document: Document, start: int, end: int) -> tuple[int, int]:
    """The lines that a comment holds for: its own, or the paragraph below where it stands alone."""
    text, starts = document.text, document.line_starts
    first, last = document.span(start, start).line, document.span(end, end).line
    ends = [*starts[1:], len(text)]
    if text[starts[first - 1] : start].strip() or text[end : ends[last - 1]].strip():
        return first, last
    below = last
    while below < len(starts) and not text[starts[below] : ends[below]].strip():
        below += 1
    while below < len(starts) and text[starts[below] : ends[below]].strip():
        below += 1
    return first, below
