"""Reading and extraction against a bare scan for digits of the same text, in processor time of one core.

    python benchmarks/reading.py FILE.jsonl [ROUNDS]

The file holds one `{"id", "text"}` a line. Prints the least time of each over the rounds, and their ratio,
which holds on a noisy machine where neither time alone does; then where the time goes.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from claims.document import document_from_text
from claims.extracting import extract


def least(run: Callable[[], object], rounds: int) -> float:
    """The least processor time that a run took, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Measure the file named on the command line."""
    records = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    texts = [record["text"] for record in records]
    digits = re.compile(r"\d+")

    def read() -> int:
        documents = (
            document_from_text(text, id=str(index), path=str(index)) for index, text in enumerate(texts)
        )
        return sum(len(extract(document)) for document in documents)

    claims = read()
    scan = least(lambda: [digits.findall(text) for text in texts], 3 * rounds)
    whole = least(read, rounds)
    print(f"{len(texts)} texts, {sum(map(len, texts))} characters, {claims} claims")
    print(f"digit scan {scan:.4f} s; reading and extraction {whole:.3f} s; ratio {whole / scan:.0f}")
    profile = cProfile.Profile()
    profile.runcall(read)
    pstats.Stats(profile).sort_stats("tottime").print_stats(15)


if __name__ == "__main__":
    main()
