"""Bytes to reports under atheris: nothing that a document can hold crashes, hangs or gets out unescaped.

    python benchmarks/fuzz.py FOLDER [OPTIONS OF LIBFUZZER]

FOLDER holds the texts to start from and takes in what is found on the way. Needs the extra `fuzz`. A byte
says how a text is taken (a file, a record, Markdown); the others are the text.
"""

from __future__ import annotations

import json
import sys

import atheris

with atheris.instrument_imports(include=["claims", "rules", "audit", "reports"]):
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from audit.errors import AuditError
    from audit.run import Task, perform
    from reports import RENDERERS, render

FORMS = ("a.txt", "a.md", "a.jsonl")


def report(data: bytes) -> None:
    """Whatever the bytes are, there is a report in every format, or one sentence that says why not."""
    form = FORMS[data[0] % len(FORMS)] if data else FORMS[0]
    text = data[1:]
    if form == "a.jsonl" and data[:1] > b"\x80":
        text = json.dumps({"id": "a", "text": text.decode("utf-8", "surrogateescape")}).encode()
    with TemporaryDirectory() as folder:
        path = Path(folder, form)
        path.write_bytes(text)
        try:
            audit = perform(Task(paths=(str(path),), ledger=False))
        except AuditError as error:
            str(error).encode(
                "utf-8", "backslashreplace"
            )  # a comment that is no suppression: told, with its place
            return
        for name in RENDERERS:
            for piece in render(name, audit.report, audit.documents):
                piece.encode("utf-8", "backslashreplace")


def main() -> None:
    """Hand over to libFuzzer."""
    atheris.Setup(sys.argv, report)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
