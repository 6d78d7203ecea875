"""One table of fields: the model, its schemas, the hints of the loader and the contributor's page say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from guide import Refused, prove, read_files
from guide.read.files import FORMS
from guide.tools.schema import CONTRIBUTING, SCHEMAS, written
from samples import ROOT, SMALL

BROKEN = ROOT / "tests" / "broken"


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
    contributing = (ROOT / CONTRIBUTING).read_text(encoding="utf-8")
    for name, text in written(contributing).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("name", FORMS)
def test_the_real_files_keep_the_schema_that_their_first_line_names(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = text.split("\n", 1)[0].removeprefix("# yaml-language-server: $schema=")
    assert ((ROOT / name).parent / named).resolve() == (ROOT / SCHEMAS[name]).resolve()
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema).iter_errors(as_an_editor_reads_it(text))
    assert [error.message for error in errors] == []


def test_an_editor_sees_every_mistake_of_shape_that_the_loader_sees() -> None:
    """Each broken guide that the loader refuses for its shape is refused by the schema too."""
    seen = 0
    for case in sorted(BROKEN.iterdir()):
        for name in FORMS:
            file = case / Path(name).name
            expected = (case / "expected.txt").read_text(encoding="utf-8")
            if file.exists() and any(words in expected for words in SHAPE):
                seen += 1
                try:
                    data = as_an_editor_reads_it(file.read_text(encoding="utf-8"))
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
    files = {**read_files(SMALL)}
    tree = files["decision_tree.yaml"]
    assert tree is not None
    for where, part in (("    ask: How did you pay?", "Question"), ("    title: Ask support", "Action")):
        files["decision_tree.yaml"] = tree.replace(where.encode(), f"{where}\n    zzzz: 1".encode())
        with pytest.raises(Refused) as refused:
            prove(files)
        keys = schema_of("decision_tree.yaml")["$defs"][part]["properties"]
        assert refused.value.problems[0].hint == f"The keys are: {', '.join(keys)}."
