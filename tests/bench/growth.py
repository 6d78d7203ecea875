"""How the cost of a build grows with the guide: stage by stage, and beside other makers of static sites."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import builds
import flame
import stages
from table import ROUNDS, Table


def tables(tiny: bool) -> list[Table]:
    """The table of the stages, that of whole builds, and where the time of one goes."""
    with TemporaryDirectory() as name:
        home = Path(name)
        if tiny:
            return [
                stages.table(home, [4], rounds=1),
                builds.table(home, [4], rounds=1, tiny=True),
                flame.table(home, 4),
            ]
        sizes = (152, 1_000, 10_000)
        return [
            stages.table(home, sizes, ROUNDS, largest=100_000),
            builds.table(home, sizes, ROUNDS, tiny=False),
            flame.table(home, 1_000),
        ]
