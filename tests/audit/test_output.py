"""Which formats go to which files."""

from __future__ import annotations

import pytest

from audit.errors import AuditError
from audit.output import chosen

KNOWN = {"terminal": "", "concise": "", "json": "", "csv": ""}


@pytest.mark.parametrize(
    ("args", "outputs"),
    [
        ("a.txt", "concise>-"),
        ("--output-format json a.txt", "json>-"),
        ("--output-format=json --output-file=r", "json>r"),
        ("--output-file r --output-format json", "json>r"),
        ("--output-file r.json", "json>r.json"),
        ("--output-file r.log", "concise>r.log"),
        ("--output-format json --output-file r --output-format terminal", "json>r terminal>-"),
        ("--output-format terminal --output-format json --output-file r", "terminal>- json>r"),
        ("--output-format json --output-file r --output-file s.csv", "json>r csv>s.csv"),
        ("--output-format json -- --output-format csv", "json>-"),
    ],
)
def test_a_file_takes_the_format_before_it(args: str, outputs: str) -> None:
    found = chosen(args.split(), KNOWN, "concise")
    assert " ".join(f"{output.format}>{output.file or '-'}" for output in found) == outputs


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ("--output-format jsn", "json"),
        ("--output-format json --output-format csv", "--output-file"),
        ("--output-file a --output-file b", "--output-format"),
    ],
)
def test_what_can_not_be_is_told(args: str, words: str) -> None:
    with pytest.raises(AuditError) as caught:
        chosen(args.split(), KNOWN, "concise")
    assert words in str(caught.value)
