"""Guides of any size, as real as the real one: copies of it below questions that choose one of them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]

from guide import read_files  # noqa: E402
from guide.kinds import DATES, LOCK, TREE  # noqa: E402
from guide.limits import LONGEST_HEADING, LONGEST_HELP, LONGEST_OPTION  # noqa: E402
from guide.tools.urls_lock import COMMENT  # noqa: E402
from samples import (  # noqa: E402
    CLOCKS,
    SITUATIONS,
    as_yaml,
    plain_yaml,
    small,
)

_LETTERS = "abcdefghij"


def grown(steps: int) -> dict[str, bytes | None]:
    """The files of a guide of about `steps` steps: as many copies of the real guide as it takes, each with its stories,
    which share facts, texts and countries; for a handful, the small guide of the tests."""
    if steps < 10:
        return small()
    nothing_published = {DATES: b"# \n", LOCK: COMMENT.encode()}  # So no change has to be told.
    files = {**read_files(ROOT), **nothing_published}
    real = plain_yaml(files[TREE] or b"")
    size = len(real["questions"]) + len(real["actions"])
    copies = max(1, round(steps / size))
    if copies == 1:
        return files
    ids = {*real["questions"], *real["actions"]}
    questions: dict[str, Any] = {}
    actions: dict[str, Any] = {}
    names = ["", *(_named(number) for number in range(1, copies))]
    prefixes = [f"{name}-" if name else "" for name in names]
    renames = [{node: f"{prefix}{node}" for node in ids} for prefix in prefixes]
    for name, rename in zip(names, renames, strict=True):
        for section, into in (("questions", questions), ("actions", actions)):
            for node, entry in real[section].items():
                said = _renamed(entry, rename)
                if name:
                    said = _told_apart(said, name)
                    said.pop("redirect_from", None)
                into[rename[node]] = said
    start, ways = _choose(questions, [rename[real["start"]] for rename in renames])
    data = {"start": start, "questions": questions, "actions": actions}
    if "retired" in real:
        data["retired"] = real["retired"]
    clocks = plain_yaml(files[CLOCKS] or b"")
    for clock in clocks["clocks"].values():
        clock["steps"] = [f"{prefix}{step}" for prefix in prefixes for step in clock["steps"]]
    stories = plain_yaml(files[SITUATIONS] or b"")["situations"]
    situations = {
        f"{prefix}{story}": {
            **_renamed(entry, rename),
            "story": f"{name}: {entry['story']}" if name else entry["story"],
            "answers": [*way, *entry["answers"]],
        }
        for name, prefix, rename, way in zip(names, prefixes, renames, ways, strict=True)
        for story, entry in stories.items()
    }
    return {
        **files,
        TREE: as_yaml(data),
        CLOCKS: as_yaml(clocks),
        SITUATIONS: as_yaml({"situations": situations}),
    }


def _named(number: int) -> str:
    """A number in letters: a number in a title would need a fact."""
    return "x" + "".join(_LETTERS[int(digit)] for digit in str(number))


def _renamed(value: Any, rename: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: inner if key in ("message", "facts") else _renamed(inner, rename) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, rename) for inner in value]
    if value in rename:
        return rename[value]
    return re.sub(r"\]\(([a-z0-9-]+)\)", lambda link: f"]({rename.get(link[1], link[1])})", value)


_LONGEST = {"ask": LONGEST_HEADING, "title": LONGEST_HEADING, "help": LONGEST_HELP} | dict.fromkeys(
    ("label", "summary"), LONGEST_OPTION
)
_TEXTS = ("ask", "help", "why", "label", "summary", "title", "steps", "careful", "by_when", "last_resort", "have_ready")


def _told_apart(value: Any, name: str, key: str = "") -> Any:
    """The texts of a copy begin with its name, so that none was read before. One that would be too long loses its last
    sentences (and a help its links), or its first words."""
    if isinstance(value, dict):
        return {key: _told_apart(inner, name, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_told_apart(inner, name, key) for inner in value]
    if key not in _TEXTS:
        return value
    most = _LONGEST.get(key, 10**9)
    if len(f"{name}: {value}") <= most:
        return f"{name}: {value}"
    if key == "help":  # Its links became longer too.
        words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", value)
        told = f"{name}: {words}"
        return told if len(told) <= most else told[:most].rpartition(". ")[0] + "."
    return f"{name}: {value[-(most - len(name) - 2) :].partition(' ')[2]}"


def _choose(questions: dict[str, Any], starts: list[str]) -> tuple[str, list[tuple[str, ...]]]:
    """Questions with at most nine options that lead to every start. Gives the first of them, and the answers that lead
    to each start."""
    level = 0
    below: dict[str, dict[str, tuple[str, ...]]] = {start: {start: ()} for start in starts}
    wanted = starts
    while len(starts) > 1:
        level += 1
        above = []
        for number, group in enumerate(_groups(starts)):
            name = f"which-{_named(level)}-{_named(number)}"
            questions[name] = {
                "ask": f"Which part of the guide do you need, {_named(level)} {_named(number)}?",
                "everybody_knows": "This is a measurement.",
                "options": [
                    {
                        "id": f"part-{_LETTERS[at]}",
                        "label": f"I need part {_named(at)} of this",
                        "summary": f"I need part {_named(at)}",
                        "next": to,
                    }
                    for at, to in enumerate(group)
                ],
            }
            below[name] = {
                start: (f"part-{_LETTERS[at]}", *way) for at, to in enumerate(group) for start, way in below[to].items()
            }
            above.append(name)
        starts = above
    return starts[0], [below[starts[0]][start] for start in wanted]


def _groups(starts: list[str]) -> Iterator[list[str]]:
    """Nine each; the last group never holds one alone."""
    count = -(-len(starts) // 9)
    for number in range(count):
        yield starts[number::count]
