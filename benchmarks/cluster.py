"""One worker against two on the same documents, and what the cost model of docs/scale.md is made of.

    python benchmarks/cluster.py [FILE.jsonl [TIMES]]

The file holds one `{"id", "text"}` a line, without one it is that of the folder of real documents
(`JIAOKAN_DATA`), else documents made up on the spot; its records are repeated so many TIMES, under ids of
their own. A standalone master is started on this machine, first with one worker, then with two, each bound
to one core with its Java and its Python. The ratio is one of elapsed times, so what two cores give at all is
told beside it: two processes that only count, against one. The processor times hold on a busy machine, too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.run import Task
from benchmarks.ratios import made_up
from benchmarks.standalone import LIGHT, Standalone, environment, missing, standalone
from claims import extract
from claims.document import document_from_text
from rules import check_part
from rules.partition import partition
from rules.profile import profile

GOAL = 1.6
"""Times that two workers should be faster than one."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run."""

    elapsed: float
    """Seconds from the arguments to the tables."""
    processor: float
    """Seconds of processor time of the workers, with their Java and their Python."""
    documents: int
    claims: int
    moved: int
    """Bytes of the documents and their claims as they travel."""
    written: int
    """Bytes of the tables."""
    findings: int


def repeated(lines: Sequence[str], times: int, target: Path) -> None:
    """Write records so many times, each under an id of its own."""
    with target.open("w", encoding="utf-8") as out:
        for number in range(times):
            for line in lines:
                record = json.loads(line)
                record["id"] = f"{number}-{record['id']}"
                out.write(json.dumps(record, ensure_ascii=False) + "\n")


def measure(cluster: Standalone, file: Path, target: Path) -> Measured:
    """Check a file on a cluster and have the tables written."""
    from pyspark.sql import functions as f

    from audit.engines import spark, spark_report
    from audit.engines.spark_input import Columns
    from audit.engines.spark_session import session

    light = f"spark.executor.extraJavaOptions={' '.join(LIGHT)}"
    settings = ("spark.executor.memory=1500m", "spark.driver.memory=1g", "spark.ui.enabled=false", light)
    with session(cluster.url, settings) as connected:
        start, before = time.monotonic(), processor(cluster)
        found = spark.audit(connected, Task(paths=(str(file),)), None, Columns(), None)
        tables = spark_report.write(found, str(target))
        elapsed, used = time.monotonic() - start, processor(cluster) - before
        counts = spark_report.summary(found, tables).report.summary
        size = f.sum(f.octet_length("body.text") + f.length("body.page") + f.length("body.claims"))
        [moved] = found.documents.agg(size).collect()[0]
    written = sum(part.stat().st_size for part in target.rglob("*.parquet"))
    return Measured(elapsed, used, counts.documents, counts.claims, moved, written, counts.findings)


def processor(cluster: Standalone) -> float:
    """Seconds of processor time that the workers and all that they started have used."""
    sessions = {worker.process.pid for worker in cluster.workers}
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) in sessions:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def company(lines: Sequence[str]) -> float:
    """Milliseconds that it takes to check one company of which several documents speak, on the average."""
    documents = [document_from_text(one["text"], id=one["id"], path="") for one in map(json.loads, lines)]
    claims = {one.id: tuple(extract(one)) for one in documents}
    held = {one.id: one for one in documents}
    parts = [p for p in partition(profile(d, claims[d.id]) for d in documents) if len(p.documents) > 1]
    start = time.process_time()
    for part in parts:
        check_part(
            part, [c for key in part.documents for c in claims[key]], [held[key] for key in part.documents]
        )
    return (time.process_time() - start) / len(parts) * 1000


def ceiling(rounds: int = 3) -> float:
    """How many times the work two processes that only count do in the time of one."""

    def seconds(processes: int) -> float:
        command = [sys.executable, "-c", "for _ in range(30_000_000): pass"]
        start = time.monotonic()
        for process in [subprocess.Popen(command) for _ in range(processes)]:
            process.wait()
        return time.monotonic() - start

    return 2 * sum(seconds(1) for _ in range(rounds)) / sum(seconds(2) for _ in range(rounds))


def compare(lines: Sequence[str], times: int) -> float:
    """Print what one worker and two take, and what it comes to; gives how many times faster two are."""
    os.environ.update(environment())
    ceilings = [ceiling()]
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "news.jsonl"
        repeated(lines, times, whole)
        megabytes = whole.stat().st_size / 1e6
        runs = []
        for workers in (1, 2):
            place = Path(folder) / f"of-{workers}"
            place.mkdir()
            with standalone(place, workers, bound=True) as cluster:
                runs.append(measure(cluster, whole, place / "tables"))
            run = runs[-1]
            print(
                f"{workers} worker(s): {run.elapsed:.1f} s, {run.processor:.1f} s of processor time",
                flush=True,
            )
    ceilings.append(ceiling())
    one, two = runs
    ratio = one.elapsed / two.elapsed
    million = one.claims / 1e6
    print(f"{one.documents} documents, {megabytes:.1f} MB, {one.claims} claims, {one.findings} findings")
    print(f"claims per MB {one.claims / megabytes:.0f}")
    print(
        f"bytes per claim: moved {one.moved / one.claims:.0f}, in the tables {one.written / one.claims:.0f}"
    )
    print(f"processor time per million claims {one.processor / million:.0f} s")
    print(f"processor time per company that several documents share {company(lines):.1f} ms")
    print(f"load of the machine {os.getloadavg()[2]:.1f}, cores {os.cpu_count()}")
    print(f"two processes that only count / one: {ceilings[0]:.2f} before, {ceilings[1]:.2f} after")
    print(f"one worker / two workers, by the clock: {ratio:.2f} (at least {GOAL})")
    return ratio


def main() -> None:
    """Compare on the file named, or on what there is."""
    if (why := missing()) is not None:
        print(f"nothing measured on a cluster: {why}")
        return
    known = Path(os.environ.get("JIAOKAN_DATA", "."), "corpus/news.jsonl")
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else known
    if file.exists():
        lines = file.read_text(encoding="utf-8").splitlines()
    else:
        lines = [json.dumps({"id": str(n), "text": text}) for n, text in enumerate(made_up(6008))]
    compare(lines, int(sys.argv[2]) if len(sys.argv) > 2 else 4)


if __name__ == "__main__":
    main()
