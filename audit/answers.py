"""What a check said, kept in the ledger: where nothing has changed since, it is said again.

A question is a command line, where and for what output it was asked, the configuration, and the program. Its
answer holds as long as all that it goes through is in the same state: the same documents in the same places,
each as it lay. So a hook that runs over what was checked before pays for looking, and for nothing else.
Nothing heavy is loaded here.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from audit.configfile import find, matching
from audit.corpus import STDIN, Source, common_root
from audit.errors import AuditError
from audit.ledger import FOLDER, NAME, Ledger, LedgerError, reader_version, stamp
from audit.output import Output, write
from audit.reach import Reach

_MOST = 1_000_000
"""Characters of an answer that is kept."""
_LOOKED_AT = ("PRE_COMMIT", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")
"""Variables of the environment that decide what is said."""


_OTHERWISE = (
    "baseline", "diff_base", "engine", "fingerprints", "no_cache", "statistics", "stdin_filename"
)  # fmt: skip
"""Options with which no answer is kept."""


class Answer:
    """What a run says, as it says it: sentences on stderr, outputs, and in the end an exit code."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._outputs: list[tuple[str, str | None, str]] = []
        self._size = 0
        self._whole = True
        self._kept = True

    def not_kept(self) -> None:
        """Something is said that can't be said again from the ledger."""
        self._kept = False

    def say(self, line: str) -> None:
        """Say a sentence on stderr."""
        print(line, file=sys.stderr)
        self._said.append(line)

    def write(self, output: Output, pieces: Iterable[str]) -> None:
        """Write a rendering where it goes."""
        heard: list[str] = []
        self._whole = False
        write(output, self._heard(pieces, heard))
        self._outputs.append((output.format, output.file, "".join(heard)))

    def _heard(self, pieces: Iterable[str], heard: list[str]) -> Iterator[str]:
        for piece in pieces:
            self._size += len(piece)
            if self._size <= _MOST:
                heard.append(piece)
            yield piece
        self._whole = True

    def text(self, code: int) -> str | None:
        """All that was said, as JSON; None where it is too much to be kept, or was not heard to its end."""
        if self._size > _MOST or not (self._whole and self._kept):
            return None
        return json.dumps([code, self._said, self._outputs])


def _again(text: str, args: Sequence[str]) -> int | None:
    """Say what was said; gives the exit code, None where it went to a file that the arguments don't name."""
    code, said, outputs = json.loads(text)
    for _, file, _ in outputs:
        if file is not None and not any(arg == file or arg.endswith(f"={file}") for arg in args):
            return None
    for line in said:
        print(line, file=sys.stderr)
    for form, file, whole in outputs:
        write(Output(form, file), iter([whole]))
    return int(code)


@dataclass(frozen=True, slots=True)
class Question:
    """What a run is asked, before it is known what the configuration says."""

    ledger: Path
    """The ledger's file."""
    key: bytes
    """A hash of all that decides the answer beside the state of the documents."""
    args: tuple[str, ...]
    """The arguments, which name the files that may be written."""

    @classmethod
    def of(cls, args: Sequence[str], given: Mapping[str, Any]) -> Question | None:
        """The question of a command line, whose options are `given` as they are written.

        None where an answer rests on more than files that lie still, or is not all that is said.
        """
        paths = given.get("paths") or (".",)
        if STDIN in paths or any(map(given.get, _OTHERWISE)):
            return None
        file = Path(given["config"]) if given.get("config") else find(common_root(paths))
        out = sys.stdout
        try:
            configured = file.read_bytes() if file is not None else b""
            size = shutil.get_terminal_size((100, 24))
            parts = (reader_version(), str(Path.cwd()), file, out.isatty(), out.encoding, size, *args)
        except (OSError, ValueError):
            return None
        variables = tuple(os.environ.get(name) for name in _LOOKED_AT)
        digest = sha256(repr((parts, variables, configured)).encode(errors="surrogatepass"))
        folder = file.absolute().parent if file is not None else Path.cwd()
        return cls(folder / FOLDER / NAME, digest.digest(), tuple(args))

    def answered(self) -> int | None:
        """Say the answer that still holds, and give its exit code; None where there is none."""
        try:
            ledger = Ledger(self.ledger, None)
        except LedgerError:
            return None
        try:
            found = ledger.recall(self.key)
            if found is None:
                return None
            reach, seal, answer = found
            if _sealed(_state(Reach.of(reach), ledger), answer) != seal:
                return None
        except (LedgerError, ValueError, TypeError):
            return None
        finally:
            ledger.close()
        return _again(answer, self.args)

    def keep(self, reach: Reach, answer: str) -> None:
        """Keep what was said, where all that was read lies as it lay when the ledger noted it."""
        try:
            ledger = Ledger(self.ledger, None)
        except LedgerError:
            return
        try:
            seal = _sealed(_state(reach, ledger), answer)
            if seal is not None:
                ledger.keep(self.key, reach.text, seal, answer)
        except LedgerError:
            return
        finally:
            ledger.close()


def _sealed(state: bytes | None, answer: str) -> bytes | None:
    """A hash by which it shows that an answer is whole and belongs to a state."""
    return None if state is None else sha256(state + answer.encode(errors="surrogatepass")).digest()


class _ChangedError(Exception):
    """Something is not as the ledger noted it."""


def _state(reach: Reach, ledger: Ledger) -> bytes | None:
    """A hash of all that a run goes through; None where the ledger does not know some of it as it is now."""
    digest = sha256()

    def noted(path: str) -> str:
        now = stamp(path)
        found = ledger.noted(path, now) if now is not None else None
        if found is None:
            raise _ChangedError
        return found

    def recall(file: str) -> list[tuple[int, str, bytes]]:
        digest.update(repr((file, noted(file))).encode(errors="surrogatepass"))
        return []

    corpus = reach.taken(recall)
    try:
        for source in (*corpus.named(), *reach.companions(corpus)):
            if not isinstance(source, Source):  # a path that can't be read is looked at each time
                return None
            known = noted(str(Path(source.path).absolute()))
            parts = (source.id, source.path, source.checked, known)
            digest.update(repr(parts).encode(errors="surrogatepass"))
        for pattern in reach.lexicon_files:
            for file in matching(Path(reach.folder or ""), pattern):
                digest.update(repr((str(file), file.read_bytes())).encode(errors="surrogatepass"))
    except (_ChangedError, AuditError, OSError):
        return None
    digest.update(repr(corpus.excluded).encode())
    return digest.digest()
