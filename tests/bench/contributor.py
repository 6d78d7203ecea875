"""What a contributor waits for: the check, the compiler after an edit, and the new page in the browser."""

from __future__ import annotations

import gc
import itertools
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from grown import ROOT
from makers import markdown_site, work_folder
from table import ROUNDS, Bars, Goal, Table, in_turns, seconds, times

from guide import Settings, Site, build, draft_problems, read_files
from guide.kinds import TREE
from preview import copy_project, preview
from samples import Files, small

COMMAND = "python tests/bench --only contributor"
CHECK, EDIT, SAVE = "`guide check`, start included", "our compiler after an edit", "from saving to the new page"
LANGUAGE = "es"
ONE_MORE, SAVE_ONE_MORE = f"{EDIT}, with one more language", f"{SAVE}, with one more language"
ALL = f"{EDIT}, with all languages"
_CAUSE = (
    "The flow, the booklet and the outline hold every word of the guide, so each edit makes them anew; all rows of "
    "trails are compared, and all rules asked."
)
_CAUSE_OF_CHECK = (
    "All catalogs are read, so that it can say which translations are late. Most of the rest is the start of "
    "Python and of the libraries."
)
PLAIN = "from saving to the new page, plain Markdown in Material"


def tables(tiny: bool) -> list[Table]:
    rounds = 1 if tiny else ROUNDS
    with TemporaryDirectory() as name:
        guide = small if tiny else partial(read_files, ROOT)
        measured = _compiler(guide, rounds) | _waits(guide, Path(name), rounds, tiny)
    goals = [
        (CHECK, 0.45, _CAUSE_OF_CHECK),
        (EDIT, 0.15, _CAUSE),
        (SAVE, 0.7, _CAUSE),
        (SAVE_ONE_MORE, 1.0, "The same pages are made twice, once in each language."),
    ]
    rows = [(name, seconds(found), times(median(found) / median(measured[CHECK]))) for name, found in measured.items()]
    notes = [f"{PLAIN}: left out in the tiny profile."] if tiny else []
    return [
        Table(
            "What a contributor waits for",
            COMMAND,
            f"The {'small guide of the tests' if tiny else 'real guide'}. An edit gives one step a new word. "
            "The page is asked for over HTTP every 10 ms, as `make serve` shows it.",
            ("", "time, median (least to most)", "to `guide check`"),
            tuple(rows),
            tuple(
                Goal(
                    f"{name}: {median(measured[name]):.2f} s (less than {most} s)", median(measured[name]) < most, cause
                )
                for name, most, cause in goals
            ),
            tuple(notes),
            {
                "contributor": Bars(
                    "What a contributor waits for", "s", {k.replace("`", ""): median(v) for k, v in measured.items()}
                )
            },
        )
    ]


def _compiler(guide: Callable[[], Files], rounds: int) -> dict[str, list[float]]:
    settings = Settings(site_url="https://guide.example/", today=datetime.now(UTC).date())
    count = itertools.count()

    def edits(only: list[str] | None) -> Callable[[], None]:
        """The next edit of a guide that is shown in English and in `only` these languages, or in all."""
        sites = [build(guide(), settings, Site(), only=only)]  # The last one only, as in a preview.
        return lambda: edit(sites, only)

    def edit(sites: list[Site], only: list[str] | None) -> None:
        files = guide()
        word = f"edit-{'abcdefghij'[next(count) % 10]} "
        text, changed = re.subn(r"(    steps:\n      - )", rf"\g<1>{word}", (files[TREE] or b"").decode(), count=1)
        assert changed
        sites.append(build({**files, TREE: text.encode()}, settings, sites.pop(), draft_problems, only))

    check, env = [sys.executable, "-m", "guide", "check"], {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    commands: dict[str, Callable[[], object]] = {
        CHECK: lambda: subprocess.run(check, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=True),
        EDIT: edits([]),
        ONE_MORE: edits([LANGUAGE]),
        ALL: edits(None),
    }
    gc.collect()
    gc.freeze()  # As the preview does after its first build; these are three in one process.
    return in_turns(commands, rounds)


def _waits(guide: Callable[[], Files], home: Path, rounds: int, tiny: bool) -> dict[str, list[float]]:
    project = home / "project"
    copy_project(project, guide())
    step = re.search(r"\n  ([a-z0-9-]+):\n(?:    .*\n)*?    steps:\n", (project / TREE).read_text(encoding="utf-8"))
    assert step
    found = {
        name: list(
            _saved(project, project / TREE, "    steps:\n      - ", f"steps/{step[1]}/", rounds, LANGUAGES=languages)
        )
        for name, languages in ((SAVE, ""), (SAVE_ONE_MORE, LANGUAGE))
    }
    if not tiny:
        work = work_folder(home, 152)
        site = markdown_site(work)
        page = site / "docs" / f"{step[1]}.md"
        found[PLAIN] = list(_saved(site, page, "<main ", f"{step[1]}/", rounds))
    return found


def _saved(project: Path, file: Path, before: str, path: str, rounds: int, **settings: str) -> Iterator[float]:
    """How long each of some edits takes to show."""
    text = file.read_text(encoding="utf-8")
    with preview(project, project / "serve.log", **settings) as page:
        while not page(path):
            time.sleep(0.05)
        for number in range(rounds):
            time.sleep(1)  # An edit comes when the preview is at rest.
            word = f"edit-{'abcdefghij'[number]}"
            new = text.replace(
                before, f"{before}{word} " if before.endswith(" ") and "<" not in before else f"{word} {before}", 1
            )
            began = time.perf_counter()
            file.write_text(new, encoding="utf-8")
            while word not in page(path):
                if time.perf_counter() - began > 60:
                    raise RuntimeError(f"the edit of {file.name} did not show within a minute")
                time.sleep(0.01)
            yield time.perf_counter() - began
    file.write_text(text, encoding="utf-8")
