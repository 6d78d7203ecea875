"""Translations from the command line and in a build: what is written, what is told, and the exit code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import mkdocs_build
from guide import all_texts, read_files
from guide.__main__ import main
from preview import copy_project
from pseudo import MARK, named, with_language
from reader import BASE
from samples import SMALL, proven, small, write

TREE = proven(small())
COUNT = len({text.key for text in all_texts(TREE)})
Ran = tuple[int, str, str]


@pytest.fixture
def guide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path, capsys)


class Command:
    """A copy of the small guide, and the command line in it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = shutil.copytree(SMALL, root / "copy")
        self.capsys = capsys

    def __call__(self, *arguments: str) -> Ran:
        """The exit code, and what is printed to both streams."""
        code = main(["--root", str(self.root), *arguments])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def translate(self, words: dict[str, str] | None = None, code: str = "es") -> None:
        """All of it."""
        write(with_language(small(), code, words), self.root)

    @property
    def catalogs(self) -> dict[str, bytes]:
        files = sorted((self.root / "translations").rglob("*"))
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files if path.is_file()}


# --- guide translations ---


def test_a_language_begins_with_a_catalog_for_each_kind_of_text(guide: Command) -> None:
    assert guide("translations", "es") == (0, f"es: 0 of {COUNT} texts up to date, 4 steps in English.\n", "")
    names = ("actions", "clocks", "facts", "frame", "messages", "questions")
    assert [*guide.catalogs] == [f"translations/es/{name}.po" for name in names]
    facts = (
        'msgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    )
    assert guide.catalogs["translations/es/facts.po"].decode().startswith(facts)
    assert (
        guide.catalogs["translations/es/facts.po"]
        .decode()
        .endswith(
            "\n\n#: facts/refunds-can-be-traced\n"
            'msgctxt "facts.text"\nmsgid "A refund can be traced for 5, 60 or 120 days."\nmsgstr ""\n'
            "\n#: facts/refunds-can-be-traced\n"
            'msgctxt "facts.dated"\nmsgid "undated"\nmsgstr ""\n'
        )
    )


def test_what_is_written_again_is_the_same(guide: Command) -> None:
    for begin in (lambda: guide("translations", "es"), guide.translate):
        begin()
        before = guide.catalogs
        assert guide("translations", "es")[0] == 0
        assert guide("translations")[0] == 0
        assert guide.catalogs == before


def test_without_a_language_all_that_have_a_folder_are_written(guide: Command) -> None:
    assert guide("translations") == (0, "", "")
    assert guide.catalogs == {}
    guide.translate()
    guide.translate(code="pt-br")
    facts = guide.root / "docs" / "data" / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace("can be traced for", "is traced for"), encoding="utf-8")
    code, said, _ = guide("translations")
    assert code == 0
    assert said == (
        f"es: {COUNT - 1} of {COUNT} texts up to date, no step in English.\n"
        f"pt-br: {COUNT - 1} of {COUNT} texts up to date, no step in English.\n"
    )
    for language in ("es", "pt-br"):
        assert b"#, fuzzy\n#| msgid" in guide.catalogs[f"translations/{language}/facts.po"]


def test_an_unreadable_catalog_is_told_and_no_catalog_of_any_language_is_touched(guide: Command) -> None:
    guide.translate()
    guide.translate(code="fr")
    broken = guide.root / "translations" / "fr" / "facts.po"
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace('msgid "undated"', "msgid “undated”"), encoding="utf-8")
    actions = guide.root / "translations" / "es" / "actions.po"
    actions.write_text(actions.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    before = guide.catalogs
    line = text.split("\n").index('msgid "undated"') + 1
    assert guide("translations", "es", "fr") == (
        1,
        "",
        f"translations/fr/facts.po:{line}: this line cannot be read. [catalog-syntax]\n"
        f'  {line - 1} | msgctxt "facts.dated"\n'
        f"  {line} | msgid “undated”\n"
        "     | ^^^^^^^^^^^^^^^\n"
        '  Put the text between two straight quotation marks; type \\" for one in the text: msgstr "El “pedido”"\n'
        "\n"
        "1 problem in translations/fr/facts.po. No catalog was changed. Help: docs/translating.md#catalog-syntax\n",
    )
    assert guide.catalogs == before


@pytest.mark.parametrize("code", ["xx", "pt-BR", "es_MX", "../es", "", "Spanish"])
def test_what_is_no_language_is_refused_and_nothing_is_written(guide: Command, code: str) -> None:
    told = f"guide translations: error: “{code}” is no language here. Type its code, such as “es” or “pt-br”.\n"
    assert guide("translations", "es", code) == (2, "", told)
    assert guide.catalogs == {}


def test_english_is_not_translated(guide: Command) -> None:
    told = "“en” is the language of the guide itself. Type the code of another, such as “es” or “pt-br”."
    assert guide("translations", "en") == (2, "", f"guide translations: error: {told}\n")
    assert guide.catalogs == {}


# --- guide check ---


def spoil(guide: Command) -> int:
    """A telephone number in one translation; the line on which it stands."""
    guide.translate({"Write to support.": "Llame al 902."})
    text = guide.catalogs[named("actions.steps")].decode()
    return text.split("\n").index('msgstr "Llame al 902."') + 1


def test_check_says_how_much_of_each_language_is_up_to_date(guide: Command) -> None:
    guide.translate()
    code, said, wrong = guide("check")
    assert (code, wrong) == (0, "")
    assert said.endswith(f"at most 2 answers.\nes: {COUNT} of {COUNT} texts up to date, no step in English.\n")


def test_check_reports_a_translation_with_its_line(guide: Command) -> None:
    line = spoil(guide)
    assert guide("check") == (
        1,
        "",
        f"translations/es/actions.po:{line}: the translation has “902”, which the English has not. "
        "[translations-with-other-numbers]\n"
        f'  {line - 1} | msgid "Write to support."\n'
        f'  {line} | msgstr "Llame al 902."\n'
        "     | ^^^^^^^^^^^^^^^^^^^^^^\n"
        "  Type the numbers of the English, in digits where it has digits.\n"
        "\n"
        "1 problem in translations/es/actions.po. The site stays as it is. "
        "Help: docs/translating.md#translations-with-other-numbers\n",
    )


def test_check_for_github_writes_an_annotation_at_the_line_of_the_catalog(guide: Command) -> None:
    line = spoil(guide)
    assert guide("check", "--format=github") == (
        1,
        f"::error file=translations/es/actions.po,line={line},col=1,title=translations-with-other-numbers::"
        "the translation has “902”, which the English has not. "
        "Type the numbers of the English, in digits where it has digits.\n",
        "",
    )


# --- guide export ---


def exported(guide: Command, name: str) -> dict[str, bytes]:
    folder = guide.root.parent / name
    assert guide("export", str(folder))[0] == 0
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_export_writes_each_language_below_its_own_folder_twice_the_same(
    guide: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    alone = exported(guide, "alone")
    guide.translate()
    first, second = exported(guide, "first"), exported(guide, "second")
    assert first == second
    spanish = {name for name in first if name.startswith("es/")}
    assert set(first) - spanish == set(alone)
    html = {name for name in first if name.endswith("/index.html") and name not in spanish}
    assert {f"es/{name}" for name in html} == {name for name in spanish if name.endswith("/index.html")}
    assert MARK in first["es/steps/ask-support/index.html"].decode()
    assert not any(
        MARK in content.decode() for name, content in first.items() if name.endswith(".html") and name in alone
    )


# --- mkdocs build ---


def test_a_strict_build_goes_on_with_a_broken_translation_and_reports_it(tmp_path: Path) -> None:
    """The step is in English; all else is as translated."""
    copy_project(tmp_path, small())
    files = with_language(read_files(tmp_path), words={"Write to support.": "Llame al 902."})
    write({name: text for name, text in files.items() if name.startswith("translations/")}, tmp_path)
    done = mkdocs_build(tmp_path, tmp_path / "site", SITE_URL=BASE)
    assert done.returncode == 0, done.stderr
    assert "the translation has “902”, which the English has not. [translations-with-other-numbers]\n" in done.stderr
    assert (
        "1 problem in translations/es/actions.po. The site was built; what has a problem is shown in English. "
        "Help: docs/translating.md#translations-with-other-numbers\n"
    ) in done.stderr
    late = (tmp_path / "site" / "es" / "steps" / "ask-support" / "index.html").read_text(encoding="utf-8")
    assert '<main lang="en"' in late
    assert "Write to support." in late
    other = (tmp_path / "site" / "es" / "steps" / "ask-your-bank" / "index.html").read_text(encoding="utf-8")
    assert MARK in other.partition("<main")[2]
    assert MARK in (tmp_path / "site" / "es" / "index.html").read_text(encoding="utf-8").partition("<main")[2]
    assert MARK not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
