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

import pyarrow as pa

from audit.coding import encode
from audit.engines.spark_names import Known
from audit.engines.spark_rows import BODY, packed, packed_row
from audit.engines.spark_tasks import Setting, Together
from claims import extract
from claims.document import document_from_text
from rules.profile import profile

NAME = "云杉智能"
TEXT = (
    "云杉智能（02998.HK）公告，{day}营业收入为{revenue}亿元，净利润为{profit}亿元。"
    "截至{day}，公司客户{customers}家，员工1,240人。公司表示，将继续投入研发，扩大在华东和华南的交付团队，"
    "并与多家合作伙伴共同推进项目落地。{number}号快讯。"
)


class Shared:
    """What a broadcast is to a worker."""

    value = Known({}, (NAME,), frozenset({NAME}))


def part(documents: int, *, copies: bool) -> pa.Table:
    """The rows of a part that one company makes."""
    rows = []
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
        own = range(documents) if copies else (number,)
        rows.append(
            {
                "body": packed_row(row),
                "profile": row.profile,
                "copies": [
                    {"id": packed(f"n#{n}"), "path": packed(f"n#{n}"), "checked": True, "adopted": None}
                    for n in own
                ],
                "companies": [packed(NAME)],
                "ladders": [],
            }
        )
    copy = pa.struct(
        [("id", pa.binary()), ("path", pa.binary()), ("checked", pa.bool_()), ("adopted", pa.binary())]
    )
    names = pa.list_(pa.binary())
    form = pa.schema(
        [
            ("body", BODY),
            ("profile", pa.string()),
            ("copies", pa.list_(copy)),
            ("companies", names),
            ("ladders", names),
        ]
    )
    return pa.Table.from_pylist(rows, schema=form)


def measure(documents: int, copies: bool) -> None:
    """Check a part and print what it took."""
    checked = Together(Shared(), Setting("zh", ()))  # type: ignore[arg-type]
    checked(part(2, copies=copies))
    table = part(documents, copies=copies)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    findings = checked(table).num_rows
    used = time.process_time() - start
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    what = "copies of one text" if copies else "different texts"
    print(
        f"{documents} {what}: {grown / documents:.1f} kB and {used * 1000 / documents:.1f} ms a document, "
        f"{table.nbytes / documents:.0f} bytes on the network, {findings} findings",
        flush=True,
    )


if __name__ == "__main__":
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    for kind in (True, False):
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(many, kind))
        process.start()
        process.join()
