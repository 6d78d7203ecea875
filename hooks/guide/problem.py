"""A problem is a value: where it is, what is wrong, what to type instead. The one way to print it is here too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from guide.plural import counted

HELP = "docs/contributing.md"


class Place(NamedTuple):
    """A stretch of text in one file: `line` and `column` count from 1, `width` is in characters (0 shows no marker)."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 0


@dataclass(frozen=True, order=True)
class Problem:
    """Something that a contributor has to change. `message` says what is wrong, `hint` what to type instead."""

    place: Place
    message: str
    hint: str = ""


class Refused(Exception):
    """Raised at the border only: the sources have problems, so nothing was built. Its text is the whole report."""

    def __init__(self, problems: Iterable[Problem], sources: Mapping[str, str]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(report(self.problems, sources))


def report(problems: Iterable[Problem], sources: Mapping[str, str]) -> str:
    """All `problems` in the order of their lines, each with its line from `sources` (name -> text); then a close."""
    ordered = sorted(set(problems))
    files = list(dict.fromkeys(problem.place.file for problem in ordered))
    count = counted(len(ordered), "problem")
    closing = f"{count} in {' and '.join(files)}. The site was not built; the last good one is untouched. Help: {HELP}"
    return "\n\n".join([*(_paragraph(problem, sources) for problem in ordered), closing])


def as_annotations(problems: Iterable[Problem]) -> str:
    """All `problems` as GitHub shows them beside the changed lines: one “::error” a line, in the order of the lines."""
    lines = []
    for problem in sorted(set(problems)):
        place = problem.place
        words = f"{problem.message} {problem.hint}".strip()
        words = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::error file={place.file},line={place.line},col={place.column}::{words}")
    return "\n".join(lines)


def _paragraph(problem: Problem, sources: Mapping[str, str]) -> str:
    place = problem.place
    lines = [f"{place.file}:{place.line}: {problem.message}", *_excerpt(place, sources.get(place.file, ""))]
    if problem.hint:
        lines.append(f"  {problem.hint}")
    return "\n".join(lines)


def _excerpt(place: Place, text: str) -> list[str]:
    """The line of the problem with the one before it, and a marker below."""
    lines = text.split("\n")
    if not text or place.line > len(lines):
        return []
    gutter = len(str(place.line))
    shown = [
        f"  {number:>{gutter}} | {_visible(lines[number - 1].rstrip())}".rstrip()
        for number in range(max(1, place.line - 1), place.line + 1)
    ]
    if place.width:
        shown.append(f"  {'':>{gutter}} | {'':>{place.column - 1}}{'^' * place.width}")
    return shown


def _visible(line: str) -> str:
    """The line with a sign in place of each character that would not show, or that would command the terminal."""
    return "".join(character if character.isprintable() else "\ufffd" for character in line)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
