"""Every ratio that the project holds itself to, within one run, each with its bound.

    python benchmarks/ratios.py [FILE.jsonl]

Without a file, that of the folder of real documents (`JIAOKAN_DATA`), else documents made up on the spot.
Times are processor time but where processes are compared, so that a busy machine changes little.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from claims import extract
from claims.document import document_from_text
from rules import check

os.environ.pop(
    "PYTHONDONTWRITEBYTECODE", None
)  # an installed program has its byte code, and so have its libraries
RUN = [str(Path(sys.executable).with_name("jiaokan"))]
ROUNDS = 3
METRICS = ("营收", "净利润", "总资产", "研发费用")


def made_up(count: int) -> list[str]:
    """Short articles on one company in four."""
    return [
        f"企业{n // 4}号科技2024年营收{n % 97 + 1}.{n % 10}亿元，同比增长{n % 50 + 1}%。"
        f"公司净利润{n % 9000 + 100}万元，毛利率{n % 60 + 10}.5%，为行业第一。\n"
        for n in range(count)
    ]


def hot(count: int) -> list[str]:
    """Articles that give so many figures of one company, one in fifty of them another than the others'."""
    return ["".join(_figure(n + k) for k in range(10)) for n in range(0, count, 10)]


def _figure(number: int) -> str:
    year, metric = number % 24, number // 10 % 4
    wrong = number % 50 == 7
    return f"云杉智能{2000 + year}年{METRICS[metric]}{year * 4 + metric + 1}.{year % 10}{'3' * wrong}亿元。"


def texts() -> list[str]:
    """The texts that are measured."""
    folder = os.environ.get("JIAOKAN_DATA")
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder or ".", "corpus/news.jsonl")
    if not file.exists():
        return made_up(6008)
    return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]


def least(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least processor time of some rounds of this process, in seconds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def command(args: Sequence[str], folder: Path, rounds: int = ROUNDS, *, wall: bool = False) -> float:
    """The least time of some rounds of a command: of its processes, or by the clock."""
    times = []
    for _ in range(rounds):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run(args, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode > 1:  # findings are none of its failures
            raise SystemExit(f"{' '.join(args)} ended with {done.returncode}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        times.append(time.monotonic() - started if wall else spent)
    return min(times)


def told(name: str, figure: float, bound: str, unit: str = "times") -> None:
    """One line of the result."""
    print(f"{name:58}{figure:9.2f} {unit:6} ({bound})", flush=True)


def records(file: Path, of: Sequence[str]) -> None:
    """Write texts as a JSON Lines file."""
    lines = (json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(of))
    file.write_text("".join(lines), encoding="utf-8")


def reading(of: Sequence[str]) -> None:
    """Reading and extraction against a scan for digits, and the peers that are installed."""
    digits = re.compile(r"\d+")
    scan = least(lambda: [digits.findall(text) for text in of], 9)

    def read() -> None:
        for number, text in enumerate(of):
            extract(document_from_text(text, id=str(number), path=str(number)))

    read()
    told("reading and extraction / a scan for digits", least(read, 2) / scan, "at most 150, goal 50")
    for name, peer in (("jionlp", _jionlp), ("recognizers_number", _recognizers)):
        if importlib.util.find_spec(name) is None:
            print(f"{name:58}    not installed")
            continue
        some = of[:300]
        part = least(lambda some=some: [digits.findall(text) for text in some], 9)
        told(f"{name} / a scan for digits", least(lambda p=peer, s=some: p(s), 1) / part, "for comparison")


def _jionlp(of: Sequence[str]) -> None:
    import jionlp  # type: ignore[import-not-found]

    for text in of:
        jionlp.ner.extract_money(text)
        jionlp.ner.extract_time(text)


def _recognizers(of: Sequence[str]) -> None:
    from recognizers_number import Culture, recognize_number  # type: ignore[import-not-found]

    for text in of:
        recognize_number(text, Culture.Chinese)


def collections(of: Sequence[str], folder: Path) -> None:
    """Whole runs of the command on many documents."""
    every, quarter = folder / "every.jsonl", folder / "quarter.jsonl"
    records(every, of)
    records(quarter, of[: len(of) // 4])
    plain = ["--output-format", "json", "--no-cache"]
    extraction = command([*RUN, "claims", every.name, *plain, "--jobs", "1"], folder, 2)
    one = [*RUN, "check", every.name, *plain, "--jobs", "1"]
    whole = command(one, folder, 2)
    told("the whole check / extraction alone", whole / extraction, "at most 2.5")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told(f"peak memory on {len(of)} documents", peak, "at most 400", "MB")
    part = command([*RUN, "check", quarter.name, *plain, "--jobs", "1"], folder, 2)
    told(f"{len(of)} documents / {len(of) // 4}", whole / part, "at most 4.4")
    two = [*one[:-1], "2"]
    told(
        "one job / two jobs, by the clock",
        command(one, folder, 2, wall=True) / command(two, folder, 2, wall=True),
        "at least 1.6",
    )
    ceiling()


def starting(of: Sequence[str], folder: Path) -> None:
    """What a hook pays on every commit."""
    version = command([*RUN, "--version"], folder, 15)
    libraries = command([sys.executable, "-c", "import typer, rich"], folder, 15)
    told("--version / importing typer and rich", version / libraries, "at most 1.3")
    records(folder / "corpus.jsonl", of)
    (folder / "one.txt").write_text("云杉智能2024年营收3.1亿元，同比增长12%。\n" * 5, encoding="utf-8")
    time.sleep(3)  # so that the stamps of the files are trusted
    warm = [*RUN, "check", "one.txt", "--against", "corpus.jsonl"]
    command(warm, folder, 1)
    told(
        f"a warm check of one file against {len(of)} / --version",
        command(warm, folder) / version,
        "at most 2",
    )
    changed = min(_changed(warm, folder, number) for number in range(ROUNDS))
    told("the same of a file that has changed / --version", changed / version, "no bound")
    models = [sys.executable, "-c", "import typer, rich, pydantic"]
    told("importing typer, rich and pydantic / --version", command(models, folder, 15) / version, "no bound")


def _changed(warm: Sequence[str], folder: Path, number: int) -> float:
    """A check of a file that the ledger does not know."""
    text = f"云杉智能2024年营收3.{number + 2}亿元，同比增长12%。\n" * 5
    (folder / "one.txt").write_text(text, encoding="utf-8")
    return command(warm, folder, 1)


def ceiling() -> None:
    """What two processes that share nothing gain on this machine, which no pool can do better."""
    busy = [sys.executable, "-c", "for n in range(30_000_000): pass"]

    def seconds(count: int) -> float:
        started = time.monotonic()
        for process in [subprocess.Popen(busy) for _ in range(count)]:
            process.wait()
        return time.monotonic() - started

    gain = 2 * min(seconds(1) for _ in range(ROUNDS)) / min(seconds(2) for _ in range(ROUNDS))
    told("two processes that share nothing, by the clock", gain, "the machine's own")


def one_company() -> None:
    """Ten times the claims of one company."""

    def seconds(count: int) -> float:
        documents = [document_from_text(t, id=str(n), path=str(n)) for n, t in enumerate(hot(count))]
        claims = [claim for document in documents for claim in extract(document)]
        return least(lambda: check(claims, documents), 1)

    seconds(100)
    told("10000 claims of one company / 1000", seconds(10_000) / seconds(1_000), "at most 12")


def main() -> None:
    """Print every ratio."""
    of = texts()
    with tempfile.TemporaryDirectory() as name:
        starting(of, Path(name))
        reading(of)
        one_company()
        collections(of, Path(name))


if __name__ == "__main__":
    main()
