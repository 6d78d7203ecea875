"""What translating.md shows is what readers of it will see: its problems as the command prints them, its word list, its
proposal."""

from __future__ import annotations

import re

from guide.catalog import Text, Translation
from guide.language import Language
from guide.limits import MOST_LATE_STEPS
from guide.problem import HELP_TO_TRANSLATE, Place, Problem, report
from guide.read.catalogs import read_catalogs
from guide.rules.languages import spoken
from guide.tools.catalogs import merged, written
from samples import ROOT, proven, small

PAGE = (ROOT / HELP_TO_TRANSLATE).read_text(encoding="utf-8")
KIND = "actions.steps"


def blocks(begins: str) -> list[str]:
    """The blocks of the page that begin so."""
    return [block for block in re.findall(r"```\w*\n(.*?)```", PAGE, re.DOTALL) if block.startswith(begins)]


def test_the_problems_of_the_page_are_what_the_command_prints() -> None:
    (block,) = blocks("translations/")
    for told in block.strip().split("\n\n"):
        file, line = re.findall(r"^(\S+):(\d+): ", told)[0]
        english, words = re.findall(r"^ +\d+ \| (.*)$", told, re.MULTILINE)
        catalog = "\n" * (int(line) - 3) + f'msgctxt "{KIND}"\n{english}\n{words}\n'
        problems = problems_in(file, catalog, english.removeprefix('msgid "').removesuffix('"'))
        assert report(problems, {file: catalog}).startswith(f"{told}\n\n1 problem in {file}.")


def problems_in(file: str, catalog: str, english: str) -> list[Problem]:
    (words,) = blocks("terms:")
    (found,) = read_catalogs({file: catalog.encode(), "translations/es/words.yaml": words.encode()})
    return spoken(found, (Text(KIND, english, "actions/x"),), proven(small())).problems


def test_the_word_list_of_the_page_is_read() -> None:
    (block,) = blocks("terms:")
    (catalog,) = read_catalogs({"translations/es/words.yaml": block.encode()})
    assert not catalog.problems
    assert catalog.glossary.terms == (("chargeback", ("contracargo",)), ("last day", ("último día", "últimos días")))


def test_the_proposal_of_the_page_is_what_the_command_writes() -> None:
    (block,) = [block for block in blocks("#: ") if "fuzzy" in block]
    where, old, new, words = (re.findall(rf"^{key} ?(.*)$", block, re.MULTILINE)[0] for key in KEYS)
    old, new, words = (text.strip('"') for text in (old, new, words))
    known = Translation(KIND, old, "", (words,), False, Place("x.po"), (where,))
    assert written(merged([Text(KIND, new, where)], [known]), Language("es")).endswith(f"\n\n{block}")


KEYS = ("#:", r"#\| msgid", "msgid", "msgstr")


def test_the_page_says_from_when_on_other_pages_lead_to_a_language() -> None:
    assert MOST_LATE_STEPS == 1 / 10
    assert "at most a tenth of the steps" in PAGE
