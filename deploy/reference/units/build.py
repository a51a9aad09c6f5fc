"""Units: every code with its intervals of validity."""

import datetime
from typing import Dict, List

from units import package
from units.facts import Facts
from units.tables import (COMMUNE_TYPES, OLD_WARD_TYPES, Failure, Row, clean, split_name, tone_key)

FIRST_DAY = "2025-07-01"
LAST_OLD_DAY = "2025-06-30"
MERGER = "202/2025/QH15"
CODE_LIST = "19/2025/QĐ-TTg"
CENTRAL_CITY = "Thành phố Trung Ương"
COLUMNS = ("code", "type", "name", "full_name", "province_code", "parent_code", "valid_from",
           "valid_to", "basis", "source")
DEFECT_COLUMNS = ("kind", "package_rows", "old_code", "old_name", "old_district", "new_code",
                  "new_name", "note")


def day_before(date: str) -> str:
    return (datetime.date.fromisoformat(date) - datetime.timedelta(days=1)).isoformat()


def unit(code: str, full_name: str, province: str, parent: str, source: str, **more: str) -> Row:
    kind, name = split_name(full_name)
    row = {"code": code, "type": kind, "name": name, "full_name": full_name,
           "province_code": province, "parent_code": parent, "valid_from": "", "valid_to": "",
           "basis": "", "source": source}
    row.update(more)
    return row


def province_type(full_name: str) -> str:
    """Of a first-tier unit; the same prefix names a city of a province in the second tier."""
    return "CITY" if full_name.startswith("Thành phố ") else "PROVINCE"


class Units:
    def __init__(self, facts: Facts, tables: package.Tables) -> None:
        self.facts = facts
        self.defects: List[Row] = []
        self.provinces = self._provinces(tables["provinces"])
        self.communes = self._communes(tables["wards"])
        self.districts = {row["code"]: unit(row["code"], row["full_name"], row["province_code"],
                                            row["province_code"], row["source"],
                                            valid_to=LAST_OLD_DAY)
                          for row in facts.old_districts}
        self.old_provinces = {row["code"]: unit(row["code"], row["full_name"], "", "",
                                                row["source"], valid_to=LAST_OLD_DAY,
                                                type=province_type(row["full_name"]))
                              for row in facts.old_provinces}
        self.old_wards = self._old_wards(tables["ward_mappings"])

    def rows(self) -> List[Row]:
        rows = list(self.old_provinces.values()) + list(self.districts.values())
        rows += self.old_wards.values()
        current = {**self.provinces, **self.communes}
        changes = sorted(self.facts.type_changes, key=lambda row: row["effective"])
        for change in changes:
            before = current.get(change["code"])
            if before is None:
                raise Failure(f"type_changes.tsv: no unit {change['code']}")
            after = unit(change["code"], change["full_name"], before["province_code"],
                         before["parent_code"], change["source"], type=change["type"],
                         valid_from=change["effective"], basis=change["basis"])
            if after["type"] == before["type"]:
                raise Failure(f"type_changes.tsv: {change['code']} is {before['type']} already")
            rows.append({**before, "valid_to": day_before(change["effective"])})
            current[change["code"]] = after
        rows += current.values()
        return sorted(rows, key=lambda row: (row["code"], row["valid_from"]))

    def report(self, kind: str, note: str, **more: str) -> None:
        self.defects.append({"kind": kind, "note": note, **more})

    def _provinces(self, listed: List[Dict]) -> Dict[str, Row]:
        named = {row["code"]: row["name"] for row in self.facts.provinces}
        found: Dict[str, Row] = {}
        for row in listed:
            code, name = clean(row["province_code"]), clean(row["name"])
            bare = name[len("Thành phố "):] if name.startswith("Thành phố ") else name
            central = clean(row["place_type"]) == CENTRAL_CITY
            if named.get(code) != bare:
                raise Failure(f"province {code}: «{bare}», in provinces.tsv «{named.get(code)}»")
            full_name = ("Thành phố " if central else "Tỉnh ") + bare
            found[code] = unit(code, full_name, "", "", package.SOURCE, valid_from=FIRST_DAY,
                               basis=MERGER, type=province_type(full_name))
        return found

    def _communes(self, listed: List[Dict]) -> Dict[str, Row]:
        recoded = {row["code"]: row for row in self.facts.of("RECODE_UNIT")}
        found: Dict[str, Row] = {}
        for row in listed:
            code, full_name = clean(row["ward_code"]), clean(row["name"])
            province, source = clean(row["province_code"]), package.SOURCE
            correction = recoded.pop(code, None)
            if correction:
                if tone_key(correction["name"]) != tone_key(full_name):
                    raise Failure(f"corrections.tsv: {code} is {full_name}")
                self.report("CODE_CONTRADICTED", correction["reason"], package_rows=row["id"],
                            new_code=code, new_name=full_name)
                code, source = correction["new_code"], f"{source}; code: {correction['source']}"
            if code in found:
                raise Failure(f"unit {code} twice: {full_name}, {found[code]['full_name']}")
            made = unit(code, full_name, province, province, source, valid_from=FIRST_DAY,
                        basis=CODE_LIST)
            if made["type"] not in COMMUNE_TYPES:
                raise Failure(f"unit {code}: «{full_name}» is no commune-level unit")
            found[code] = made
        if recoded:
            raise Failure(f"corrections.tsv: no unit {', '.join(sorted(recoded))} to recode")
        return found

    def _old_wards(self, mappings: List[Dict]) -> Dict[str, Row]:
        provinces, districts = self.facts.old_province_codes(), self.facts.old_district_codes()
        dropped = {row["code"]: row for row in self.facts.of("DROP_OLD_UNIT")}
        found: Dict[str, Row] = {}
        for row in mappings:
            code = clean(row["old_ward_code"])
            if not code:
                continue
            full_name = clean(row["old_ward_name"])
            district = old_district(row, provinces, districts)
            if not district:
                raise Failure(f"old unit {code} {full_name}: no district "
                              f"«{clean(row['old_district_name'])}»")
            if code in dropped:
                correction = dropped.pop(code)
                self.report("OLD_UNIT_CONTRADICTED", correction["reason"], package_rows=row["id"],
                            old_code=code, old_name=full_name,
                            old_district=self.districts[district]["full_name"],
                            new_code=clean(row["new_ward_code"]),
                            new_name=clean(row["new_ward_name"]))
                continue
            self._add_old(found, code, full_name, district, package.SOURCE)
        for correction in self.facts.of("ADD_OLD_UNIT"):
            self._add_old(found, correction["code"], correction["name"], correction["district"],
                          correction["source"])
        if dropped:
            raise Failure(f"corrections.tsv: no old unit {', '.join(sorted(dropped))} to drop")
        return found

    def _add_old(self, found: Dict[str, Row], code: str, full_name: str, district: str,
                 source: str) -> None:
        if code in found:
            raise Failure(f"old unit {code} twice: {full_name}, {found[code]['full_name']}")
        province = self.districts[district]["province_code"]
        found[code] = unit(code, full_name, province, district, source, valid_to=LAST_OLD_DAY)
        if found[code]["type"] not in OLD_WARD_TYPES:
            raise Failure(f"old unit {code}: «{full_name}» is no commune-level unit")


def old_district(row: Dict, provinces: Dict[str, str], districts: Dict) -> str:
    """Code of the district that a mapping names, empty when it is not known."""
    province = clean(row["old_province_name"])
    code = provinces.get(tone_key(split_name(province)[1])) if province else None
    return districts.get((code, tone_key(clean(row["old_district_name"]))), "")
