"""From a file's bytes or a record's text to a `Document`: decoded, folded, laid out.

A pure function of what it is given. Raises `DocumentError` where a file cannot be read as text.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from pathlib import Path

from claims.decoding import decode
from claims.errors import DocumentError
from claims.folding import fold
from claims.layout import lay_out
from claims.model import Document

_LINE_END = re.compile(r"\r\n?|\n")


def read_document(path: str | os.PathLike[str], *, id: str | None = None) -> Document:  # noqa: A002
    """The document in the file at `path`; its `id` defaults to the file's name."""
    given = os.fspath(path)
    data = read_bytes(given)
    return document_from_bytes(data, id=Path(given).name if id is None else id, path=given)


def read_bytes(path: str, most: int | None = None) -> bytes:
    """The bytes of a file, but no more than one beyond `most`; DocumentError where it can't be read."""
    try:
        with Path(path).open("rb") as file:
            return file.read() if most is None else file.read(most + 1)
    except FileNotFoundError:
        raise DocumentError(path, "there is no such file; check the path") from None
    except IsADirectoryError:
        raise DocumentError(path, "it is a folder; name a file in it") from None
    except PermissionError:
        raise DocumentError(path, "it may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise DocumentError(path, f"the system says {what!r}; check the path") from error


def document_from_bytes(data: bytes, *, id: str, path: str) -> Document:  # noqa: A002
    """The document that `data`, a file's bytes, holds."""
    decoded = decode(data, path)
    digest = hashlib.sha256(data).hexdigest()
    return document_from_text(decoded.text, id=id, path=path, encoding=decoded.encoding, sha256=digest)


def document_from_text(
    text: str,
    *,
    id: str,  # noqa: A002
    path: str,
    title: str | None = None,
    published: date | None = None,
    source: str | None = None,
    encoding: str = "utf-8",
    sha256: str | None = None,
) -> Document:
    """The document that `text` makes; what the caller knows of it goes before what the page tells.

    Without `sha256` the digest is that of the text in UTF-8.
    """
    folded, script = fold(text)
    layout = lay_out(text, folded, title)
    return Document(
        id=id,
        path=path,
        sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        encoding=encoding,
        text=text,
        folded=folded,
        script=script,
        title=layout.title,
        published=published or layout.published,
        source=source or layout.source,
        blocks=layout.blocks,
        line_starts=(0, *(end.end() for end in _LINE_END.finditer(text))),
    )
