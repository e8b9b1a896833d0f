"""An audit's report in, text for people and machines out; knows the models only.

A renderer is one file with one function `render(report, documents, options) -> Iterator[str]`. It yields
pieces of text whose concatenation is the whole output, ending with a newline; it prints nothing, reads no
environment and looks at no terminal. `RENDERERS` is the one list of them. What is no text goes through
`TABLES`, by a function `write(report, target, options)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from claims.model import Document
    from reports.model import AuditReport
    from rules.wording import Language


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to look; a renderer leaves aside what does not concern it."""

    language: Language = "zh"
    """The reader's language."""
    width: int = 80
    """Columns to fill at most; held at 20 or more."""
    color: bool = False
    """Whether ANSI colours are wanted."""
    unicode: bool = True
    """Whether lines and arrows may be drawn beyond ASCII; document text is the caller's to encode."""
    evidence: bool = False
    """Whether claims carry their evidence in the machine formats."""
    folder: str = ""
    """The folder from which the documents' paths count, with slashes."""
    repository: str = ""
    """The root of the repository around it, with slashes; empty where there is none."""


class Renderer(Protocol):
    """What each entry of `RENDERERS` names."""

    def __call__(
        self, report: AuditReport, documents: Mapping[str, Document], options: Options
    ) -> Iterator[str]:
        """Yield the report piece by piece."""


RENDERERS: dict[str, str] = {
    "terminal": "reports.terminal:render",
    "concise": "reports.concise:render",
    "json": "reports.json_report:render",
    "jsonl": "reports.jsonl:render",
    "sarif": "reports.sarif:render",
    "github": "reports.github:render",
    "gitlab": "reports.gitlab:render",
    "junit": "reports.junit:render",
    "markdown": "reports.markdown:render",
    "html": "reports.html:render",
}
"""Renderers of an audit (`jiaokan check`): name → module and function, imported when asked for."""

TABLES: dict[str, str] = {"parquet": "reports.parquet:write"}
"""What writes tables into a folder instead of text, of an audit and of an extraction alone."""

CLAIM_RENDERERS: dict[str, str] = {
    "terminal": "reports.claims_table:render",
    "text": "reports.claims_text:render",
    "csv": "reports.claims_csv:render",
    "json": "reports.json_report:render",
    "jsonl": "reports.jsonl:render",
}
"""Renderers of an extraction alone (`jiaokan claims`), in the same form."""

SOURCE_RENDERERS: dict[str, str] = {
    "terminal": "reports.sources_table:render",
    "json": "reports.sources_json:render",
}
"""Renderers of who leans on whom (`jiaokan sources`), in the same form."""

FACT_RENDERERS: dict[str, str] = {
    "terminal": "reports.facts_table:render",
    "json": "reports.facts_json:render",
}
"""Renderers of the network's facts (`jiaokan facts`), in the same form."""


def render(
    name: str,
    report: AuditReport,
    documents: Mapping[str, Document],
    options: Options | None = None,
    *,
    renderers: Mapping[str, str] = RENDERERS,
) -> Iterator[str]:
    """Yield a report in the format NAME.

    `documents` are the documents by id; a renderer that shows passages leaves out those of documents that
    are not in it. Raises KeyError when no such format is registered.
    """
    module, function = renderers[name].split(":")
    renderer = cast(Renderer, getattr(import_module(module), function))
    return renderer(report, documents, options or Options())
