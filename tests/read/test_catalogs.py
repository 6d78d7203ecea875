"""Catalogs as people and programs write them: what is read, what is told with its line, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.catalog import Catalog, Glossary, Translation
from guide.language import Language
from guide.problem import Place, report
from guide.read.catalogs import read_catalogs
from guide.tools.catalogs import written

NAME = "translations/es/actions.po"
HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\n'
FIRST = 'msgctxt "actions.title"\nmsgid "Ask your bank"\nmsgstr "Pregunte a su banco"\n'
SECOND = '\nmsgctxt "actions.why"\nmsgid "It helps."\nmsgstr "Ayuda."\n'


def read(text: str, code: str = "es", **others: str) -> Catalog:
    """What stands in a language with this catalog."""
    files = {f"translations/{code}/actions.po": text.encode()}
    (catalog,) = read_catalogs(files | {f"translations/{code}/{name}": more.encode() for name, more in others.items()})
    return catalog


def said(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {entry.english: entry.words for entry in catalog.entries}


def told(text: str, code: str = "es") -> str:
    name = f"translations/{code}/actions.po"
    return report(read(text, code).problems, {name: text}, "Not changed.").rpartition("\n\n")[0]


BOTH = {"Ask your bank": ("Pregunte a su banco",), "It helps.": ("Ayuda.",)}
_CURE = r"""  Put the text between two straight quotation marks; type \" for one in the text: msgstr "El “pedido”"
"""
MISTAKES = {
    "a closing quotation mark is missing": (
        ('su banco"', "su banco"),
        r"""translations/es/actions.po:7: this line cannot be read. [catalog-syntax]
  6 | msgid "Ask your bank"
  7 | msgstr "Pregunte a su banco
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
"""
        + _CURE,
    ),
    "the quotation marks are curly": (
        ('"Pregunte a su banco"', "“Pregunte a su banco”"),
        r"""translations/es/actions.po:7: this line cannot be read. [catalog-syntax]
  6 | msgid "Ask your bank"
  7 | msgstr “Pregunte a su banco”
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"""
        + _CURE,
    ),
    "a quotation mark stands in the text": (
        ("su banco", 'su "banco"'),
        r"""translations/es/actions.po:7: this line cannot be read. [catalog-syntax]
  6 | msgid "Ask your bank"
  7 | msgstr "Pregunte a su "banco""
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"""
        + _CURE,
    ),
    "a backslash that stands for nothing": (
        ("su banco", r"su \banco"),
        r"""translations/es/actions.po:7: this line cannot be read. [catalog-syntax]
  6 | msgid "Ask your bank"
  7 | msgstr "Pregunte a su \banco"
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
"""
        + _CURE,
    ),
    "a line of something else": (
        ("msgstr", "Hola\nmsgstr"),
        r"""translations/es/actions.po:7: this line cannot be read. [catalog-syntax]
  6 | msgid "Ask your bank"
  7 | Hola
    | ^^^^
"""
        + _CURE,
    ),
    "a text that belongs to nothing": (
        ('msgctxt "actions.title"', '"Hola"\nmsgctxt "actions.title"'),
        r"""translations/es/actions.po:5: this text belongs to nothing. [catalog-syntax]
  4 |
  5 | "Hola"
    | ^^^^^^
  Delete it, or type “msgstr” before it.
""",
    ),
    "no msgctxt": (
        ('msgctxt "actions.title"\n', ""),
        r"""translations/es/actions.po:5: this entry has no “msgctxt”. [catalog-syntax]
  4 |
  5 | msgid "Ask your bank"
    | ^^^^^^^^^^^^^^^^^^^^^
  Put the entry back as it was on the branch “main”, and change nothing but the text behind “msgstr”.
""",
    ),
    "no msgid": (
        ('msgid "Ask your bank"\n', ""),
        r"""translations/es/actions.po:5: this entry has no “msgid”. [catalog-syntax]
  4 |
  5 | msgctxt "actions.title"
    | ^^^^^^^^^^^^^^^^^^^^^^^
  Put the entry back as it was on the branch “main”, and change nothing but the text behind “msgstr”.
""",
    ),
    "no msgstr": (
        ('msgstr "Pregunte a su banco"\n', ""),
        r"""translations/es/actions.po:5: this entry has no “msgstr”. [catalog-syntax]
  4 |
  5 | msgctxt "actions.title"
    | ^^^^^^^^^^^^^^^^^^^^^^^
  Put the entry back as it was on the branch “main”, and change nothing but the text behind “msgstr”.
""",
    ),
    "two translations": (
        ("msgstr", 'msgstr "Hola"\nmsgstr'),
        r"""translations/es/actions.po:8: “msgstr” stands twice in one entry. [catalog-syntax]
  7 | msgstr "Hola"
  8 | msgstr "Pregunte a su banco"
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Delete one of the two.
""",
    ),
    "a number of a plural where none is": (
        ("msgstr", "msgstr[0]"),
        r"""translations/es/actions.po:7: the lines of this translation are not in order. [catalog-syntax]
  6 | msgid "Ask your bank"
  7 | msgstr[0] "Pregunte a su banco"
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  Type “msgstr”, in this order.
""",
    ),
    "plurals out of order": (
        ('msgstr "Pregunte', 'msgid_plural "Ask your banks"\nmsgstr[1] "Hola"\nmsgstr[0] "Pregunte'),
        r"""translations/es/actions.po:8: the lines of this translation are not in order. [catalog-syntax]
  7 | msgid_plural "Ask your banks"
  8 | msgstr[1] "Hola"
    | ^^^^^^^^^^^^^^^^
  Type “msgstr[0]” and “msgstr[1]”, in this order.
""",
    ),
    "a character that turns the text around": (
        ("su banco", "su \u202ebanco"),
        "translations/es/actions.po:7: there is an invisible character (U+202E) in this line. [odd-characters]\n"
        '  6 | msgid "Ask your bank"\n'
        '  7 | msgstr "Pregunte a su \ufffdbanco"\n'
        "    |                       ^\n"
        "  Delete it.\n",
    ),
    "a letter of another alphabet": (
        ("su banco", "su b\u0430nco"),
        "translations/es/actions.po:7: a word mixes two alphabets: b (U+0062) \u0430 (U+0430) in this line."
        " [odd-characters]\n"
        '  6 | msgid "Ask your bank"\n'
        '  7 | msgstr "Pregunte a su b\u0430nco"\n'
        "    |                       ^^\n"
        "  Type the word again; letters that look alike are not the same.\n",
    ),
    "a tab": (
        ("a su banco", "a\tsu banco"),
        "translations/es/actions.po:7: there is a tab in this line. [odd-characters]\n"
        '  6 | msgid "Ask your bank"\n'
        '  7 | msgstr "Pregunte a\ufffdsu banco"\n'
        "    |                   ^\n"
        "  Use spaces instead; two for each level.\n",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_line_and_costs_its_own_entry_only(mistake: str) -> None:
    (old, new), expected = MISTAKES[mistake]
    text = HEAD + FIRST.replace(old, new, 1) + SECOND
    assert text != HEAD + FIRST + SECOND
    assert told(text) == expected.rstrip("\n")
    assert said(read(text)) == {"It helps.": ("Ayuda.",)}


def test_all_mistakes_of_a_file_are_told_at_once() -> None:
    lost = SECOND.replace('msgctxt "actions.why"\n', "")
    catalog = read(HEAD + FIRST.replace('banco"', "banco") + lost + SECOND)
    assert [(problem.place.line, problem.message) for problem in catalog.problems] == [
        (7, "this line cannot be read."),
        (9, "this entry has no “msgctxt”."),
    ]
    assert said(catalog) == {"It helps.": ("Ayuda.",)}


def test_the_same_english_twice_is_told_and_the_first_is_kept() -> None:
    text = HEAD + FIRST + "\n" + FIRST.replace("su banco", "tu banco")
    assert told(text) == (
        "translations/es/actions.po:11: the same English stands here twice. [catalog-syntax]\n"
        '  10 | msgid "Ask your bank"\n'
        '  11 | msgstr "Pregunte a tu banco"\n'
        "     | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  Keep the better translation, and delete the other: the first stands in line 7."
    )
    assert said(read(text)) == {"Ask your bank": ("Pregunte a su banco",)}


def test_the_same_english_in_two_files_is_told() -> None:
    catalog = read(HEAD + FIRST, **{"other.po": HEAD + FIRST.replace("su banco", "tu banco")})
    (problem,) = catalog.problems
    assert problem.place == Place("translations/es/other.po", 7, 1, 28)
    assert problem.message == "the same English stands here twice."
    hint = (
        "Keep the better translation, and delete the other: the first stands in line 7 of translations/es/actions.po."
    )
    assert problem.hint == hint
    assert said(catalog) == {"Ask your bank": ("Pregunte a su banco",)}


def test_the_same_english_in_two_kinds_of_text_is_no_mistake() -> None:
    text = HEAD + FIRST + "\n" + FIRST.replace("actions.title", "actions.steps")
    assert not read(text).problems
    assert len(read(text).entries) == 2


def test_a_remark_with_an_odd_character_costs_no_entry_before_it() -> None:
    catalog = read(HEAD + FIRST + "\n# \u202eremark" + SECOND)
    assert [problem.place.line for problem in catalog.problems] == [9]
    assert said(catalog) == BOTH


# --- What is no mistake ---

ACCIDENTS = {
    "the lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "no new line at the end": lambda text: text.rstrip("\n"),
    "no empty line between entries": lambda text: text.replace("\n\nmsgctxt", "\nmsgctxt"),
    "many empty lines": lambda text: text.replace("\n\n", "\n\n \n\n") + "\n\n",
    "spaces at the ends of lines": lambda text: text.replace('"\n', '"  \n'),
    "more spaces behind a key": lambda text: text.replace("msgstr ", "msgstr   "),
    "no space behind a key": lambda text: text.replace("msgstr ", "msgstr"),
    "texts in several lines": lambda text: text.replace('"Pregunte a su', '""\n"Pregunte a "\n"su').replace(
        'msgid "Ask your', 'msgid ""\n"Ask "\n"your'
    ),
    "English that is no more": lambda text: text + '\n# Remark\n#~ msgctxt "a"\n#~ msgid "b"\n#~ msgstr "c"\n',
    "English that is no more, without an empty line": lambda text: text + '#~ msgid "b"\n#~ msgstr "c"\n',
    "older English of English that is no more": lambda text: text + '\n#~| msgid "a"\n#~ msgid "b"\n#~ msgstr "c"\n',
    "marks of other programs": lambda text: text.replace("msgctxt", "#. note\n#, no-wrap\nmsgctxt"),
    "a longer head": lambda text: text.replace('es\\n"\n', 'es\\n"\n"X-Generator: Poedit 3.4\\n"\n', 1),
    "no head": lambda text: text.removeprefix(HEAD),
    "an empty head with a remark": lambda text: text.replace(HEAD, '# Us, 2026\n#, fuzzy\nmsgid ""\nmsgstr ""\n\n'),
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_what_editors_and_programs_do_changes_nothing(accident: str) -> None:
    text = ACCIDENTS[accident](HEAD + FIRST + SECOND)
    assert text != HEAD + FIRST + SECOND
    catalog = read(text)
    assert not catalog.problems
    assert said(catalog) == BOTH
    assert all(entry.is_ready for entry in catalog.entries)


def test_a_proposal_is_read_with_its_older_english_its_places_and_remarks() -> None:
    text = '# Mind the tone.\n#: actions/a actions/b\n#, fuzzy, c-format\n#| msgid "Call"\n#| " your bank"\n' + FIRST
    (entry,) = read(HEAD + text).entries
    assert entry == Translation(
        "actions.title",
        "Ask your bank",
        "",
        ("Pregunte a su banco",),
        True,
        Place(NAME, 12, 1, 28),
        ("actions/a", "actions/b"),
        "Call your bank",
        ("Mind the tone.",),
        13,
    )
    assert not entry.is_ready


def test_an_entry_without_words_is_not_ready() -> None:
    plural = 'msgctxt "frame"\nmsgid "%(num)s day"\nmsgid_plural "%(num)s days"\nmsgstr[0] "x"\nmsgstr[1] ""\n'
    entries = read(HEAD + FIRST.replace("Pregunte a su banco", "") + "\n" + plural).entries
    assert [(entry.words, entry.is_ready) for entry in entries] == [(("",), False), (("x", ""), False)]


def test_marks_of_direction_are_letters_where_words_run_from_right_to_left() -> None:
    text = HEAD + FIRST.replace("Pregunte a su banco", "שאלו את \u200eAliExpress\u200e")
    assert not read(text, "he").problems
    assert told(text, "he") == ""
    assert "U+200E" in told(text)
    assert "U+202E" in told(text.replace("\u200e", "\u202e"), "he")


# --- Languages and files ---


@pytest.mark.parametrize("code", ["es", "pt-br", "pl", "zh-hans", "ast"])
def test_a_folder_with_the_code_of_a_language_is_one(code: str) -> None:
    assert not read(HEAD + FIRST, code).problems


@pytest.mark.parametrize("code", ["xx", "es_MX", "pt-BR", "ES", "spanish", "es-1", "..."])
def test_a_folder_that_is_no_language_is_told(code: str) -> None:
    name = f"translations/{code}/actions.po"
    assert told(HEAD + FIRST, code) == (
        f"{name}:1: “{code}” is no language here. [unknown-languages]\n"
        '  1 | msgid ""\n'
        "  Name the folder as the language is named in addresses: “es” for Spanish, “pt-br” for that of Brazil."
    )


def test_english_has_no_catalog() -> None:
    catalog = read(HEAD + FIRST, "en")
    assert [problem.message for problem in catalog.problems] == ["“en” is the language of the guide."]
    assert not catalog.entries


def test_a_file_that_is_no_text_costs_no_other_file() -> None:
    files = {NAME: b"\xff\xfe", "translations/es/facts.po": (HEAD + FIRST).encode()}
    (catalog,) = read_catalogs(files)
    assert [(each.place, each.message) for each in catalog.problems] == [(Place(NAME), "this line is not UTF-8 text.")]
    assert len(catalog.entries) == 1


def test_words_yaml_holds_terms_and_words_to_avoid() -> None:
    words = "terms:\n  Chargeback: contracargo, Contracargos\navoid:\n  Reembolsar: devolver\n"
    catalog = read(HEAD + FIRST, **{"words.yaml": words})
    assert not catalog.problems
    assert catalog.glossary == Glossary(
        (("chargeback", ("contracargo", "contracargos")),), (("reembolsar", "devolver"),)
    )


def test_a_mistake_in_words_yaml_is_told_and_costs_the_words_only() -> None:
    catalog = read(HEAD + FIRST, **{"words.yaml": "term:\n  chargeback: contracargo\n"})
    (problem,) = catalog.problems
    assert (problem.place.file, problem.place.line, problem.code) == (
        "translations/es/words.yaml",
        1,
        "keys-and-values",
    )
    assert catalog.glossary == Glossary()
    assert said(catalog) == {"Ask your bank": ("Pregunte a su banco",)}


# --- What is written is read ---

_SIGNS = st.sampled_from('abñ“”"\\\nn#%[]()~|:,')
WORDS = st.text(_SIGNS, min_size=1, max_size=30)
LINES = st.text(st.sampled_from('añ“"\\#%~'), min_size=1, max_size=12)


@st.composite
def entries(draw: st.DrawFn) -> Translation:
    many = draw(st.just("") | WORDS)
    words = tuple(draw(st.just("") | WORDS) for _ in range(3 if many else 1))
    fuzzy = draw(st.booleans())
    where = draw(st.lists(st.sampled_from(["actions/a", "docs/index.md", "templates/a.html"]), max_size=2, unique=True))
    before = draw(st.just("") | WORDS)
    remarks = draw(st.lists(LINES, max_size=2))
    kind = draw(st.sampled_from(["actions.steps", "frame"]))
    return Translation(kind, draw(WORDS), many, words, fuzzy, Place(""), tuple(where), before, tuple(remarks))


@given(st.lists(entries(), max_size=6, unique_by=lambda entry: entry.key))
def test_what_is_written_is_read_again_and_written_as_before(before: list[Translation]) -> None:
    text = written(before, Language("pl"))
    catalog = read(text, "pl")
    assert not catalog.problems
    assert [entry._replace(place=Place(""), end=0) for entry in catalog.entries] == before
    assert written(catalog.entries, Language("pl")) == text


@given(st.lists(entries(), min_size=1, max_size=6, unique_by=lambda entry: entry.key))
def test_an_entry_is_read_at_once_as_it_is_read_line_by_line(before: list[Translation]) -> None:
    """A space at the end of each line changes nothing, and no block with one is read at once."""
    text = written(before, Language("pl"))
    spaced = "\n".join(line + " " if line.endswith('"') else line for line in text.split("\n"))
    at_once, by_line = (
        [each._replace(place=each.place._replace(width=each.place.width - more)) for each in read(typed, "pl").entries]
        for typed, more in ((text, 0), (spaced, 1))
    )
    assert at_once == by_line


@given(
    st.text(st.sampled_from('ab"\\\n #~|[]0:,') | st.characters(codec="utf-8"), max_size=80) | st.binary(max_size=60)
)
def test_no_file_stops_the_reader(text: str | bytes) -> None:
    content = text.encode() if isinstance(text, str) else text
    read_catalogs({NAME: HEAD.encode() + content, "translations/es/words.yaml": content})


LINE = st.sampled_from(
    [*(HEAD + FIRST + SECOND).splitlines(), '"a"', "#| msgid", '#| msgid "a"', "#, fuzzy", "#~ x", "x"]
)


@given(st.lists(LINE, max_size=14))
def test_lines_in_any_order_are_read_or_told(lines: list[str]) -> None:
    """Each translation that is not read has a problem: nothing goes in silence."""
    catalog = read(HEAD + "\n".join(lines) + "\n")
    translations = sum(line.startswith("msgstr ") and line != 'msgstr ""' for line in lines)
    if translations > len(catalog.entries):
        assert catalog.problems
