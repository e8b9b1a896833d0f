"""What git says of the documents: which lines a change brings, and which files are no part of it."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from audit.errors import AuditError

if TYPE_CHECKING:
    from rules.model import Finding

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_OPTIONS = ("--no-color", "--no-ext-diff", "--no-renames")


def since(
    revision: str, findings: Iterable[Finding], paths: Mapping[str, str], folder: Path
) -> list[Finding]:
    """The findings with a place on a line that is new since a revision, or in a file that git does not track.

    `paths` are those of all documents by id; the repository is the one that holds the folder. Raises
    AuditError where there is none, or no revision.
    """
    changed = dict(_changed(revision, folder))
    files = {key: changed.get(os.path.realpath(path)) for key, path in paths.items()}

    def takes_part(finding: Finding) -> bool:
        return any(
            first <= place.line < behind
            for place in finding.spans
            for first, behind in files.get(place.document) or ()
        )

    return [finding for finding in findings if takes_part(finding)]


def untracked(folder: Path) -> Callable[[str], bool]:
    """Whether a path is a file that git does not track, in the repository that holds the folder.

    Under pre-commit such files are left out: the commit will not hold them, and pre-commit puts away only
    changes of files that are tracked. Without a repository nothing is.
    """
    try:
        top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
        listed = _git(top, "ls-files", "--cached", "-z").split(b"\0")
    except AuditError:
        return lambda path: False
    tracked = {os.path.realpath(top / os.fsdecode(part)) for part in listed if part}
    return lambda path: Path(path).is_file() and os.path.realpath(path) not in tracked


def _changed(revision: str, folder: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Each changed file with its new lines, as first line and the line behind the last."""
    top = Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    if revision.startswith("-"):
        raise AuditError("git_failed", what=revision)
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    base = commit.strip().decode()
    for part in _git(top, "diff", *_OPTIONS, "-z", "--name-only", base).split(b"\0"):
        if part and (top / os.fsdecode(part)).is_file():
            path = os.fsdecode(part)
            patch = _git(top, "diff", *_OPTIONS, "--unified=0", "--text", base, "--", f":(top,literal){path}")
            yield os.path.realpath(top / path), [_lines(match) for match in _HUNK.finditer(patch)]
    for part in _git(top, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0"):
        if part:
            yield os.path.realpath(top / os.fsdecode(part)), [(1, 1 << 60)]


def _lines(hunk: re.Match[bytes]) -> tuple[int, int]:
    first, count = int(hunk[1]), int(hunk[2] or 1)
    return first, first + count


def _git(folder: Path, *args: str) -> bytes:
    """What git says in a folder, with the index of the commit that is being made, if one is."""
    # In a hook GIT_DIR may be set, and then git would take any folder for the top of the work tree.
    environment = {k: v for k, v in os.environ.items() if k not in ("GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX")}
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *args],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        raise AuditError("git_failed", what=f"git: {error.strerror}") from None
    if done.returncode:
        what = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise AuditError("git_failed", what=what[-1] if what else " ".join(args[-1:]))
    return done.stdout
