"""What must hold of the tables; each fault is named."""

import collections
from typing import Dict, List

from units.successions import SHARES
from units.tables import COMMUNE_TYPES, DISTRICT_TYPES, OLD_WARD_TYPES, PROVINCE_TYPES, Row

FIRST_DAY = "2025-07-01"
LAST_OLD_DAY = "2025-06-30"
COMMUNE_COUNTS = {
    FIRST_DAY: {"COMMUNE": 2621, "WARD": 687, "SPECIAL_ZONE": 13},
    "2026-04-30": {"COMMUNE": 2611, "WARD": 697, "SPECIAL_ZONE": 13},
}
PROVINCE_COUNTS = {
    LAST_OLD_DAY: {"PROVINCE": 57, "CITY": 6},
    FIRST_DAY: {"PROVINCE": 28, "CITY": 6},
    "2026-04-30": {"PROVINCE": 27, "CITY": 7},
    "2026-09-01": {"PROVINCE": 26, "CITY": 8},
    "2026-09-20": {"PROVINCE": 25, "CITY": 9},
}
OLD_WARDS, OLD_DISTRICTS, EDGES, SPLIT = 10033, 696, 10571, 441
# Communes, wards and special zones of each province on 2025-07-01.
TOTALS = {
    "01": (75, 51, 0), "04": (53, 3, 0), "08": (117, 7, 0), "11": (42, 3, 0), "12": (36, 2, 0),
    "14": (67, 8, 0), "15": (89, 10, 0), "19": (77, 15, 0), "20": (61, 4, 0), "22": (22, 30, 2),
    "24": (66, 33, 0), "25": (133, 15, 0), "31": (67, 45, 2), "33": (93, 11, 0), "37": (97, 32, 0),
    "38": (147, 19, 0), "40": (119, 11, 0), "42": (60, 9, 0), "44": (69, 8, 1), "46": (19, 21, 0),
    "48": (70, 23, 1), "51": (86, 9, 1), "52": (110, 25, 0), "56": (48, 16, 1), "66": (88, 14, 0),
    "68": (103, 20, 1), "75": (72, 23, 0), "79": (54, 113, 1), "80": (82, 14, 0), "82": (82, 20, 0),
    "86": (105, 19, 0), "91": (85, 14, 3), "92": (72, 31, 0), "96": (55, 9, 0),
}


def in_force(units: List[Row], date: str) -> List[Row]:
    """ISO dates compare as text; an empty bound is open."""
    return [row for row in units
            if row["valid_from"] <= date and (not row["valid_to"] or date <= row["valid_to"])]


def unequal(what: str, expected: object, seen: object) -> List[str]:
    return [] if expected == seen else [f"{what}: expected {expected}, seen {seen}"]


def count_faults(units: List[Row]) -> List[str]:
    faults = []
    for counts, kinds in ((PROVINCE_COUNTS, PROVINCE_TYPES), (COMMUNE_COUNTS, COMMUNE_TYPES)):
        for date, expected in counts.items():
            seen = collections.Counter(row["type"] for row in in_force(units, date))
            faults += unequal(f"types on {date}", expected, {kind: seen[kind] for kind in kinds})
    old = in_force(units, LAST_OLD_DAY)
    seen_old = sum(row["type"] in OLD_WARD_TYPES and len(row["code"]) == 5 for row in old)
    faults += unequal("old communes", OLD_WARDS, seen_old)
    faults += unequal("old districts", OLD_DISTRICTS,
                      sum(row["type"] in DISTRICT_TYPES for row in old))
    by_province: Dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for row in in_force(units, FIRST_DAY):
        by_province[row["province_code"]][row["type"]] += 1
    for code, expected in TOTALS.items():
        faults += unequal(f"province {code}", expected,
                          tuple(by_province[code][kind] for kind in COMMUNE_TYPES))
    return faults


def validity_faults(units: List[Row]) -> List[str]:
    faults = []
    by_code: Dict[str, List[Row]] = collections.defaultdict(list)
    for row in units:
        by_code[row["code"]].append(row)
    for code, rows in by_code.items():
        for row in rows:
            if row["valid_to"] and row["valid_to"] < row["valid_from"]:
                faults.append(f"{code}: ends on {row['valid_to']}, before it begins")
        for before, after in zip(rows, rows[1:]):
            if before["valid_from"] == after["valid_from"]:
                faults.append(f"{code}: two rows from {after['valid_from'] or 'the beginning'}")
            elif not before["valid_to"] or before["valid_to"] >= after["valid_from"]:
                faults.append(f"{code}: rows overlap on {after['valid_from']}")
    return faults


def parent_faults(units: List[Row]) -> List[str]:
    faults = []
    for date in PROVINCE_COUNTS:
        present = {row["code"] for row in in_force(units, date)}
        for row in in_force(units, date):
            for column in ("province_code", "parent_code"):
                if row[column] and row[column] not in present:
                    faults.append(f"{row['code']} on {date}: no {column} {row[column]}")
    return faults


def edge_faults(units: List[Row], edges: List[Row], provinces: List[Row]) -> List[str]:
    old = {row["code"]: row for row in in_force(units, LAST_OLD_DAY)}
    new = {row["code"]: row for row in in_force(units, FIRST_DAY)}
    merged = {row["old_code"]: row["new_code"] for row in provinces}
    faults = unequal("edges", EDGES, len(edges))
    successors = collections.Counter(row["old_code"] for row in edges if row["old_code"])
    faults += unequal("split units", SPLIT, sum(count > 1 for count in successors.values()))
    for row in edges:
        name = f"edge {row['old_code'] or row['old_name']} -> {row['new_code']}"
        before = old.get(row["old_code"] or row["old_parent_code"])
        after = new.get(row["new_code"])
        if before is None or after is None:
            faults.append(f"{name}: an end is not in units.tsv")
        elif merged.get(before["province_code"]) != after["province_code"]:
            faults.append(f"{name}: province {before['province_code']} did not go to "
                          f"{after['province_code']}")
        if row["share"] not in SHARES:
            faults.append(f"{name}: share «{row['share']}»")
    taken = {row["new_code"] for row in edges}
    for code, row in sorted(old.items()):
        if len(code) == 5 and code not in successors:
            faults.append(f"old unit {code} {row['full_name']} has no successor")
    for code, row in sorted(new.items()):
        if len(code) == 5 and code not in taken:
            faults.append(f"unit {code} {row['full_name']} succeeds nothing")
    return faults


def province_faults(units: List[Row], provinces: List[Row]) -> List[str]:
    old = sorted(row["code"] for row in in_force(units, LAST_OLD_DAY) if len(row["code"]) == 2)
    new = sorted(row["code"] for row in in_force(units, FIRST_DAY) if len(row["code"]) == 2)
    return (unequal("old provinces that go somewhere", old,
                    sorted(row["old_code"] for row in provinces))
            + unequal("provinces that succeed one", new,
                      sorted({row["new_code"] for row in provinces})))


def faults(units: List[Row], edges: List[Row], provinces: List[Row]) -> List[str]:
    return (count_faults(units) + validity_faults(units) + parent_faults(units)
            + edge_faults(units, edges, provinces) + province_faults(units, provinces))
