#!/usr/bin/python3
"""Turns the table of all published procedures into import lines on standard output.

Dirt in the table goes through as it is: the import has to refuse it and say why. What the import
format has no word for (a level "khác", a state "ANNEX_ONLY", a limit of unsure unit) is left out.
"""

import argparse
import csv
import json
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"
SOURCE = "Cổng Dịch vụ công quốc gia, bản công khai tháng 7/2026, đọc từ bản thu thập công khai"
WHOLE = "Bản công khai chỉ ghi thời hạn chung của thủ tục; đặt cho từng kênh khi chuyển đổi"
LEVELS = {"bộ": "MINISTRY", "tỉnh": "PROVINCE", "xã": "COMMUNE"}
STATES = {"ACTIVE": "PUBLIC", "UPDATED": "PUBLIC_AMENDED"}
KINDS = {"trực tiếp": "DIRECT", "trực tuyến": "ONLINE", "bưu chính": "POST"}
# "giờ" is left out: the table does not say whether it counts working hours.
UNITS = {"ngày làm việc": "wd", "ngày": "d", "tháng": "mo"}


def limit_of(quantity, unit):
    """The limit in the import's form, or None where number or unit cannot be relied on."""
    if unit in UNITS and quantity.isdigit() and int(quantity) > 0:
        return f"{int(quantity)}{UNITS[unit]}"
    return None


def channels_of(row):
    limit = limit_of(row["time_qty"], row["time_unit"])
    kinds = [KINDS[word] for word in row["channel"].split("|") if word in KINDS]
    return [{"kind": kind, **({"limit": limit} if limit else {})} for kind in kinds]


def procedure_of(row):
    """One `Procedure` in proto3 JSON, keys in the order of the message."""
    channels = channels_of(row)
    provenance = [{"pointers": [""], "source": SOURCE, "certainty": "PUBLISHED"}]
    limits = [f"/channels/{i}/limit" for i, channel in enumerate(channels) if "limit" in channel]
    if limits:
        provenance.append({"pointers": limits, "source": WHOLE, "certainty": "INFERRED"})
    record = {
        "code": row["code"],
        "name": row["name"],
        "levels": [LEVELS[word] for word in row["level"].split("|") if word in LEVELS],
        "field": row["field"],
        "agencies": [name for name in row["agency"].split(" ; ") if name],
        "promulgator": row["promulgator"],
        "decision": row["decision"],
        "state": STATES.get(row["state"]),
        "channels": channels,
        "provenance": provenance,
    }
    return {key: value for key, value in record.items() if value}


def odd_rows(path):
    """The codes that were published with a defect; they stand in quotes to show spaces."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield {"code": row["code_as_published"].strip('"'), "name": row["name"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", nargs="?", type=pathlib.Path, default=DATA / "procedures.tsv")
    parser.add_argument("--odd", type=pathlib.Path, help="also the rows of a table of odd codes")
    args = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8")
    with args.table.open(encoding="utf-8", newline="") as lines:
        records = [procedure_of(row) for row in
                   csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]
    blank = dict.fromkeys(
        ("level", "field", "agency", "promulgator", "decision", "state", "channel",
         "time_qty", "time_unit"), "")
    if args.odd:
        records += [procedure_of({**blank, **row}) for row in odd_rows(args.odd)]
    for record in records:
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
