#!/usr/bin/env python3
"""The tables of administrative units against known facts; every checker here must catch a plant."""

import collections
import copy
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from typing import Dict, List, Set, Tuple

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "deploy" / "reference"
SHARED = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(REFERENCE))

from units import check  # noqa: E402
from units.tables import tone_key  # noqa: E402

Row = Dict[str, str]
MADE = ("units.tsv", "successions.tsv", "province_successions.tsv", "defects.tsv")
SHARES = {"all": "WHOLE", "part": "PART", "pop": "ALL_PEOPLE"}
# Total, communes, wards, special zones of each province on 2025-07-01.
TOTALS = """01 126 75 51 0|04 56 53 3 0|08 124 117 7 0|11 45 42 3 0|12 38 36 2 0|14 75 67 8 0
15 99 89 10 0|19 92 77 15 0|20 65 61 4 0|22 54 22 30 2|24 99 66 33 0|25 148 133 15 0
31 114 67 45 2|33 104 93 11 0|37 129 97 32 0|38 166 147 19 0|40 130 119 11 0|42 69 60 9 0
44 78 69 8 1|46 40 19 21 0|48 94 70 23 1|51 96 86 9 1|52 135 110 25 0|56 65 48 16 1
66 102 88 14 0|68 124 103 20 1|75 95 72 23 0|79 168 54 113 1|80 96 82 14 0|82 102 82 20 0
86 124 105 19 0|91 102 85 14 3|92 103 72 31 0|96 64 55 9 0"""
SPECIAL_ZONES = {"06994", "07192", "11914", "11948", "19742", "20333", "21548", "22736", "23272",
                 "26732", "31078", "31105", "31108"}
TYPE_CHANGES = {"25270", "25357", "25363", "26116", "26170", "26248", "26326", "26368", "26425",
                "26485"}
VERIFIED = {"44": "H50", "24": "H05", "92": "H13", "51": "H48", "37": "H42", "86": "H61",
            "12": "H35", "52": "H21", "96": "H12"}


def table(path: pathlib.Path) -> List[Row]:
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"))) for line in lines[1:]]


def shared(name: str) -> List[Row]:
    path = SHARED / name
    if path.is_file():
        return table(path)
    if os.environ.get("CI") == "true":
        raise AssertionError(f"shared/data/{name} is not there")
    print(f"left out: shared/data/{name} is not there", file=sys.stderr)
    raise unittest.SkipTest("left out")


UNITS = table(REFERENCE / "units.tsv")
EDGES = table(REFERENCE / "successions.tsv")
PROVINCE_EDGES = table(REFERENCE / "province_successions.tsv")


def total_faults(units: List[Row]) -> List[str]:
    counts: Dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for row in units:
        if row["valid_from"] == "2025-07-01" and len(row["code"]) == 5:
            counts[row["province_code"]][row["type"]] += 1
    expected = {line.split()[0]: tuple(map(int, line.split()[1:]))
                for line in TOTALS.replace("\n", "|").split("|")}
    seen = {code: (sum(kinds.values()), kinds["COMMUNE"], kinds["WARD"], kinds["SPECIAL_ZONE"])
            for code, kinds in counts.items()}
    return [f"province {code}: {seen.get(code)} for {expected.get(code)}"
            for code in sorted(set(expected) | set(seen)) if expected.get(code) != seen.get(code)]


def validity_faults(units: List[Row]) -> List[str]:
    """An empty valid_from sorts before every date, an empty valid_to stands after."""
    spans: Dict[str, List[Tuple[str, str]]] = collections.defaultdict(list)
    for row in units:
        spans[row["code"]].append((row["valid_from"], row["valid_to"] or "9999-12-31"))
    faults = []
    for code, found in spans.items():
        ordered = sorted(found)
        faults += [f"{code}: {before} and {after}" for before, after in zip(ordered, ordered[1:])
                   if before[0] == after[0] or before[1] >= after[0]]
        faults += [f"{code}: {span} ends before it begins" for span in found if span[1] < span[0]]
    return faults


def edge_set(rows: List[Row]) -> Set[Tuple[str, str, str, str]]:
    return {(row["old_code"], row["old_parent_code"], row["new_code"], row["share"])
            for row in rows}


def edge_faults(rows: List[Row], reference: List[Row]) -> List[str]:
    expected = {(row["old_ward"], "" if row["old_ward"] else row["old_district"], row["new_ward"],
                 SHARES[row["whole"]]) for row in reference}
    seen = edge_set(rows)
    return ([f"missing {edge}" for edge in sorted(expected - seen)]
            + [f"extra {edge}" for edge in sorted(seen - expected)])


def province_faults(units: List[Row], edges: List[Row], merger: List[Row]) -> List[str]:
    old = {row["code"]: row["province_code"] for row in units if row["valid_to"] == "2025-06-30"}
    new = {row["code"]: row["province_code"] for row in units
           if row["valid_from"] == "2025-07-01"}
    goes = {row["old_code"]: row["new_code"] for row in merger}
    faults = []
    for row in edges:
        before = old.get(row["old_code"] or row["old_parent_code"], "")
        after = new.get(row["new_code"], "")
        if not after or goes.get(before) != after:
            faults.append(f"{row['old_code']} -> {row['new_code']}: {before} to {after}")
    return faults


def nfc_faults(folder: pathlib.Path) -> List[str]:
    return [path.name for path in sorted(folder.rglob("*.tsv"))
            if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))]


def working_days(calendar: List[Row], first: str, last: str) -> int:
    off = {row["date"] for row in calendar if row["kind"] != "WORKED_SATURDAY"}
    worked = {row["date"] for row in calendar if row["kind"] == "WORKED_SATURDAY"}
    day, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    count = 0
    while day <= end:
        text = day.isoformat()
        count += text in worked or (day.weekday() < 5 and text not in off)
        day += datetime.timedelta(days=1)
    return count


def at(code: str, date: str) -> Row:
    found = [row for row in UNITS if row["code"] == code and row["valid_from"] <= date
             and (not row["valid_to"] or date <= row["valid_to"])]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} rows of {code} on {date}")
    return found[0]


class UnitsTable(unittest.TestCase):
    def test_counts_on_a_day(self) -> None:
        for date, expected in (
                ("2025-06-30", {"PROVINCE": 57, "CITY": 6, "DISTRICT": 508, "URBAN_DISTRICT": 49}),
                ("2025-07-01", {"PROVINCE": 28, "CITY": 6, "COMMUNE": 2621, "WARD": 687,
                                "SPECIAL_ZONE": 13}),
                ("2026-04-30", {"PROVINCE": 27, "CITY": 7, "COMMUNE": 2611, "WARD": 697}),
                ("2026-09-01", {"PROVINCE": 26, "CITY": 8}),
                ("2026-09-20", {"PROVINCE": 25, "CITY": 9, "SPECIAL_ZONE": 13})):
            seen = collections.Counter(row["type"] for row in check.in_force(UNITS, date))
            self.assertEqual(expected, {kind: seen[kind] for kind in expected}, date)
        old = [row for row in UNITS if row["valid_to"] == "2025-06-30"]
        self.assertEqual({2: 63, 3: 696, 5: 10033},
                         dict(collections.Counter(len(row["code"]) for row in old)))

    def test_every_province(self) -> None:
        self.assertEqual([], total_faults(UNITS))
        planted = copy.deepcopy(UNITS)
        next(row for row in planted if row["code"] == "00235" and not row["valid_to"]
             )["province_code"] = "04"
        self.assertEqual(["01", "04"], [fault.split()[1][:2] for fault in total_faults(planted)])

    def test_validity(self) -> None:
        self.assertEqual([], validity_faults(UNITS))
        self.assertEqual(len(UNITS), len({(row["code"], row["valid_from"]) for row in UNITS}))
        self.assertEqual(UNITS, sorted(UNITS, key=lambda row: (row["code"], row["valid_from"])))
        planted = [{**row, "valid_to": "2025-07-01"} if row["code"] == "00235" and row["valid_to"]
                   else row for row in UNITS]
        self.assertEqual(1, len(validity_faults(planted)))
        self.assertTrue(validity_faults(planted)[0].startswith("00235:"))
        self.assertTrue(validity_faults(UNITS + [UNITS[0]]))

    def test_names(self) -> None:
        self.assertEqual([], [row["code"] for row in UNITS if not row["name"]
                              or not row["full_name"].endswith(" " + row["name"])])
        zones = {row["code"] for row in UNITS if row["type"] == "SPECIAL_ZONE"}
        self.assertEqual(SPECIAL_ZONES, zones)

    def test_nfc(self) -> None:
        self.assertEqual([], nfc_faults(REFERENCE))
        with tempfile.TemporaryDirectory() as name:
            path = pathlib.Path(name) / "planted.tsv"
            path.write_text(unicodedata.normalize("NFD", "Hòa\n"), encoding="utf-8")
            self.assertEqual(["planted.tsv"], nfc_faults(path.parent))

    def test_known_units(self) -> None:
        self.assertEqual("Phường Đống Đa", at("00235", "2025-07-01")["full_name"])
        self.assertEqual("Phường Thịnh Quang", at("00235", "2025-06-30")["full_name"])
        self.assertEqual("Phường Trúc Bạch", at("00004", "2025-06-30")["full_name"])
        self.assertEqual("Thị trấn Ba Chẽ", at("06970", "2025-06-30")["full_name"])
        self.assertEqual("Xã Ba Chẽ", at("06970", "2025-07-01")["full_name"])
        self.assertFalse([row for row in UNITS if row["code"] == "06978"])
        self.assertEqual("Xã Ia Mơ", at("23938", "2025-07-01")["full_name"])
        self.assertEqual("Xã Ia Mơ Nông", at("23737", "2025-06-30")["full_name"])
        self.assertEqual("Xã Ea Kly", at("24496", "2025-07-01")["full_name"])
        self.assertEqual(("80", "794"), (at("27691", "2025-06-30")["province_code"],
                                         at("27691", "2025-06-30")["parent_code"]))
        self.assertEqual("Bắc Giang", at("24", "2025-06-30")["name"])
        self.assertEqual("Bắc Ninh", at("24", "2025-07-01")["name"])

    def test_changes_of_2026(self) -> None:
        changed = {row["code"] for row in UNITS if row["valid_from"] > "2025-07-01"}
        self.assertEqual(TYPE_CHANGES | {"75", "22", "24"}, changed)
        for code in TYPE_CHANGES:
            before, after = at(code, "2026-04-29"), at(code, "2026-04-30")
            self.assertEqual(("COMMUNE", "WARD", before["name"], "75"),
                             (before["type"], after["type"], after["name"], after["parent_code"]))
        for code, date in (("75", "2026-04-30"), ("22", "2026-09-01"), ("24", "2026-09-20")):
            self.assertEqual(("CITY", date), (at(code, date)["type"], at(code, date)["valid_from"]))
        self.assertTrue([row for row in table(REFERENCE / "gaps.tsv")
                         if row["code"] == "24" and row["date"] == "2026-09-20"])


class SuccessionsTable(unittest.TestCase):
    def test_equal_to_the_conversion_table(self) -> None:
        reference = shared("legacy_to_new.tsv")
        self.assertEqual([], edge_faults(EDGES, reference))
        self.assertEqual(len(reference), len(EDGES))
        dropped = EDGES[7]
        name = (dropped["old_code"], dropped["old_parent_code"], dropped["new_code"],
                dropped["share"])
        self.assertEqual([f"missing {name}"],
                         edge_faults([row for row in EDGES if row is not dropped], reference))
        planted = EDGES + [{**dropped, "new_code": "06970"}]
        self.assertTrue(edge_faults(planted, reference)[0].startswith("extra"))

    def test_counts(self) -> None:
        successors = collections.Counter(row["old_code"] for row in EDGES if row["old_code"])
        self.assertEqual((10571, 10033, 441),
                         (len(EDGES), len(successors), sum(n > 1 for n in successors.values())))
        self.assertEqual({"WHOLE": 9602, "PART": 911, "ALL_PEOPLE": 58},
                         dict(collections.Counter(row["share"] for row in EDGES)))
        unnamed = [row for row in EDGES if not row["old_code"]]
        self.assertEqual(6, len(unnamed))
        for row in unnamed:
            district = at(row["old_parent_code"], "2025-06-30")["full_name"]
            self.assertTrue(row["old_name"].endswith(district), row)

    def test_provinces_agree(self) -> None:
        self.assertEqual([], province_faults(UNITS, EDGES, PROVINCE_EDGES))
        planted = [{**EDGES[9], "new_code": "01273"}]
        self.assertEqual(1, len(province_faults(UNITS, planted, PROVINCE_EDGES)))

    def test_provinces_merge(self) -> None:
        self.assertEqual((63, 34), (len({row["old_code"] for row in PROVINCE_EDGES}),
                                    len({row["new_code"] for row in PROVINCE_EDGES})))
        goes = {row["old_code"]: row["new_code"] for row in PROVINCE_EDGES}
        self.assertEqual({row["old_code"]: row["new_code"]
                          for row in shared("legacy_provinces_63.tsv")}, goes)


class FactTables(unittest.TestCase):
    def test_units_of_2025(self) -> None:
        named = {row["code"]: (row["province_code"], row["full_name"]) for row in UNITS
                 if row["valid_from"] == "2025-07-01" and len(row["code"]) == 5}
        other = [row["code"] for row in shared("communes_2025-07-01.tsv")
                 if named.get(row["code"]) != (row["province_code"], row["full_name"])]
        self.assertEqual(["00745"], other)

    def test_old_units(self) -> None:
        disputed = {row["code"] for row in table(REFERENCE / "facts" / "spellings.tsv")}
        misprints = {"31843", "22108", "22111"}
        for row in shared("legacy_to_new.tsv"):
            if not row["old_ward"]:
                continue
            ours = at(row["old_ward"], "2025-06-30")
            self.assertEqual(row["old_district"], ours["parent_code"])
            if row["old_ward"] not in disputed | misprints:
                self.assertEqual(tone_key(row["old_ward_name"]), tone_key(ours["full_name"]))

    def test_h_codes(self) -> None:
        rows = table(REFERENCE / "provinces.tsv")
        self.assertEqual(34, len({row["h_code"] for row in rows}))
        self.assertEqual(VERIFIED, {row["code"]: row["h_code"] for row in rows
                                    if row["h_code_certainty"] == "VERIFIED"})
        old = {row["old_name"]: row["old_h_code"] for row in PROVINCE_EDGES}
        self.assertEqual([f"H{number:02}" for number in range(1, 64)], sorted(old.values()))
        self.assertEqual([], [row["name"] for row in rows if old[row["name"]] != row["h_code"]])
        self.assertEqual([], [row["name"] for row in rows if row["seat"] not in old])

    def test_office_hours(self) -> None:
        rows = table(REFERENCE / "office_hours.tsv")
        self.assertEqual([""], [row["unit"] for row in rows])
        self.assertEqual("MON TUE WED THU FRI", rows[0]["weekdays"])
        self.assertEqual(("", ""), (rows[0]["valid_from"], rows[0]["valid_to"]))
        self.assertEqual("UNVERIFIED", rows[0]["certainty"])

    def test_competence(self) -> None:
        rows = table(REFERENCE / "competence.tsv")
        self.assertEqual({"DECIDES": 7, "RECEIVES": 6, "RETURNS": 6},
                         dict(collections.Counter(row["role"] for row in rows)))
        self.assertEqual([], [row["name"] for row in rows if not (row["basis"] and row["source"])])
        self.assertEqual([], table(REFERENCE / "agencies.tsv"))

    def test_calendar(self) -> None:
        rows = table(REFERENCE / "calendar.tsv")
        self.assertEqual([row["date"] for row in shared("holidays_2025_2027.tsv")],
                         [row["date"] for row in rows])
        for first, last, expected in (("2025-01-01", "2025-12-31", 250),
                                      ("2026-01-01", "2026-12-31", 249),
                                      ("2027-01-01", "2027-12-31", 249),
                                      ("2025-07-01", "2025-07-31", 23),
                                      ("2025-07-01", "2025-09-30", 64)):
            self.assertEqual(expected, working_days(rows, first, last), first)
        self.assertNotEqual(250, working_days(rows[1:], "2025-01-01", "2025-12-31"))


class Maker(unittest.TestCase):
    def make(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([sys.executable, str(REFERENCE / "make_units"), *arguments],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def test_same_bytes_from_the_package(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            done = self.make("--out", name)
            self.assertEqual(0, done.returncode, done.stdout)
            for file in MADE:
                self.assertEqual((REFERENCE / file).read_bytes(),
                                 (pathlib.Path(name) / file).read_bytes(), file)
        for row in table(REFERENCE / "defects.tsv"):
            self.assertIn(row["old_name"] or row["new_name"], done.stdout)

    def test_other_package_refused(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            (pathlib.Path(name) / "address.json").write_text("[]", encoding="utf-8")
            done = self.make("--package", name, "--out", name)
            self.assertEqual(1, done.returncode)
            self.assertIn("address.json is not that of", done.stdout)

    def test_its_checks_can_fail(self) -> None:
        def faults(units: List[Row] = UNITS, edges: List[Row] = EDGES) -> str:
            return "\n".join(check.faults(units, edges, PROVINCE_EDGES))

        self.assertEqual("", faults())
        without = [row for row in UNITS if row["code"] != "00235"]
        self.assertIn("province 01", faults(without))
        self.assertIn("-> 00235: an end is not in units.tsv", faults(without))
        no_district = [row for row in UNITS if row["code"] != "006"]
        self.assertIn("00235 on 2025-06-30: no parent_code 006", faults(no_district))
        lost = [row for row in EDGES if row["old_code"] != "06973"]
        self.assertIn("old unit 06973 Xã Thanh Sơn has no successor", faults(edges=lost))
        moved = [{**row, "new_code": "00004"} if row["old_code"] == "06973" else row
                 for row in EDGES]
        self.assertIn("edge 06973 -> 00004: province 22 did not go to 01", faults(edges=moved))
        self.assertIn("00001: two rows from", faults(UNITS + [{**UNITS[0], "code": "00001"}] * 2))

    def test_lock(self) -> None:
        files = [(REFERENCE / name).read_text(encoding="utf-8") for name in
                 ("package.json", "package-lock.json", ".npmrc")]
        self.assertIn('"integrity": "sha512-', files[1])
        self.assertFalse([text for text in files if "://" in text])
        self.assertIn("omit-lockfile-registry-resolved=true", files[2])


if __name__ == "__main__":
    unittest.main()
