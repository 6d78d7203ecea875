"""From plain data to the classes of the guide; and what is wrong with keys and values, in plain words."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from guide.entry import parts_of
from guide.kinds import KINDS, LISTS
from guide.problem import Place, Problem, nearest
from guide.read.yaml_lines import Document
from guide.values import Trace


def shaped(name: str, form: type[BaseModel], document: Document) -> tuple[BaseModel | None, list[Problem]]:
    """The document of the file `name` as an instance of `form`, or all that is wrong with its keys and values."""
    data = document.data
    problems: list[Problem] = []
    for trace, place in document.keys.items():
        if len(trace) == 3 and isinstance(trace[1], str) and trace[2] == "id":
            hint = f"Delete the line; the id is “{trace[1]}”, the key above."
            problems.append(Problem(place, f"“id” is not a key of {_thing(data, trace[:2])}.", hint))
    try:
        return form.model_validate(_with_ids(data)), problems
    except ValidationError as error:
        details = error.errors()
    # pydantic tells one mistake in several ways. A key that is misspelt (`labl:`) is both unknown and missing: the
    # missing one is not told where the unknown one was most likely meant. Of a list with a bad item only the item is
    # told, not that the list is “too short” without it. A bad id is told at its key, not again as the field `id`.
    unknown = {
        nearest(str(detail["loc"][-1]), _fields(form, detail["loc"][:-1])): detail["loc"][:-1]
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        loc = detail["loc"]
        misspelt = detail["type"] == "missing" and unknown.get(str(loc[-1])) == loc[:-1]
        bad_items = detail["type"] == "too_short" and any(other["loc"][:-1] == loc for other in details)
        key_above = len(loc) == 3 and loc[2] == "id"
        if not (misspelt or bad_items or key_above):  # Each of these is told already, by another detail.
            problems.append(_problem(name, form, document, detail))
    return None, problems


def _with_ids(data: Any) -> Any:
    """The data of a file in which each entry also holds its own id, the key above it."""
    if not isinstance(data, dict):
        return data
    return {
        section: {key: {**entry, "id": key} if isinstance(entry, dict) else entry for key, entry in entries.items()}
        if isinstance(entries, dict)
        else entries
        for section, entries in data.items()
    }


def _problem(name: str, form: type[BaseModel], document: Document, detail: Any) -> Problem:
    kind, loc = detail["type"], tuple(detail["loc"])
    if loc and loc[-1] == "[key]":
        loc = loc[:-1]
        place = document.keys.get(loc, Place(name))
        return Problem(place, f"“{loc[-1]}” cannot be an id.", str(detail["ctx"]["error"]))
    field, parent = (str(loc[-1]), loc[:-1]) if loc else ("", ())
    thing = _thing(document.data, parent)
    if kind == "missing":
        place = document.values.get(parent, Place(name))
        return Problem(place, f"{thing} has no “{field}”.", f"Add the line “{field}: …”. {_about(form, loc)}".rstrip())
    if kind == "extra_forbidden":
        known = _fields(form, parent)
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
    if kind == "too_long":
        most, count = detail["ctx"]["max_length"], detail["ctx"]["actual_length"]
        return Problem(place, f"{what} has {count} items; {most} are the limit.", "Say less.")
    if kind == "tuple_type":
        typed = detail["input"]
        short = (
            f"Type “{field}: [{typed}]”, or start"
            if isinstance(typed, str) and re.fullmatch(r"\S+", typed)
            else "Start"
        )
        return Problem(place, f"{what} must be a list.", f"{short} each item on a line of its own with “- ”.")
    if kind in ("model_type", "dict_type"):
        hint = f"The keys are: {', '.join(_fields(form, loc))}."
        if len(loc) == 1 and loc[0] in LISTS:
            hint = "Type a line for each, two spaces further to the right: “word: a few words about it”."
        elif len(loc) == 1:  # A section such as “actions:”, whose keys are ids.
            hint = (
                "Start each entry with its id and a colon, and put its keys below it, two spaces further to the right."
            )
        return Problem(place, f"{what} must have keys of its own.", hint)
    if kind == "literal_error":
        return Problem(
            place, f"{what} cannot be “{detail['input']}”.", f"Type {detail['ctx']['expected']}.".replace("'", "")
        )
    if kind == "value_error" and detail["input"] == "":
        hint = f"{str(detail['ctx']['error']).rstrip('.')}; or delete the line if it is not needed."
        return Problem(place, f"{what} is empty.", hint)
    if kind == "value_error":
        return Problem(place, f"{what} cannot be “{detail['input']}”.", str(detail["ctx"]["error"]))
    return Problem(place, f"{what} must be text.", "Type one line of text; put text that contains “: ” in quotes.")


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
            return f"item {index + 1} in “{field}” of the {_one(section)} “{key}”"
        case (str(section), str(key), *_):
            return f"the {_one(section)} “{key}”"
        case _:
            return f"“{trace[0]}”"


def _one(section: str) -> str:
    return KINDS[section].spec.one if section in KINDS else "entry"


def _model_at(form: type[BaseModel], trace: Trace) -> type[BaseModel]:
    """The class that says which keys may stand at `trace`."""
    model = form
    for step in trace:
        if isinstance(step, str) and step in model.model_fields:
            inner = [part for part in parts_of(model.model_fields[step].annotation) if _is_model(part)]
            if inner:
                model = inner[0]
    return model


def _is_model(part: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)


def _fields(form: type[BaseModel], trace: Trace) -> list[str]:
    """The keys that may stand at `trace`. An entry's `id` is its own key above, so it is not one of them."""
    fields = list(_model_at(form, trace).model_fields)
    return [field for field in fields if field != "id" or "options" in trace]


def _about(form: type[BaseModel], trace: Trace) -> str:
    field = _model_at(form, trace[:-1]).model_fields.get(str(trace[-1]))
    return (field.description or "") if field else ""
