"""Decodes a document's bytes: UTF-8, GB 18030, Big5 and UTF-16, with or without a byte order mark.

Reads bytes; gives `Decoded`. Strict UTF-8 comes first. Where it fails, each candidate encoding is judged by
the sense of what it makes of the bytes: the share of common Chinese characters and punctuation against rare,
private and broken ones. charset-normalizer speaks where none of them makes sense.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from claims.characters import characters
from claims.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
_NOT_ASCII = re.compile(r"[^\t\n\r\x20-\x7e]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》「」『』【】—…·％～－＋／￥　丨｜■→")

# How much of a file the choice of an encoding looks at, in bytes, from the first byte beyond ASCII on.
_WINDOW = 1 << 16
# Mean sense from which a reading counts as Chinese: real text reaches 0.6, a wrong reading stays below 0.1.
_SENSIBLE = 0.25
# Share of broken characters among those beyond ASCII from which a file counts as broken.
_BROKEN_FROM = 0.05


class Decoded(NamedTuple):
    """A decoded text and the encoding that it was read in."""

    text: str
    """Without a byte order mark, newlines untouched; a broken byte sequence is U+FFFD."""
    encoding: str
    """Canonical name, `utf-8-sig` and `utf-16` where a byte order mark told it."""


def decode(data: bytes, path: str) -> Decoded:
    """Decode `data`; DocumentError naming `path` where the bytes are no text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(path, f"it is {what}, not text; save its text as a UTF-8 file")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, "replace").removeprefix("\ufeff"), encoding, path)
    if b"\0" in data:
        wide = max(("utf-16-le", "utf-16-be"), key=lambda name: sense(_sample(data, name)))
        if sense(_sample(data, wide)) < _SENSIBLE and not _is_wide_ascii(data, wide):
            raise DocumentError(path, "it is binary, not text; save its text as a UTF-8 file")
        return _checked(data.decode(wide, "replace"), wide, path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data) and error.start:
            return _checked(data.decode("utf-8", "replace"), "utf-8", path)
    encoding = max(_CANDIDATES, key=lambda name: sense(_sample(data, name)))
    if sense(_sample(data, encoding)) < _SENSIBLE:
        encoding = _detected(data, path)
    return _checked(*_decode_generously(data, encoding), path)


def sense(text: str) -> float:
    """How much `text` reads like Chinese: from -3 (broken) over 0 (nothing to judge) to 1 (all common)."""
    judged = _NOT_ASCII.findall(text)
    return sum(map(_weight, judged)) / len(judged) if judged else 0.0


@cache
def _common() -> frozenset[str]:
    common = characters().common
    return frozenset("".join((common.simplified + common.traditional).split())) | _PUNCTUATION


@cache
def _weight(character: str) -> float:
    if character in _common():
        return 1.0
    if "\u4e00" <= character <= "\u9fff":
        return -0.2
    # Unassigned, private and control characters do not occur in text; other scripts seldom do in Chinese.
    return -3.0 if character == "\ufffd" or unicodedata.category(character)[0] == "C" else -0.5


def _sample(data: bytes, encoding: str) -> str:
    first = _HIGH_BYTE.search(data)
    start = first.start() if first else 0
    if encoding.startswith("utf-16"):
        start -= start % 2
    window = data[start : start + _WINDOW]
    text = window.decode(encoding, "replace")
    # A character that the window cuts in two is not broken.
    return text.removesuffix("\ufffd")


def _is_wide_ascii(data: bytes, encoding: str) -> bool:
    text = data[:_WINDOW].decode(encoding, "replace")
    return len(text) > 1 and not _NOT_ASCII.search(text)


def _decode_generously(data: bytes, encoding: str) -> tuple[str, str]:
    """Big5 as written by today's systems holds Hong Kong's additions too."""
    if encoding == "big5":
        text = data.decode("big5", "replace")
        if "\ufffd" not in text.removesuffix("\ufffd"):
            return text, "big5"
        wider = data.decode("big5hkscs", "replace")
        return (wider, "big5hkscs") if wider.count("\ufffd") < text.count("\ufffd") else (text, "big5")
    return data.decode(encoding, "replace"), encoding


def _detected(data: bytes, path: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_WINDOW]).best()
    if best is None or not best.could_be_from_charset:
        raise DocumentError(path, "its encoding cannot be told; save it as UTF-8")
    return codecs.lookup(best.encoding).name


def _checked(text: str, encoding: str, path: str) -> Decoded:
    """The reading, unless too much of it is broken to call it one."""
    broken = text.count("\ufffd")
    # A text cut off inside its last character is read as far as it goes.
    if broken > 1 and broken > _BROKEN_FROM * len(_NOT_ASCII.findall(text)):
        raise DocumentError(path, f"too much of it is broken as {encoding}; save it as UTF-8")
    return Decoded(text, encoding)
