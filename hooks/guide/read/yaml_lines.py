"""YAML text as plain data in which every value knows its line. Only this imports yaml.

YAML is read as a format for text: each scalar stays the text that was typed (`No`, `12:30` and `010` are not
reinterpreted), and what makes YAML surprising (anchors, aliases, merge keys, tags, second documents) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from guide import limits
from guide.problem import Place, Problem
from guide.read import letters
from guide.values import Trace

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """Plain data (dict, list, str), and where each value and each key of it stands."""

    data: Any
    values: dict[Trace, Place]
    keys: dict[Trace, Place]


def read_document(name: str, text: str) -> tuple[Document | None, list[Problem]]:
    """The data in `text`, the content of the file `name`, or None if it cannot be read; and what is wrong with it."""
    builder = _Builder(name, text.split("\n"))
    try:
        document = builder.document(yaml.parse(text, Loader=_Loader))
    except _Unreadable as unreadable:
        return None, [*builder.problems, unreadable.problem]
    except yaml.YAMLError:
        return None, [*builder.problems, _syntax_problem(name, text)]
    return document, builder.problems


class _Unreadable(Exception):
    """Reading cannot go on after this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    """Builds one document from PyYAML's events, and remembers where everything stood."""

    def __init__(self, name: str, lines: list[str]) -> None:
        self.name = name
        self.lines = lines
        self.problems: list[Problem] = []
        self.values: dict[Trace, Place] = {}
        self.keys: dict[Trace, Place] = {}

    def document(self, events: Iterator[Any]) -> Document:
        data: Any = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Unreadable(
                        Problem(self._place(event), "a second document begins here.", "Delete the line “---”.")
                    )
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, events, ())
        return Document(data, self.values, self.keys)

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 0
        line = min(start.line + 1, len(self.lines))  # The parser sees nothing behind “---” on a line that is not there.
        return Place(self.name, line, start.column + 1, max(0, width))

    def _value(self, event: Any, events: Iterator[Any], trace: Trace) -> Any:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Unreadable(
                Problem(place, "“&” and “*” stand for repeated parts, which this file does not use.", _WRITE_OUT)
            )
        if getattr(event, "tag", None):
            raise _Unreadable(
                Problem(
                    place, "“!” begins a tag, which this file does not use.", "Put text that begins with “!” in quotes."
                )
            )
        if len(trace) > limits.MOST_DEPTH:
            raise _Unreadable(
                Problem(
                    place,
                    f"this stands more than {limits.MOST_DEPTH} levels deep.",
                    "Check the spaces at the line's start.",
                )
            )
        self.values[trace] = self.keys.get(trace, place) if not isinstance(event, yaml.ScalarEvent) else place
        if isinstance(event, yaml.ScalarEvent):
            self._look_at(event)
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, trace)
        return self._mapping(events, trace)

    def _look_at(self, event: Any) -> None:
        """What an escape between double quotes stands for is in no line of the file, so it is looked at here; and what
        YAML takes away from a text without quotes, or adds to it, without a word."""
        if not event.style:
            self._look_around(event)
        if event.style == '"' and not letters.is_usual(event.value):
            for line in event.value.split("\n"):
                for odd in letters.odd(line):
                    message = f"{odd.what} this text, written as an escape."
                    self.problems.append(Problem(self._place(event), message, odd.hint))

    def _look_around(self, event: Any) -> None:
        """A text without quotes ends before “ #”, and goes on in lines that are further to the right."""
        start, end = event.start_mark, event.end_mark
        row = end.line
        behind = self.lines[row][end.column :] if row < len(self.lines) else ""
        if re.match(r" #|\s+#[^\s]", behind):  # help: Look at point #2. Never send your card number.
            place = Place(self.name, row + 1, end.column + 1 + behind.index("#"), 1)
            self.problems.append(Problem(place, "the words behind this “#” are not read.", _COMMENT))
        for below in range(start.line + 1, row + 1):
            if re.match(r"\s*- ", self.lines[below]):  # one space more than the “- ” above it
                column = self.lines[below].index("-")
                place = Place(self.name, below + 1, column + 1, 1)
                message = f"this line belongs to the text that began in line {start.line + 1}."
                self.problems.append(Problem(place, message, _ITEM))

    def _list(self, events: Iterator[Any], trace: Trace) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*trace, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], trace: Trace) -> dict[str, Any]:
        found: dict[str, Any] = {}
        untold = False
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unreadable(Problem(place, "a key must be one word.", "Type “key: value”."))
            self._look_at(event)
            key = event.value
            if key == "<<":
                raise _Unreadable(Problem(place, "“<<” merges parts, which this file does not use.", _WRITE_OUT))
            here = (*trace, key)
            if key in found:
                first = self.keys[here].line
                begins = key == next(iter(found)) and isinstance(trace[-1] if trace else "", int)
                message = f"“{key}” stands here twice; the first is in line {first}."
                if not untold:  # The rest of what begins here follows from that.
                    hint = _BEGINS.format(key) if begins else _BELOW_THE_FIRST if not trace else "Rename or delete one."
                    self.problems.append(Problem(place, message, hint))
                untold |= begins
            self.keys[here] = place
            found[key] = self._value(next(events), events, here)
        return found


_WRITE_OUT = "Write the part out in full."
_COMMENT = "If they belong to the text, put all of it in quotes. A comment stands behind two spaces: “value  # why”."
_ITEM = "Start it in the same column as the “- ” above, or put the whole text in quotes."
_BEGINS = "If another item of the list begins here, put “- ” before it: “- {}: …”. Else rename or delete one."
_BELOW_THE_FIRST = "Put what stands below it under the first one, and delete this line."


def _syntax_problem(name: str, text: str) -> Problem:
    """What PyYAML complains of, in plain words. Its own parser is asked, because the messages of the C parser differ;
    it is slow, so it gets only the entry at which the C parser stopped, and the whole file if it likes that entry."""
    lines = text.split("\n")
    first = _complaint(text, _Loader)
    for part in (_near(lines, first), text):
        error = _complaint(part, yaml.SafeLoader)
        if error:
            return _in_plain_words(name, lines, error)
    if first and first.problem_mark:  # The C parser alone refuses “\ud83d”, half a character.
        place = Place(name, first.problem_mark.line + 1)
        return Problem(place, "an escape in this line stands for no character.", "Type the character itself.")
    return Problem(Place(name), "the file cannot be read.", put_back(name))


def put_back(name: str) -> str:
    """The cure for a file that is lost, with git and in a browser."""
    return f"Put it back: “git checkout -- {name}”; in the browser, take the change of this file back."


def _complaint(text: str, loader: Any) -> yaml.MarkedYAMLError | None:
    try:
        for _ in yaml.parse(text, Loader=loader):
            pass
    except yaml.MarkedYAMLError as error:
        return error
    except yaml.YAMLError:
        pass
    return None


def _near(lines: list[str], error: yaml.MarkedYAMLError | None) -> str:
    """The text with every line blank that stands before the entry of the error, so that line numbers stay."""
    mark = error and (error.context_mark if re.search("scalar|flow", error.context or "") else error.problem_mark)
    if not mark:
        return "\n".join(lines)
    entries = [number for number, line in enumerate(lines[: mark.line]) if re.match(r" {0,2}[^\s#]", line)]
    first = entries[-1] if entries else 0
    return "\n" * first + "\n".join(lines[first:])


def _in_plain_words(name: str, lines: list[str], error: yaml.MarkedYAMLError) -> Problem:
    complaint = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    line = lines[row] if row < len(lines) else ""

    def at(row: int, column: int, message: str, hint: str) -> Problem:
        return Problem(Place(name, row + 1, column + 1, 1), message, hint)

    for number, typed in enumerate(lines):
        if re.match(r"(<{7}|={7}|>{7})( |$)", typed):  # <<<<<<< HEAD
            return at(number, 0, "two versions of this part stand here.", _ONE_VERSION)
    for number in dict.fromkeys((row, error.context_mark.line if error.context_mark else row)):
        typed = lines[number] if number < len(lines) else ""
        mended = next((each for each in _LINE_STARTS if re.match(each[0], typed)), None)
        if mended:
            return at(number, len(typed) - len(typed.lstrip(" ")), *mended[1:])
    # PyYAML names what its grammar expected, not what the contributor did. So each branch looks for one mistake that
    # people make, the surest sign first. The line in the comment is what they typed.
    if "escape character" in complaint:  # ask: "C:\Users"
        return at(
            row, column, "“\\” means something special between double quotes.", "Type “\\\\”, or use single quotes."
        )
    unclosed = _unclosed_quote(lines, row)
    if unclosed:  # ask: "What do you see?   (PyYAML stops many lines further down, at the next quote or the end)
        quote = lines[unclosed[0]][unclosed[1]]
        return at(
            *unclosed, "a quoted text begins here and never ends.", f"Type the closing quote ({quote}) at its end."
        )
    opened = error.context_mark
    bracket = lines[opened.line][opened.column : opened.column + 1] if opened and opened.line < len(lines) else ""
    if opened and bracket in ("[", "{") and "," in complaint:  # facts: [refund-has-an-arn, a-bank-can-trace
        closing = {"[": "]", "{": "}"}[bracket]
        message = f"a “{bracket}” opens here and is never closed."
        return at(opened.line, opened.column, message, f"Type “{closing}” at its end.")
    if opened and opened.line < len(lines) and "could not find expected ':'" in complaint:
        glued = re.match(r"\s*(?:- )?[a-z_]+(:)\S", lines[opened.line])
        if glued:  # next:ask-your-bank
            return at(opened.line, glued.start(1), *_NO_SPACE)
    if re.search(r"[\"'] *$", line[:column]) and line[column:].strip():  # ask: "What" do you see?
        return at(
            row, column, "text goes on after the closing quote.", "Put quotes around the whole text, or leave them out."
        )
    if "mapping values are not allowed" in complaint:
        if re.match(r"\s*(- )?[^:]+: .*: ", line + " "):  # why: One thing: it helps.
            return at(row, column, "there is a second “: ” in this line.", "Put text that contains “: ” in quotes.")
        begun = _text_above(lines, row)
        if begun is not None:  # text: Hello. My number is […], and below it: Please send me: the receipt.
            hint = "Type “text: |” and begin the text below it, or put" if " text: " in lines[begun] else "Put"
            message = f"“: ” stands in a text that began in line {begun + 1}."
            return at(row, column, message, f"{hint} all of it in quotes.")
        above = next((number for number in range(row - 1, -1, -1) if lines[number].strip()), 0)
        start = len(lines[above]) - len(lines[above].lstrip(" -"))
        if re.match(r"\s*(- )?[a-z_]+:\S", lines[above]):  # id:card, and below it a line that is right
            return at(above, lines[above].index(":"), *_NO_SPACE)
        if not re.match(r"\s*(- )?[^:]+:( |$)", lines[above]):  # options, and below it a list
            return at(above, start, "a key has no colon.", "Type “key: value”.")
        place = len(line) - len(line.lstrip(" "))  # help: Look there, one space too far to the right
        return at(row, place, "this line starts further to the right than the line above.", _SAME_LEVEL)
    for words, message, hint in _COMPLAINTS:
        if words in complaint:
            return at(row, column, message, hint)
    return at(row, column, "this line cannot be read.", "Compare it with the lines around it: spaces, colons, quotes.")


_ONE_VERSION = "Keep one of them, and delete the lines that begin with “<<<<<<<”, “=======” and “>>>>>>>”."
_LINE_STARTS = (
    (r" *-[^\W\d_]", "there is no space after the hyphen.", "Type “- ” before the text."),
    (r" *\* ", "an item of a list begins with “- ” here.", "Type “-” instead of “*”."),
    (r" *\u00a0", "this line begins with a space of another kind (U+00A0).", "Delete it, and type spaces."),
)
"""How a line begins that YAML does not read as it was meant, what is wrong, and the cure."""
_NO_SPACE = ("there is no space after the colon.", "Type “key: value”.")
_SAME_LEVEL = "Lines of the same level start in the same column; use two spaces for each level."
_COMPLAINTS = (
    ("could not find expected ':'", "a key has no colon.", "Type “key: value”; put long text in quotes."),
    ("cannot start any token", "a text cannot begin with this character.", "Put the text in quotes."),
    ("expected", "this line does not fit under the one above.", _SAME_LEVEL),
)


def _text_above(lines: list[str], row: int) -> int | None:
    """The row in which a text begins that goes on in this row: above it, further to the left, and with words behind its
    key or hyphen. None where this row begins with a key of its own."""
    start = len(lines[row]) - len(lines[row].lstrip(" "))
    if re.match(r"\s*(- |[a-z_]+:( |$))", lines[row]):
        return None
    for above in range(row - 1, -1, -1):
        line = lines[above]
        if line.strip() and len(line) - len(line.lstrip(" ")) < start:
            return above if re.match(r"\s*(- (?![a-z_]+: )|(- )?[a-z_]+: )[^\s#|>]", line) else None
    return None


def _unclosed_quote(lines: list[str], last: int) -> tuple[int, int] | None:
    """Row and column, from 0, of a value that opens a quote and does not close it in its line."""
    for row, line in enumerate(lines[: last + 1]):
        found = re.match(r"""\s*(?:- )?(?:[^:"']+: )?(["'])""", line)
        if found and line.count(found[1], found.start(1)) == 1:
            return row, found.start(1)
    return None
