"""What “guide check” found right, from one run to the next: only what is new is looked at again.

The file holds digests, and nothing else is taken from it. Without it, or with a damaged one, the answer is the same and
comes later. No site is made with it, and no change of a stranger is checked with it: their branch could bring one.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from guide.catalog import FOLDER
from guide.rules.languages import Right
from guide.tools.swap import write_whole

_CODE = Path(__file__).parent.parent
_ASKED = ("babel", "markdown-it-py", "pydantic")
"""The libraries on which the answer of a rule depends."""


def found_right(file: Path) -> Right:
    """What `file` holds of the last run."""
    digest = blake2b(repr([sys.version, *map(version, _ASKED)]).encode())
    for module in sorted(_CODE.rglob("*.py")):
        digest.update(module.read_bytes())
    known = ""
    with suppress(OSError, UnicodeDecodeError):
        known = file.read_text(encoding="ascii")
    return Right(digest.digest(), frozenset(known.split()))


def name_of_english(files: Mapping[str, bytes | None], day: date, code: bytes) -> str:
    """A digest of all that the rules of the English look at; of translations these are the names."""
    digest = blake2b(code + repr(day).encode(), digest_size=16)
    for name, content in files.items():
        seen = "" if content is None or name.startswith(f"{FOLDER}/") else blake2b(content).hexdigest()
        digest.update(repr((name, content is None, seen)).encode())
    return digest.hexdigest()


def keep(right: Right, file: Path) -> None:
    """Writes down for the next run what is right now; nothing, where that cannot be done."""
    if right.now != right.before:
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, "\n".join(sorted(right.now)).encode())
