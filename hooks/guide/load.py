"""From text to plain data in which every value knows its line, and from there to the model. Only this imports yaml.

YAML is read as a format for text: each scalar stays the text that was typed (`No`, `12:30` and `010` are not
reinterpreted), and what makes YAML surprising (anchors, aliases, merge keys, tags, second documents) is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from . import limits
from .model import (
    CountriesFile,
    DeadEndsFile,
    DecisionTree,
    FactsFile,
    HostsFile,
    MessagesFile,
    PhrasesFile,
    Trace,
    TreeFile,
)
from .problem import Place, Problem, Refused, nearest

TREE = "decision_tree.yaml"
FACTS = "docs/data/facts.yaml"
MESSAGES = "docs/data/messages.yaml"
PHRASES = "docs/data/phrases.yaml"
DEAD_ENDS = "docs/data/dead_ends.yaml"
COUNTRIES = "docs/data/countries.yaml"
HOSTS = "docs/data/allowed_hosts.yaml"
LOCK = "urls.lock"
FORMS: dict[str, type[BaseModel]] = {
    TREE: TreeFile,
    FACTS: FactsFile,
    MESSAGES: MessagesFile,
    PHRASES: PhrasesFile,
    DEAD_ENDS: DeadEndsFile,
    COUNTRIES: CountriesFile,
    HOSTS: HostsFile,
}
"""The class that says what may stand in each YAML file."""
FILES = (*FORMS, LOCK)
"""Every file that the guide is built from."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class _Document:
    """Plain data (dict, list, str), and where each value and each key of it stands."""

    data: Any
    values: dict[Trace, Place]
    keys: dict[Trace, Place]


def load(files: Mapping[str, bytes | None]) -> DecisionTree:
    """The decision tree that stands in `files` (file name -> content, None where the file is missing).

    Raises `Refused` with all problems of the first stage that has any: syntax, then shape.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in FILES:
        found = _text(name, files.get(name))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            texts[name] = found
    problems += [problem for name, text in texts.items() for problem in _odd_characters(name, text)]
    if problems:
        raise Refused(problems, texts)

    published, bad_lines = _addresses(texts[LOCK])
    problems += bad_lines
    documents: dict[str, _Document] = {}
    for name in FORMS:
        text = texts[name]
        builder = _Builder(name)
        try:
            documents[name] = builder.document(yaml.parse(text, Loader=_Loader))
        except _Unreadable as unreadable:
            problems.append(unreadable.problem)
        except yaml.YAMLError:
            problems.append(_syntax_problem(name, text))
        problems += builder.problems
    if problems:
        raise Refused(problems, texts)

    problems += _too_many(documents[TREE])
    if problems:
        raise Refused(problems, texts)

    parts: dict[str, Any] = {}
    for name, document in documents.items():
        parts[name], found_here = _shape(name, document)
        problems += found_here
    if problems:
        raise Refused(problems, texts)
    return DecisionTree(
        start=parts[TREE].start,
        questions=parts[TREE].questions,
        actions=parts[TREE].actions,
        facts=parts[FACTS].facts,
        messages=parts[MESSAGES].messages,
        phrases=parts[PHRASES].phrases,
        dead_ends=parts[DEAD_ENDS].dead_ends,
        countries=parts[COUNTRIES].countries,
        hosts=parts[HOSTS].hosts,
        retired=parts[TREE].retired,
        published=tuple(published),
        places={name: document.values for name, document in documents.items()}
        | {LOCK: {(address,): place for address, place in published.items()}},
    )


def _too_many(document: _Document) -> Iterator[Problem]:
    data = document.data if isinstance(document.data, dict) else {}
    count = sum(len(part) for part in (data.get("questions"), data.get("actions")) if isinstance(part, dict))
    if count > limits.MOST_NODES:
        message = f"the guide has {count:,} questions and actions; {limits.MOST_NODES:,} are the limit."
        yield Problem(Place(TREE), message, "Split the guide in two.")


def _addresses(text: str) -> tuple[dict[str, Place], list[Problem]]:
    """The addresses in urls.lock, one a line, each with its place; lines that begin with “#” are comments."""
    found: dict[str, Place] = {}
    problems = []
    for number, line in enumerate(text.split("\n"), start=1):
        address, place = line.strip(), Place(LOCK, number, 1, len(line))
        if not address or address.startswith("# "):
            continue
        if not re.fullmatch(r"/([A-Za-z0-9._-]+/)*([A-Za-z0-9._-]+)?(#\S+)?", address):
            hint = "A line is an address, such as “/steps/ask-your-bank/”; “guide lock” writes this file."
            problems.append(Problem(place, f"“{address}” is not an address of this site.", hint))
        elif address in found:
            problems.append(Problem(place, f"“{address}” stands here twice.", "Delete this line."))
        found.setdefault(address, place)
    return found, problems


def _text(name: str, content: bytes | None) -> str | Problem:
    start = Place(name)
    if content is None:
        return Problem(start, "the file is missing.", f"Put it back: “git checkout -- {name}”.")
    if len(content) > limits.MOST_BYTES:
        return Problem(
            start, f"the file has {len(content):,} bytes; {limits.MOST_BYTES:,} are the limit.", "Remove some text."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = Place(name, before.count(b"\n") + 1)
        return Problem(place, "this line is not UTF-8 text.", "Save the file again with the encoding UTF-8.")
    if not text.strip():
        return Problem(start, "the file is empty.", f"Put it back: “git checkout -- {name}”.")
    return text.replace("\r\n", "\n")


def _odd_characters(name: str, text: str) -> Iterator[Problem]:
    """Tabs, and characters that a reader of the file cannot see."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isascii() and line.isprintable():
            continue
        for column, character in enumerate(line, start=1):
            place = Place(name, number, column, 1)
            if character == "\t":
                yield Problem(place, "there is a tab in this line.", "Use spaces instead; two for each level.")
                break
            if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp"):
                code = f"U+{ord(character):04X}"
                yield Problem(place, f"there is an invisible character ({code}) in this line.", "Delete it.")
                break
        else:
            if not unicodedata.is_normalized("NFC", line):
                yield Problem(
                    Place(name, number),
                    "a letter in this line is made of two characters.",
                    "Type the letter with its accent again as one character.",
                )


class _Unreadable(Exception):
    """Reading cannot go on after this problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    """Builds one document from PyYAML's events, and remembers where everything stood."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.values: dict[Trace, Place] = {}
        self.keys: dict[Trace, Place] = {}

    def document(self, events: Iterator[Any]) -> _Document:
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
        return _Document(data, self.values, self.keys)

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 0
        return Place(self.name, start.line + 1, start.column + 1, max(0, width))

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
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, trace)
        return self._mapping(events, trace)

    def _list(self, events: Iterator[Any], trace: Trace) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*trace, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], trace: Trace) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._place(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Unreadable(Problem(place, "a key must be one word.", "Type “key: value”."))
            key = event.value
            if key == "<<":
                raise _Unreadable(Problem(place, "“<<” merges parts, which this file does not use.", _WRITE_OUT))
            if key in found:
                first = self.keys[(*trace, key)].line
                self.problems.append(
                    Problem(place, f"“{key}” stands here twice; the first is in line {first}.", "Rename or delete one.")
                )
            self.keys[(*trace, key)] = place
            found[key] = self._value(next(events), events, (*trace, key))
        return found


_WRITE_OUT = "Write the part out in full."


def _syntax_problem(name: str, text: str) -> Problem:
    """What PyYAML complains of, in plain words. Its own parser is asked, because the messages of the C parser differ;
    it is slow, so it gets only the entry at which the C parser stopped, and the whole file if it likes that entry."""
    lines = text.split("\n")
    for part in (_near(lines, _complaint(text, _Loader)), text):
        error = _complaint(part, yaml.SafeLoader)
        if error:
            return _in_plain_words(name, lines, error)
    return Problem(Place(name), "the file cannot be read.", f"Put it back: “git checkout -- {name}”.")


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

    if "escape character" in complaint:
        return at(
            row, column, "“\\” means something special between double quotes.", "Type “\\\\”, or use single quotes."
        )
    unclosed = _unclosed_quote(lines, row)
    if unclosed:
        quote = lines[unclosed[0]][unclosed[1]]
        return at(
            *unclosed, "a quoted text begins here and never ends.", f"Type the closing quote ({quote}) at its end."
        )
    opened = error.context_mark
    bracket = lines[opened.line][opened.column : opened.column + 1] if opened and opened.line < len(lines) else ""
    if opened and bracket in ("[", "{") and "," in complaint:
        closing = {"[": "]", "{": "}"}[bracket]
        message = f"a “{bracket}” opens here and is never closed."
        return at(opened.line, opened.column, message, f"Type “{closing}” at its end.")
    if opened and opened.line < len(lines) and "could not find expected ':'" in complaint:
        glued = re.match(r"\s*(?:- )?[a-z_]+(:)\S", lines[opened.line])
        if glued:
            return at(opened.line, glued.start(1), *_NO_SPACE)
    if re.search(r"[\"'] *$", line[:column]) and line[column:].strip():
        return at(
            row, column, "text goes on after the closing quote.", "Put quotes around the whole text, or leave them out."
        )
    if "mapping values are not allowed" in complaint:
        if re.match(r"\s*(- )?[^:]+: .*: ", line + " "):
            return at(row, column, "there is a second “: ” in this line.", "Put text that contains “: ” in quotes.")
        above = next((number for number in range(row - 1, -1, -1) if lines[number].strip()), 0)
        start = len(lines[above]) - len(lines[above].lstrip(" -"))
        if re.match(r"\s*(- )?[a-z_]+:\S", lines[above]):
            return at(above, lines[above].index(":"), *_NO_SPACE)
        if not re.match(r"\s*(- )?[^:]+:( |$)", lines[above]):
            return at(above, start, "a key has no colon.", "Type “key: value”.")
        place = len(line) - len(line.lstrip(" "))
        return at(row, place, "this line starts further to the right than the line above.", _SAME_LEVEL)
    for words, message, hint in _COMPLAINTS:
        if words in complaint:
            return at(row, column, message, hint)
    return at(row, column, "this line cannot be read.", "Compare it with the lines around it: spaces, colons, quotes.")


_NO_SPACE = ("there is no space after the colon.", "Type “key: value”.")
_SAME_LEVEL = "Lines of the same level start in the same column; use two spaces for each level."
_COMPLAINTS = (
    ("could not find expected ':'", "a key has no colon.", "Type “key: value”; put long text in quotes."),
    ("cannot start any token", "a text cannot begin with this character.", "Put the text in quotes."),
    ("expected", "this line does not fit under the one above.", _SAME_LEVEL),
)


def _unclosed_quote(lines: list[str], last: int) -> tuple[int, int] | None:
    """Row and column, from 0, of a value that opens a quote and does not close it in its line."""
    for row, line in enumerate(lines[: last + 1]):
        found = re.match(r"""\s*(?:- )?(?:[^:"']+: )?(["'])""", line)
        if found and line.count(found[1], found.start(1)) == 1:
            return row, found.start(1)
    return None


def _shape(name: str, document: _Document) -> tuple[BaseModel | None, list[Problem]]:
    """The document as an instance of its class, or all that is wrong with its keys and values."""
    data = document.data
    problems: list[Problem] = []
    if isinstance(data, dict):
        for section, entries in data.items():
            for key, entry in entries.items() if isinstance(entries, dict) else ():
                if isinstance(entry, dict):
                    if "id" in entry:
                        place = document.keys[(section, key, "id")]
                        hint = f"Delete the line; the id is “{key}”, the key above."
                        problems.append(Problem(place, f"“id” is not a key of {_thing(data, (section, key))}.", hint))
                    entry["id"] = key
    try:
        return FORMS[name].model_validate(data), problems
    except ValidationError as error:
        details = error.errors()
    unknown = {
        nearest(str(detail["loc"][-1]), _fields(name, detail["loc"][:-1])): detail["loc"][:-1]
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        loc = detail["loc"]
        misspelt = detail["type"] == "missing" and unknown.get(str(loc[-1])) == loc[:-1]
        bad_items = detail["type"] == "too_short" and any(other["loc"][:-1] == loc for other in details)
        key_above = len(loc) == 3 and loc[2] == "id"
        if not (misspelt or bad_items or key_above):  # Each of these is told already, by another detail.
            problems.append(_shape_problem(name, document, detail))
    return None, problems


def _shape_problem(name: str, document: _Document, detail: Any) -> Problem:
    kind, loc = detail["type"], tuple(detail["loc"])
    if loc and loc[-1] == "[key]":
        loc = loc[:-1]
        place = document.keys.get(loc, Place(name))
        return Problem(place, f"“{loc[-1]}” cannot be an id.", str(detail["ctx"]["error"]))
    field, parent = (str(loc[-1]), loc[:-1]) if loc else ("", ())
    thing = _thing(document.data, parent)
    if kind == "missing":
        place = document.values.get(parent, Place(name))
        return Problem(place, f"{thing} has no “{field}”.", f"Add the line “{field}: …”. {_about(name, loc)}".rstrip())
    if kind == "extra_forbidden":
        known = _fields(name, parent)
        meant = nearest(field, known)
        hint = f"Did you mean “{meant}”?" if meant else f"The keys are: {', '.join(known)}."
        return Problem(document.keys[loc], f"“{field}” is not a key of {thing}.", hint)
    place = document.values.get(loc, Place(name))
    what = f"“{field}” of {thing}" if len(loc) > 2 and isinstance(loc[-1], str) else _thing(document.data, loc)
    if kind == "string_too_long":
        longest = detail["ctx"]["max_length"]
        return Problem(place, f"{what} has {len(detail['input'])} characters; {longest} are the limit.", "Say less.")
    if kind in ("string_too_short", "too_short"):
        return Problem(place, f"{what} is empty.", "Type something here, or delete the line if it is not needed.")
    if kind == "tuple_type":
        return Problem(place, f"{what} must be a list.", "Start each item on a line of its own with “- ”.")
    if kind in ("model_type", "dict_type"):
        hint = f"The keys are: {', '.join(_fields(name, loc))}."
        if len(loc) == 1:  # A section such as “actions:”, whose keys are ids.
            hint = (
                "Start each entry with its id and a colon, and put its keys below it, two spaces further to the right."
            )
        return Problem(place, f"{what} must have keys of its own.", hint)
    if kind == "literal_error":
        return Problem(
            place, f"{what} cannot be “{detail['input']}”.", f"Type {detail['ctx']['expected']}.".replace("'", "")
        )
    if kind == "value_error":
        return Problem(place, f"{what} cannot be “{detail['input']}”.", str(detail["ctx"]["error"]))
    return Problem(place, f"{what} must be text.", "Type one line of text; put text that contains “: ” in quotes.")


_KINDS = {
    "questions": "question",
    "actions": "action",
    "facts": "fact",
    "messages": "message",
    "retired": "retired page",
    "countries": "country",
    "dead_ends": "dead end",
    "phrases": "phrase",
}


def _thing(data: Any, trace: Trace) -> str:
    """How a problem names the value at `trace`: the question “how-did-you-pay”."""
    match trace:
        case ():
            return "the file"
        case (str(section), str(key), "options", int(index), *_):
            try:
                label = data[section][key]["options"][index]["label"]
            except (KeyError, TypeError):
                label = None
            named = f"the option “{label}”" if isinstance(label, str) and label else f"option {index + 1}"
            return f"{named} of the question “{key}”"
        case (str(section), str(key), str(field), int(index), *_):
            return f"item {index + 1} in “{field}” of the {_KINDS.get(section, 'entry')} “{key}”"
        case (str(section), str(key), *_):
            return f"the {_KINDS.get(section, 'entry')} “{key}”"
        case _:
            return f"“{trace[0]}”"


def _model_at(name: str, trace: Trace) -> type[BaseModel]:
    """The class that says which keys may stand at `trace`."""
    model = FORMS[name]
    for step in trace:
        if isinstance(step, str) and step in model.model_fields:
            inner = [part for part in _parts(model.model_fields[step].annotation) if _is_model(part)]
            if inner:
                model = inner[0]
    return model


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _fields(name: str, trace: Trace) -> list[str]:
    """The keys that may stand at `trace`. An entry's `id` is its own key above, so it is not one of them."""
    fields = list(_model_at(name, trace).model_fields)
    return [field for field in fields if field != "id" or "options" in trace]


def _about(name: str, trace: Trace) -> str:
    field = _model_at(name, trace[:-1]).model_fields.get(str(trace[-1]))
    return (field.description or "") if field else ""
