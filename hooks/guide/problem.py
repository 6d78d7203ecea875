"""A problem is a value: where it is, what is wrong, what to type instead. The one way to print it is here too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import NamedTuple

from guide.plural import counted

HELP = "docs/contributing.md"
"""Where each kind of problem has a heading, its code."""
HELP_TO_TRANSLATE = "docs/translating.md"
"""The same for problems of `TRANSLATIONS`."""
TRANSLATIONS = "translations"
"""The folder with everything that is said in other languages."""
UNTOUCHED = "The site was not built; the last good one is untouched."
"""What is true after a build that found problems."""


class Place(NamedTuple):
    """A stretch of text in one file: `line` and `column` count from 1, `width` is in characters (0 shows no marker)."""

    file: str
    line: int = 1
    column: int = 1
    width: int = 0

    @property
    def help(self) -> str:
        """The page that explains what is wrong there."""
        return HELP_TO_TRANSLATE if self.file.startswith(f"{TRANSLATIONS}/") else HELP


@dataclass(frozen=True, order=True)
class Problem:
    """Something that a contributor has to change. `message` says what is wrong, `hint` what to type instead. `code` is
    the name of its kind, which never changes; whoever runs a rule or a stage of reading sets it."""

    place: Place
    message: str
    hint: str = ""
    code: str = ""


def coded(code: str, problems: Iterable[Problem]) -> list[Problem]:
    """The same problems, of the kind that `code` names."""
    return [replace(problem, code=code) for problem in problems]


class Refused(Exception):
    """Raised at the border only: the sources have problems, so nothing was built. Its text is the whole report."""

    def __init__(self, problems: Iterable[Problem], sources: Mapping[str, str]) -> None:
        self.problems = sorted(set(problems))
        self.sources = sources
        super().__init__()

    def __str__(self) -> str:
        return report(self.problems, self.sources)

    def named(self, names: Mapping[str, str]) -> Refused:
        """The same, where files of the guide were read under other `names`."""
        at = [(problem, problem.place) for problem in self.problems]
        renamed = [
            replace(problem, place=place._replace(file=names.get(place.file, place.file))) for problem, place in at
        ]
        return Refused(renamed, {names.get(name, name): text for name, text in self.sources.items()})


def report(problems: Iterable[Problem], sources: Mapping[str, str], outcome: str = UNTOUCHED) -> str:
    """All `problems` in the order of their lines, each with its line from `sources` (name -> text); then a close with
    the `outcome`: what they mean for what was to be done."""
    ordered = sorted(set(problems))
    files = list(dict.fromkeys(problem.place.file for problem in ordered))
    count = counted(len(ordered), "problem")
    codes = {problem.code for problem in ordered}
    anchor = f"#{codes.pop()}" if len(codes) == 1 and "" not in codes else ""
    pages = dict.fromkeys(f"{problem.place.help}{anchor}" for problem in ordered)
    closing = f"{count} in {' and '.join(files)}. {outcome} Help: {' and '.join(pages)}"
    lines = {file: text.split("\n") if (text := sources.get(file)) else [] for file in files}
    return "\n\n".join([*(_paragraph(problem, lines[problem.place.file]) for problem in ordered), closing])


def as_annotations(problems: Iterable[Problem]) -> str:
    """All `problems` as GitHub shows them beside the changed lines: one “::error” a line, in the order of the lines."""
    lines = []
    for problem in sorted(set(problems)):
        place = problem.place
        title = f",title={problem.code}" if problem.code else ""
        words = f"{_one_line(problem.message)} {visible(problem.hint)}".strip()
        words = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        lines.append(f"::error file={place.file},line={place.line},col={place.column}{title}::{words}")
    return "\n".join(lines)


def _paragraph(problem: Problem, lines_of_file: list[str]) -> str:
    place = problem.place
    code = f" [{problem.code}]" if problem.code else ""
    head = f"{place.file}:{place.line}: {_one_line(problem.message)}{code}"
    lines = [head, *_excerpt(place, lines_of_file)]
    if problem.hint:
        lines.append(f"  {visible(problem.hint)}")
    return "\n".join(lines)


def _excerpt(place: Place, lines: list[str]) -> list[str]:
    """The line of the problem with the one before it, and a marker below."""
    if place.line > len(lines):
        return []
    gutter = len(str(place.line))
    shown = [
        f"  {number:>{gutter}} | {_one_line(lines[number - 1].rstrip())}".rstrip()
        for number in range(max(1, place.line - 1), place.line + 1)
    ]
    if place.width:
        shown.append(f"  {'':>{gutter}} | {'':>{place.column - 1}}{'^' * place.width}")
    return shown


SIGN = "\ufffd"
"""Stands in place of what must not be printed as it is."""


def visible(text: str) -> str:
    """The text as it may be printed: with a sign in place of each character that would not show, or that would command
    the terminal, and before each line that would command GitHub's machines."""
    lines = (_one_line(line) for line in text.split("\n"))
    return "\n".join(f"{SIGN} {line}" if line.lstrip().startswith(("::", "##[")) else line for line in lines)


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else SIGN for character in text)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None
