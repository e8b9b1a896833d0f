"""The terminal report as an SVG picture for a web page: the same bytes on every run, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from io import StringIO
from itertools import groupby, islice
from typing import TYPE_CHECKING

from rich.cells import cell_len

from reports.paint import colored
from reports.terminal import lines

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options
    from reports.model import AuditReport

_FORMAT = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "Noto Sans Mono CJK SC", "Sarasa Mono SC", Menlo, Consolas, "PingFang SC",
    "Microsoft YaHei", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own form names a web font; a picture in a README must not fetch anything."""

_TEXT = re.compile(
    r'<text class="(?P<style>[^"]*)" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" textLength="[^"]*" '
    r'clip-path="(?P<clip>[^"]*)">(?P<text>[^<]*)</text>'
)
_COLUMN = 12.2
"""Width of a column in rich's pictures: 0.61 of a character's height of 20."""


def picture(
    report: AuditReport, documents: Mapping[str, Document], options: Options, *, title: str, most: int = 60
) -> str:
    """The first MOST lines of the terminal report as SVG text, in `options.width` columns."""
    console = colored(StringIO(), options.width, record=True)
    for line in islice(lines(report, documents, options), most):
        console.print(line, soft_wrap=True)
    svg = console.export_svg(title=title, code_format=_FORMAT, unique_id="jiaokan")
    return "\n".join(line.rstrip() for line in _TEXT.sub(_spread, svg).splitlines()) + "\n"


def _spread(match: re.Match[str]) -> str:
    """One element for each run of equally wide characters, since rich stretches all of them to one column."""
    return "".join(_runs(match))


def _runs(match: re.Match[str]) -> Iterator[str]:
    column = 0
    for width, group in groupby(unescape(match["text"]), key=cell_len):
        run = "".join(group)
        columns = width * len(run)
        if run.strip("\u00a0"):
            x = float(match["x"]) + column * _COLUMN
            yield (
                f'<text class="{match["style"]}" x="{x:g}" y="{match["y"]}" '
                f'textLength="{columns * _COLUMN:g}" clip-path="{match["clip"]}">'
                f"{escape(run).replace(chr(160), '&#160;')}</text>\n"
            )
        column += columns
