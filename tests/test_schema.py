"""One table of fields: the kinds, their schemas, the hints of the loader and the contributor's page say the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from cases import CASES, refusal
from guide.tools.schema import PAGES, SCHEMAS, written
from samples import ROOT, edited, small


def schema_of(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((ROOT / SCHEMAS[name]).read_text(encoding="utf-8"))
    return schema


def as_an_editor_reads_it(text: str) -> Any:
    """YAML with its usual types, except that dates are text, as in YAML 1.2."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader=Loader)


def test_what_is_written_follows_from_the_model() -> None:
    """If this fails, run “guide schema”."""
    pages = {name: (ROOT / name).read_text(encoding="utf-8") for name in PAGES}
    for name, text in written(pages).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_real_files_keep_the_schema_that_their_first_line_names(name: str) -> None:
    """Each value is the text that was typed, as for the compiler: “id: yes” is a word."""
    text = (ROOT / name).read_text(encoding="utf-8")
    named = text.split("\n", 1)[0].removeprefix("# yaml-language-server: $schema=")
    assert ((ROOT / name).parent / named).resolve() == (ROOT / SCHEMAS[name]).resolve()
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema).iter_errors(yaml.load(text, Loader=yaml.BaseLoader))
    assert [error.message for error in errors] == []


def test_an_editor_sees_every_mistake_of_shape_that_the_loader_sees() -> None:
    """Each broken guide that the loader refuses for its shape is refused by the schema too."""
    seen = 0
    whole = small()
    for case in CASES.values():
        if not any(words in case.report for words in SHAPE):
            continue
        for name, content in case.files.items():
            if name in SCHEMAS and content is not None and content != whole[name]:
                seen += 1
                try:
                    data = as_an_editor_reads_it(content.decode())
                except yaml.YAMLError:
                    continue  # The editor's own YAML complains already.
                assert list(Draft202012Validator(schema_of(name)).iter_errors(data)), case.name
    assert seen > 20


SHAPE = (
    "is not a key of",
    "must have keys of its own",
    "must be a list",
    "must be text",
    " has no “",
    " is empty.",
    " characters; ",
    "cannot be “",
)
"""How the problems of the second stage read. “cannot be an id” and the like are rules."""


def test_the_keys_that_a_hint_names_are_the_keys_of_the_schema() -> None:
    for where, part in (("    ask: How did you pay?", "Question"), ("    title: Ask support", "Action")):
        files = edited(small(), "decision_tree.yaml", where, f"{where}\n    zzzz: 1")
        keys = schema_of("decision_tree.yaml")["$defs"][part]["properties"]
        assert refusal(files).problems[0].hint == f"The keys are: {', '.join(keys)}."
