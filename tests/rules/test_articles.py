"""What docs/ may publish, and what a hand-written page may hold. The reports of most of it: tests/broken."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cases import refusal
from guide import Refused, Settings, build, read_files
from guide.article import ARTICLES, ASSETS, DOCS, FOR_READERS, MADE, NOT_PUBLISHED
from guide.rules.articles import WARNINGS
from guide.text.articles import ODD_IN_A_TARGET, links_in, odd_markup
from pseudo import with_language
from samples import FACT, MESSAGES, ROOT, edited, proven, small

HEAD = "---\ntitle: Words\ndescription: Words.\n---\n"
CONFIG = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def messages(name: str, text: str | bytes) -> list[str]:
    """What is said against the small guide with this file."""
    content = text if isinstance(text, bytes) else text.encode()
    try:
        proven({**small(), name: content})
    except Refused as refused:
        return [problem.message for problem in refused.problems]
    return []


# --- The lists are those of MkDocs ---


def listed(key: str) -> list[str]:
    """The lines below a key of mkdocs.yml."""
    found = re.search(rf"^{key}:.*\n((?:  .*\n?)+)", CONFIG, re.MULTILINE)
    assert found
    return [line.strip() for line in found[1].splitlines()]


def test_what_mkdocs_leaves_out_the_rules_leave_out_and_nothing_else() -> None:
    assert [f"/{name.removeprefix(DOCS)}" for name in NOT_PUBLISHED] == listed("exclude_docs")


def test_the_pages_of_the_site_are_those_that_mkdocs_knows() -> None:
    known = {line.rpartition(": ")[2].removeprefix("/") for line in listed("nav") + listed("not_in_nav")}
    assert {f"{DOCS}{name}" for name in known} == {*ARTICLES}


def test_docs_holds_every_page_and_every_file_of_the_lists() -> None:
    published = {name for name in read_files(ROOT) if name.startswith(DOCS) and not name.startswith("docs/data/")}
    assert published == {*ARTICLES, *ASSETS}


def test_the_addresses_that_the_guide_makes_are_known() -> None:
    full = edited(read_files(ROOT / "tests" / "full"), MESSAGES, "    sent_in: English\n    read_in: [es]\n", "")
    files = with_language(full, "it")
    site = build(files, Settings(site_url="https://guide.example/"))
    assert {path.partition("/")[0] for path in site.files} == MADE


def test_every_page_that_is_not_for_readers_has_its_reason() -> None:
    assert {name for name, why in ARTICLES.items() if why == FOR_READERS} == {
        f"docs/{name}.md" for name in ("index", "first-aid", "summary", "case-file", "about", "helpers")
    }


def test_the_real_pages_have_just_as_many_warnings_as_they_need() -> None:
    for name, (mark, least) in WARNINGS.items():
        assert (ROOT / name).read_text(encoding="utf-8").count(mark) == least, name


# --- Files ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in small().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or b"")
    return tmp_path


def test_a_link_to_a_file_to_a_folder_or_to_itself_is_told_and_never_followed(folder: Path) -> None:
    (folder / "docs" / "assets").mkdir()
    (folder / "docs" / "assets" / "p.txt").symlink_to("/etc/passwd")
    (folder / "docs" / "etc").symlink_to("/etc")
    (folder / "docs" / "about.md").symlink_to(folder / "docs" / "about.md")
    files = read_files(folder)
    names = ["docs/about.md", "docs/assets/p.txt", "docs/etc"]
    assert [name for name in files if name not in small()] == names
    found = refusal(files).problems
    assert [(problem.place.file, problem.message) for problem in found] == [
        (name, "this is not a file of its own, but a link to something else.") for name in names
    ]


def test_what_mkdocs_does_not_publish_is_not_read(folder: Path) -> None:
    for name in ("docs/.DS_Store", "docs/hacking.md", "docs/decisions/x.html", "docs/assets/pictures/a.png"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff")
    assert {*read_files(folder)} == {*small()}


def test_a_page_has_a_size_that_somebody_reads() -> None:
    assert messages("docs/about.md", f"{HEAD}{'Words. ' * 9400}") == [
        "the file has 65,841 bytes; 65,536 are the limit."
    ]
    assert messages("docs/about.md", f"{HEAD}{'Words. ' * 150000}") == [
        "the file has 1,050,041 bytes; 1,048,576 are the limit."
    ]


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://evil.example/"><circle r="1"/></a>',
        '<foreignObject width="1" height="1"/>',
        '<image href="data:image/png;base64,AA"/>',
        '<use href="#a"/>',
        "<style>circle{fill:red}</style>",
        '<circle r="1" fill="url(https://evil.example/)"/>',
        '<circle r="1" style="fill:red"/>',
        "<!-- words -->",
        "words",
        "&evil;",
    ],
)
def test_the_icon_holds_shapes_and_nothing_else(inside: str) -> None:
    whole = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 2 2">%s</svg>\n'
    assert messages("docs/assets/favicon.svg", whole % '<circle r="1" fill="#0b5c4b"/>') == []
    said = ["this picture holds more than plain shapes and colours."]
    assert messages("docs/assets/favicon.svg", whole % inside) == said
    doctype = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert messages("docs/assets/favicon.svg", doctype + whole % "&a;") == said


# --- Pages ---


def test_a_fact_that_a_page_names_backs_its_number() -> None:
    """In the same unit: a fact about days says nothing about weeks."""
    files = {**small(), "docs/helpers.md": HEAD.replace("\n---\n", f"\nfacts: [{FACT}]\n---\n").encode()}
    fact = next(found for found in proven(small()).facts.values() if found.id == FACT)
    assert "120 days" in fact.text
    page = (files["docs/helpers.md"] or b"") + b"Wait %s.\n"
    proven({**files, "docs/helpers.md": page % b"120 days"})
    wrong = refusal({**files, "docs/helpers.md": page % b"120 weeks"})
    assert [problem.message for problem in wrong.problems] == [
        "no fact of this page says “120 weeks”: there it is “5, 60 or 120 days”."
    ]


@pytest.mark.parametrize(
    "spelled", ["**999** days", "9<strong>99</strong> days", "9_99_ days", "[999](helpers.md) days"]
)
def test_markup_does_not_hide_a_number(spelled: str) -> None:
    assert "no fact of this page says “999 days”." in messages("docs/helpers.md", f"{HEAD}You have {spelled}.\n")


@pytest.mark.parametrize(
    "words",
    [
        "Write to a (at) b.example",
        "Find @ali_refund_help there",
        "Call 0800 555 12 34",
        "Open www.evil.example",
        "Open ali.com",
    ],
)
def test_ways_to_reach_somebody_are_seen(words: str) -> None:
    assert any("leads readers out of the guide" in found for found in messages("docs/helpers.md", f"{HEAD}{words}.\n"))


def test_plain_words_are_no_way_to_reach_somebody() -> None:
    for words in ("The text is CC BY 4.0. Read it, e.g. today.", "On 2026-11-25 it was so.", "Order 12345 is open."):
        proven({**small(), "docs/helpers.md": f"{HEAD}{words}\n".encode()})


# --- What any Markdown could make of a page ---

USED = {
    *("p", "div", "ul", "ol", "li", "a", "strong", "em", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"),
    *("code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {("div", "class"), ("ul", "class"), ("a", "class"), ("a", "href"), ("code", "class")}
PIECES = [
    *(
        "\n",
        "\n\n",
        " ",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "| a | b |\n|---|---|\n",
        "---\n",
        "===\n",
        ":",
        "!",
        "*",
        "_",
        "**",
    ),
    *(
        "`",
        "``",
        "```",
        "```yaml\n",
        "\n```\n",
        "~~~\n",
        "{: #x onclick=y }",
        "{.x #main}",
        "a",
        "word ",
        "(",
        ")",
        "[",
        "]",
    ),
    *(
        "[a](about.md)",
        "[a](javascript:b)",
        "[a](<javascript:b>)",
        "[a]: javascript:b",
        "[a][b]",
        "[a]",
        '(x "y")',
        "\\",
    ),
    *(
        "<",
        ">",
        "<p>",
        "</p>",
        "<div>",
        '<div class="careful">',
        "</div>",
        "<strong>",
        "</strong>",
        "<br>",
        "<!--",
        "-->",
    ),
    *(
        '<ul class="options">',
        "<li>",
        "</li>",
        "</ul>",
        '<a href="about/">',
        '<a class="go" href="x">',
        "</a>",
        "<script>",
    ),
    *(
        "<!-- keys -->",
        "<a@b.example>",
        "<https://evil.example>",
        "&lt;",
        "&#106;",
        "![a](b.png)",
        "https://evil.example",
    ),
    *("|:--|--:|\n", "[a](../steps/x/)", "[a](b`c)`d)", "[TOC]\n", "*[a]: b\n", "[^1]", "[^1]: c\n", "\\`"),
]


def made(text: str) -> BeautifulSoup:
    """What MkDocs makes of it, with the extensions that it switches on by itself (mkdocs.yml names no others)."""
    assert "markdown_extensions" not in CONFIG
    return BeautifulSoup(markdown.markdown(text, extensions=["toc", "tables", "fenced_code"]), "html.parser")


def is_as_the_rules_saw_it(text: str) -> None:
    seen = {link.target for link in links_in(text)}
    for element in made(text).find_all(True):
        assert element.name in USED, text
        for name, value in element.attrs.items():
            if re.fullmatch(r"h\d", element.name) and name == "id":
                continue
            assert (element.name, name) in ATTRIBUTES or value == "toc", (text, element)
            if name == "href" and not str(value).startswith("#"):
                assert str(value) in seen, (text, element)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_python_markdown_makes_nothing_of_a_page_that_the_rules_did_not_see(text: str) -> None:
    if not list(odd_markup(text)) and not any(ODD_IN_A_TARGET.search(link.target) for link in links_in(text)):
        is_as_the_rules_saw_it(text)


@pytest.mark.parametrize("name", ARTICLES)
def test_the_real_pages_are_what_the_rules_saw(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert not list(odd_markup(text))
    is_as_the_rules_saw_it(text)
