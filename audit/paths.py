"""Paths as they are given: what stands at one, how it is told, and which text files a folder holds.

In: a path as text. Out: text again, never tidied, so that `./a` stays `./a` and a name that is no UTF-8 still
finds its file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from audit.errors import sentence

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")


def printable(path: str) -> str:
    """A path as text that can be encoded: bytes that are no UTF-8 as their escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def mode_of(path: str) -> int | str:
    """What a path is, or why it can't be used."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return sentence("missing")
    except (OSError, ValueError) as error:
        return why_unreadable(error)


def relative_to(path: str, root: str) -> str:
    """A path as it is from a folder, with slashes; whole where it lies on another drive."""
    try:
        return os.path.relpath(path, root).replace(os.sep, "/")
    except ValueError:
        return os.path.abspath(path).replace(os.sep, "/")


def why_unreadable(error: OSError | ValueError) -> str:
    """The reason for which a path can't be read, as a sentence."""
    return sentence("unreadable", why=getattr(error, "strerror", None) or str(error))


def is_text(name: str) -> bool:
    """Whether a file in a folder counts as text, by its name."""
    return name.lower().endswith(TEXT_SUFFIXES) and not name.startswith(".")


def texts_below(folder: str, errors: list[OSError]) -> Iterator[str]:
    """The text files of a folder and its subfolders, folder by folder, in name order."""
    for parent, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(parent, name) for name in sorted(names) if is_text(name))


def texts_in(folder: str) -> Iterator[str]:
    """The text files of a folder itself; none where it can't be read."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        path = name if folder == os.curdir else os.path.join(folder, name)
        if is_text(name) and os.path.isfile(path):
            yield path
