"""The tables kept by hand beside the package, read and indexed."""

import pathlib
from typing import Dict, List, Tuple

from units.tables import Failure, Row, read_table, split_name, tone_key

OPERATIONS = ("RECODE_UNIT", "ADD_OLD_UNIT", "DROP_OLD_UNIT", "DISTRICT_NAME", "DROP_EDGE",
              "ADD_EDGE", "SHARE")


class Facts:
    def __init__(self, folder: pathlib.Path) -> None:
        self.provinces = read_table(folder / "provinces.tsv")
        self.old_provinces = read_table(folder / "facts" / "old_provinces.tsv")
        self.old_districts = read_table(folder / "facts" / "old_districts.tsv")
        self.type_changes = read_table(folder / "facts" / "type_changes.tsv")
        self.spellings = read_table(folder / "facts" / "spellings.tsv")
        self.corrections = read_table(folder / "corrections.tsv")
        unknown = {row["op"] for row in self.corrections} - set(OPERATIONS)
        if unknown:
            raise Failure(f"corrections.tsv: unknown op {', '.join(sorted(unknown))}")

    def of(self, operation: str) -> List[Row]:
        return [row for row in self.corrections if row["op"] == operation]

    def edges(self, operation: str) -> Dict[Tuple[str, str], Row]:
        found: Dict[Tuple[str, str], Row] = {}
        for row in self.of(operation):
            edge = (row["code"], row["new_code"])
            if edge in found:
                raise Failure(f"corrections.tsv: {operation} {edge} twice")
            found[edge] = row
        return found

    def old_province_codes(self) -> Dict[str, str]:
        """By the name without prefix, for the package writes some with and some without it."""
        return {tone_key(split_name(row["full_name"])[1]): row["code"]
                for row in self.old_provinces}

    def old_district_codes(self) -> Dict[Tuple[str, str], str]:
        """By province code and name; a name that the package has wrong leads to the right code."""
        codes: Dict[Tuple[str, str], str] = {}
        provinces = {row["code"]: row["province_code"] for row in self.old_districts}
        for row in self.old_districts:
            codes[row["province_code"], tone_key(row["full_name"])] = row["code"]
        for row in self.of("DISTRICT_NAME"):
            name = provinces[row["district"]], tone_key(row["name"])
            if name in codes:
                raise Failure(f"corrections.tsv: district {row['name']} needs no correction")
            codes[name] = row["district"]
        return codes
