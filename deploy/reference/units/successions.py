"""Successions: which unit of today took over an old one, and how much of it."""

from typing import Dict, List, Tuple

from units import package
from units.build import FIRST_DAY, MERGER, Units, old_district
from units.tables import Failure, Row, clean, split_name, tone_key

COLUMNS = ("old_code", "new_code", "share", "effective", "basis", "source", "old_name",
           "old_parent_code")
PROVINCE_COLUMNS = ("old_code", "new_code", "share", "effective", "basis", "source", "old_name",
                    "old_h_code", "old_h_code_certainty")
SHARES = ("WHOLE", "PART", "ALL_PEOPLE")

Edge = Tuple[str, str]


class Successions:
    def __init__(self, units: Units, mappings: List[Dict]) -> None:
        self.units = units
        self.by_name: Dict[Tuple[str, str], str] = {}
        for code, row in units.communes.items():
            self.by_name[row["province_code"], tone_key(row["full_name"])] = code
        self.provinces = {tone_key(row["name"]): code for code, row in units.provinces.items()}
        self.edges = self._from_package(mappings)
        self._correct()

    def rows(self) -> List[Row]:
        return sorted(self.edges.values(), key=lambda row: (row["old_code"], row["new_code"]))

    def province_rows(self) -> List[Row]:
        return [{"old_code": row["code"], "new_code": row["new_code"], "share": "WHOLE",
                 "effective": FIRST_DAY, "basis": MERGER, "source": row["source"],
                 "old_name": split_name(row["full_name"])[1], "old_h_code": row["h_code"],
                 "old_h_code_certainty": row["h_code_certainty"]}
                for row in sorted(self.units.facts.old_provinces, key=lambda row: row["code"])]

    def _from_package(self, mappings: List[Dict]) -> Dict[Edge, Row]:
        facts = self.units.facts
        provinces, districts = facts.old_province_codes(), facts.old_district_codes()
        dropped = {row["code"] for row in facts.of("DROP_OLD_UNIT")}
        answered = {row["new_code"] for row in facts.of("ADD_EDGE") if not row["code"]}
        old_by_name: Dict[Tuple[str, str], List[str]] = {}
        for code, row in self.units.old_wards.items():
            name = row["parent_code"], tone_key(row["full_name"])
            old_by_name.setdefault(name, []).append(code)
        found: Dict[Edge, Row] = {}
        unknown: Dict[Tuple[str, ...], List[str]] = {}
        for row in mappings:
            old, new = clean(row["old_ward_code"]), self._new_code(row)
            if old in dropped or (not row["old_ward_name"] and new in answered):
                continue
            if not old:
                district = old_district(row, provinces, districts)
                same = old_by_name.get((district, tone_key(row["old_ward_name"] or "")), [])
                if len(same) != 1:
                    place = ", ".join(clean(row[part]) for part in
                                      ("old_district_name", "old_province_name"))
                    missing = clean(row["old_ward_name"]), place, new, \
                        "several units of that name" if same else "no such unit on 2025-06-30"
                    unknown.setdefault(missing, []).append(clean(row["id"]))
                    continue
                old = same[0]
            found[old, new] = edge(old, new, "WHOLE", package.SOURCE)
        for (name, place, new, note), ids in sorted(unknown.items()):
            self.units.report("OLD_UNIT_NOT_LISTED", note, package_rows=",".join(ids),
                              old_name=name, old_district=place, new_code=new,
                              new_name=self.units.communes[new]["full_name"])
        return found

    def _new_code(self, row: Dict) -> str:
        """The code of a mapping counts when the unit of that code bears the name the row gives."""
        name = tone_key(row["new_ward_name"])
        province = clean(row["new_province_name"])
        bare = province[len("Thành phố "):] if province.startswith("Thành phố ") else province
        found = self.by_name.get((self.provinces.get(tone_key(bare), ""), name))
        if not found:
            raise Failure(f"mapping {row['id']}: no unit «{row['new_ward_name']}» in {province}")
        return found

    def _correct(self) -> None:
        units, facts = self.units, self.units.facts
        for pair, row in facts.edges("DROP_EDGE").items():
            if pair not in self.edges:
                raise Failure(f"corrections.tsv: no edge {pair} to drop")
            del self.edges[pair]
            old = units.old_wards[pair[0]]
            units.report("EDGE_CONTRADICTED", row["reason"], old_code=pair[0],
                         old_name=old["full_name"], new_code=pair[1],
                         old_district=units.districts[old["parent_code"]]["full_name"],
                         new_name=units.communes[pair[1]]["full_name"])
        for pair, row in facts.edges("SHARE").items():
            if pair not in self.edges or self.edges[pair]["share"] == row["share"]:
                raise Failure(f"corrections.tsv: share of {pair} changes nothing")
            self.edges[pair].update(share=row["share"],
                                    source=f"{package.SOURCE}; share: {row['source']}")
        for pair, row in facts.edges("ADD_EDGE").items():
            if pair in self.edges:
                raise Failure(f"corrections.tsv: edge {pair} is there already")
            self.edges[pair] = edge(pair[0], pair[1], row["share"], row["source"], row["name"],
                                    row["district"])
        for row in facts.of("DISTRICT_NAME"):
            units.report("DISTRICT_CONTRADICTED", row["reason"], old_district=row["name"],
                         old_code=row["district"],
                         old_name=units.districts[row["district"]]["full_name"])
        self._spellings()

    def _spellings(self) -> None:
        known = {"": self.units.old_wards, FIRST_DAY: self.units.communes}
        for row in self.units.facts.spellings:
            ours = known[row["valid_from"]].get(row["code"])
            if ours is None or tone_key(ours["full_name"]) == tone_key(row["full_name"]):
                raise Failure(f"spellings.tsv: {row['code']} {row['full_name']} is no other name")
            part = "old" if not row["valid_from"] else "new"
            self.units.report("NAME_DISPUTED", f"«{row['full_name']}» in {row['source']}",
                              **{part + "_code": row["code"], part + "_name": ours["full_name"]})


def edge(old: str, new: str, share: str, source: str, name: str = "", parent: str = "") -> Row:
    """The name stands only where there is no old code."""
    return {"old_code": old, "new_code": new, "share": share, "effective": FIRST_DAY, "basis": "",
            "source": source, "old_name": name, "old_parent_code": parent}
