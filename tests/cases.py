"""The ways of breaking the small guide in tests/broken, each with the whole report that it gives.

A case is a folder: each file in it takes the place of the one of the same name, NAME.missing says that it is not there,
and the report stands in expected.txt.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from guide import Refused, prove
from samples import Files, small

BROKEN = Path(__file__).parent / "broken"


@dataclass(frozen=True)
class Case:
    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def files(self) -> Files:
        """The whole guide, broken in this way."""
        files = small()
        for name in files:
            here = self.path / Path(name).name
            if here.exists():
                files[name] = here.read_bytes()
            if here.with_name(f"{here.name}.missing").exists():
                files[name] = None
        return files

    @property
    def report(self) -> str:
        return (self.path / "expected.txt").read_text(encoding="utf-8")


CASES = {case.name: case for case in map(Case, sorted(BROKEN.iterdir()))}


def refusal(files: Files) -> Refused:
    """What the compiler says against these files. A test fails if that is nothing."""
    with pytest.raises(Refused) as refused:
        prove(files)
    return refused.value
