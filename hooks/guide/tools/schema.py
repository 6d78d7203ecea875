"""What the table of fields in `kinds` says, for others: JSON Schemas for editors, and the tables in contributing.md;
with the codes of problems, those of translations in translating.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from guide.kinds import KINDS, Option, Settled
from guide.problem import HELP, HELP_TO_TRANSLATE
from guide.read.catalogs import Words
from guide.read.files import FORMS
from guide.tools.codes import OF_THE_GUIDE, OF_TRANSLATIONS

PAGES = (HELP, HELP_TO_TRANSLATE)
"""The pages for contributors of which parts are written."""
SCHEMAS = {name: f"docs/{name.removeprefix('docs/').removesuffix('.yaml')}.schema.json" for name in FORMS}
"""Where the schema of each YAML file is written. The first line of the file names it, so that editors find it."""


def written(pages: Mapping[str, str]) -> dict[str, str]:
    """Every file that follows from the kinds of entries: its path, and its text. `pages` are the present texts of
    `PAGES`, in which only the parts between the marks are replaced."""
    found = {SCHEMAS[name]: _schema(name, form) for name, form in FORMS.items()}
    parts = {
        HELP: (("keys", _tables()), ("rules", _rules(OF_THE_GUIDE))),
        HELP_TO_TRANSLATE: (("keys", _table(Words)), ("rules", _rules(OF_TRANSLATIONS))),
    }
    for page, marks in parts.items():
        whole = pages[page]
        for mark, text in marks:
            before, begin, rest = whole.partition(f"<!-- {mark} -->\n")
            _, end, after = rest.partition(f"<!-- end of {mark} -->")
            whole = f"{before}{begin}\n{text}\n\n{end}{after}"
        found[page] = whole
    return found


_PARTS: dict[str, dict[str, type[BaseModel]]] = {
    "questions": {"An option": Option},
    "messages": {"A choice that is made (settled)": Settled},
}
"""The parts of an entry of some section that have a table of their own, below its own."""


def _schema(name: str, form: type[BaseModel]) -> str:
    schema = form.model_json_schema()
    for part, definition in [("", schema), *schema.get("$defs", {}).items()]:
        if part != Option.__name__:  # The id of every other entry is the key above it.
            definition["properties"].pop("id", None)
            if "id" in definition.get("required", []):
                definition["required"].remove("id")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **_plain(schema), "title": name}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _plain(schema: Any) -> Any:
    """The schema without the names that programmers gave to its parts, and without “or nothing”: a key that is not
    needed is left out of the file, never left empty."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    alternatives = [part for part in schema.get("anyOf", []) if part != {"type": "null"}]
    if len(alternatives) == 1:
        schema = {**alternatives[0], **{key: value for key, value in schema.items() if key != "anyOf"}}
    return {
        key: {name: _plain(part) for name, part in value.items()} if key in ("properties", "$defs") else _plain(value)
        for key, value in schema.items()
        if key not in ("title", "default")
    }


def _tables() -> str:
    tables: dict[str, type[BaseModel]] = {}
    for section, kind in KINDS.items():
        tables[kind.spec.heading] = kind
        tables |= _PARTS.get(section, {})
    return "\n\n".join(f"### {name}\n\n{_table(part)}" for name, part in tables.items())


def _table(part: type[BaseModel]) -> str:
    rows = [
        f"| `{name}` | {field.description} | {'yes' if field.is_required() else 'no'} |"
        for name, field in part.model_fields.items()
        if name != "id" or part is Option
    ]
    return "\n".join(["| Key | What to write | Needed |", "|---|---|---|", *rows])


def _rules(codes: Mapping[str, str]) -> str:
    return "\n\n".join(f"### {code}\n\n{sentence}" for code, sentence in codes.items())
