"""The report as one JSON object: the contract of docs/json.md, the same bytes for the same report."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

from claims.model import Claim, Model
from reports.model import AuditReport

if TYPE_CHECKING:
    from claims.model import Document
    from reports import Options

_INVISIBLE = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Control, bidi and zero-width characters that JSON allows raw; escaped, they can't act on a terminal."""


def render(report: AuditReport, documents: Mapping[str, Document], options: Options) -> Iterator[str]:
    """Yield the report as JSON: keys in the models' order, two spaces a level, a newline at the end."""
    opening = "{\n"
    for name in AuditReport.model_fields:
        yield f'{opening}  "{name}": '
        value = getattr(report, name)
        if isinstance(value, tuple):
            yield from _array(value, options)
        else:
            yield _indented(dump(value, options), 2) if isinstance(value, Model) else _text(value)
        opening = ",\n"
    yield "\n}\n"


def dump(record: Model, options: Options, *, indent: int | None = 2) -> str:
    """One record as JSON; a claim without its evidence unless the options ask for it."""
    exclude = {"evidence"} if isinstance(record, Claim) and not options.evidence else None
    try:
        text = record.model_dump_json(indent=indent, exclude=exclude)
    except PydanticSerializationError:  # a lone surrogate, which UTF-8 can't hold but an escape can
        text = _text(record.model_dump(exclude=exclude), indent)
    return _INVISIBLE.sub(_escape, text)


def _array(records: tuple[Model, ...], options: Options) -> Iterator[str]:
    separator = "[\n    "
    for record in records:
        yield separator + _indented(dump(record, options), 4)
        separator = ",\n    "
    yield "\n  ]" if records else "[]"


def _text(value: object, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)


def _indented(text: str, by: int) -> str:
    return text.replace("\n", "\n" + " " * by)  # no JSON string holds a raw newline


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
