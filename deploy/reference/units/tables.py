"""Tab-separated tables, names and types."""

import pathlib
import unicodedata
from typing import Dict, List, Sequence, Tuple

Row = Dict[str, str]

PREFIXES = (
    ("Thành phố", "PROVINCIAL_CITY"),
    ("Thị trấn", "TOWNSHIP"),
    ("Thị xã", "TOWN"),
    ("Đặc khu", "SPECIAL_ZONE"),
    ("Phường", "WARD"),
    ("Quận", "URBAN_DISTRICT"),
    ("Huyện", "DISTRICT"),
    ("Tỉnh", "PROVINCE"),
    ("Xã", "COMMUNE"),
)
COMMUNE_TYPES = ("COMMUNE", "WARD", "SPECIAL_ZONE")
OLD_WARD_TYPES = ("COMMUNE", "WARD", "TOWNSHIP")
DISTRICT_TYPES = ("DISTRICT", "URBAN_DISTRICT", "TOWN", "PROVINCIAL_CITY")
PROVINCE_TYPES = ("PROVINCE", "CITY")
TONES = "\u0300\u0301\u0303\u0309\u0323"


class Failure(Exception):
    """What is off, by name."""


def clean(text: object) -> str:
    """NFC, single spaces, the apostrophe of the keyboard; tone marks stay where they are."""
    plain = unicodedata.normalize("NFC", "" if text is None else str(text))
    return " ".join(plain.replace("\u2019", "'").split())


def tone_key(text: str) -> str:
    """Equal for Hòa and Hoà, not for Hòa and Hóa nor for Quý and Quí."""
    words = []
    for word in clean(text).lower().split():
        marks = unicodedata.normalize("NFD", word)
        tones = "".join(mark for mark in marks if mark in TONES)
        letters = "".join(mark for mark in marks if mark not in TONES)
        words.append(unicodedata.normalize("NFC", letters) + tones)
    return " ".join(words)


def split_name(full_name: str) -> Tuple[str, str]:
    """Type and name without the prefix: ("WARD", "Đống Đa")."""
    for prefix, kind in PREFIXES:
        if full_name.startswith(prefix + " "):
            return kind, full_name[len(prefix) + 1:]
    raise Failure(f"no known type in the name «{full_name}»")


def read_table(path: pathlib.Path) -> List[Row]:
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines.pop() != "":
        raise Failure(f"{path.name}: the last line has no end")
    columns = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise Failure(f"{path.name}:{number}: {len(cells)} cells for {len(columns)} columns")
        rows.append(dict(zip(columns, cells)))
    return rows


def table_text(columns: Sequence[str], rows: Sequence[Row]) -> str:
    lines = ["\t".join(columns)]
    for row in rows:
        cells = [row.get(column, "") for column in columns]
        if any("\t" in cell or "\n" in cell for cell in cells):
            raise Failure(f"a tab or a line end inside a cell: {cells}")
        lines.append("\t".join(cells))
    return unicodedata.normalize("NFC", "\n".join(lines) + "\n")
