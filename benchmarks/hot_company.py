"""What a company of very many documents takes of one worker: copies of one text, and different ones.

    python benchmarks/hot_company.py [DOCUMENTS]

Checks one part twice as a worker of the cluster does, each time in a process of its own: so many copies of
one text, and so many texts of which no two are the same. Prints memory and processor time a document.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from audit.coding import encode
from audit.config import Settings
from audit.engines.spark_checking import Members, Together
from audit.engines.spark_names import Known
from audit.engines.spark_reading import Setting
from audit.engines.spark_rows import READINGS, packed, packed_row, table
from audit.engines.spark_screening import Screener
from claims import extract
from claims.document import document_from_text
from rules.profile import profile

if TYPE_CHECKING:
    from pyspark import Broadcast

SETTING = Setting("zh", ())
NAME = "云杉智能"
TEXT = (
    "云杉智能（02998.HK）公告，{day}营业收入为{revenue}亿元，净利润为{profit}亿元。"
    "截至{day}，公司客户{customers}家，员工1,240人。公司表示，将继续投入研发，扩大在华东和华南的交付团队，"
    "并与多家合作伙伴共同推进项目落地。{number}号快讯。"
)


class Shared:
    """What a broadcast is to a worker."""

    def __init__(self, known: Known) -> None:
        """Hold what is known."""
        self.value = known


def part(documents: int, *, copies: bool) -> pa.Table:
    """The rows of a part that one company makes, as one task sends them."""
    bodies = []
    for number in range(1 if copies else documents):
        day = date(2015, 1, 1) + timedelta(days=number)
        figures = {
            "day": f"{day.year}年{day.month}月{day.day}日",
            "revenue": f"3.{number % 90 + 10}",
            "profit": f"0.{number % 80 + 11}",
            "customers": 300 + number,
        }
        document = document_from_text(TEXT.format(number=number, **figures), id="", path="")
        claims = tuple(extract(document))
        row = encode(document, claims, profile(document, claims))
        bodies.append({"twin": b"%d" % number, "body": packed_row(row), "profile": row.profile})
    read = [
        {"id": packed(f"n#{n}"), "path": packed(f"n#{n}"), "checked": True, **bodies[n % len(bodies)]}
        for n in range(documents)
    ]
    form = pa.schema([READINGS.field(name) for name in ("id", "path", "checked", "twin", "body", "profile")])
    sender = Members(shared(Known({}, {}, parts={NAME: "one"})), SETTING)
    return pa.Table.from_batches(sender(iter([table(read, form)])))


def shared(known: Known) -> Broadcast[Known]:
    """What is known, as a worker gets it."""
    return cast("Broadcast[Known]", Shared(known))


def measure(documents: int, copies: bool) -> None:
    """Check a part and print what it took."""
    screener = Screener(Settings(), None, "/")
    checked = Together(shared(Known({}, {})), SETTING, screener)
    checked(part(2, copies=copies))
    rows = part(documents, copies=copies)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    findings = checked(rows).num_rows
    used = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    what = "copies of one text" if copies else "different texts"
    print(
        f"{documents} {what}: {grown / documents:.1f} kB and {used * 1000 / documents:.1f} ms a document, "
        f"{rows.nbytes / documents:.0f} bytes on the network, {findings} findings",
        flush=True,
    )


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for kind in (True, False):
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(many, kind))
        process.start()
        process.join()
