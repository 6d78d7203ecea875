"""Text from the YAML: a small part of Markdown, and nothing that a contributor types becomes more than text."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from guide import marked
from guide.plural import counted
from guide.text import markdown as text_module
from guide.text.markdown import links, plain, render, render_line, unknown_markup


def as_is(target: str) -> str:
    return target


def test_paragraphs_emphasis_lists_and_links_are_rendered() -> None:
    assert render("One *two* **three**", as_is) == "<p>One <em>two</em> <strong>three</strong></p>"
    assert render_line("[go](some-step)", lambda target: f"../{target}/") == '<a href="../some-step/">go</a>'
    assert "<li>a</li>" in render("- a\n- b", as_is)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("go", "go (www.example.org)"),
        ("the page www.example.org", "the page www.example.org"),
        ("the page www.example.org.evil.example", "the page www.example.org.evil.example (www.example.org)"),
        ("the page not-www.example.org", "the page not-www.example.org (www.example.org)"),
    ],
)
def test_a_link_to_another_site_shows_where_it_leads_and_tells_it_nothing_about_the_reader(
    words: str, shown: str
) -> None:
    rendered = render_line(f"[{words}](https://www.example.org/)", as_is)
    assert rendered == f'<a href="https://www.example.org/">{shown}</a>'


def test_an_address_is_escaped_where_it_stands() -> None:
    shown = render_line("*Look* [here](https://a.example/?b=1&c=2) and [there](x).", lambda target: f"{target}?d&e")
    assert 'href="https://a.example/?b=1&amp;c=2?d&amp;e"' in shown
    assert 'href="x?d&amp;e"' in shown


def test_html_that_somebody_wrote_by_hand_gets_the_same_mark() -> None:
    typed = '<a class="go" href="https://user@shop.example:8/x?y#z" title="t"><b>Go</b></a> <a href="#top">up</a>'
    assert marked(typed) == (
        '<a class="go" href="https://user@shop.example:8/x?y#z" title="t">'
        '<b>Go</b> (user@shop.example:8)</a> <a href="#top">up</a>'
    )


@pytest.mark.parametrize(
    "typed", ["{{ 7 * 7 }}", "{% raw %}", "${7*7}", "<script>alert(1)</script>", "a < b & c", "# one"]
)
def test_templates_and_html_are_shown_as_they_were_typed(typed: str) -> None:
    assert BeautifulSoup(render(typed, as_is), "html.parser").get_text() == typed


@given(st.from_regex(text_module._PLAIN, fullmatch=True))
def test_a_text_without_any_mark_is_what_the_parser_would_make_of_it(typed: str) -> None:
    """Most texts are such, and are not parsed at all."""
    parser = text_module._MARKDOWN
    assert render(typed, as_is) == parser.render(typed).strip()
    assert render_line(typed, as_is) == parser.renderInline(typed).strip()
    assert not {token.type for token in text_module._all(text_module._EVERYTHING.parse(typed))} & {*text_module._ODD}


@given(st.text())
@example("a\\\nb")
def test_no_text_becomes_an_element_that_the_subset_does_not_have(typed: str) -> None:
    for rendered in (render(typed, as_is), render_line(typed, as_is)):
        for element in BeautifulSoup(rendered, "html.parser").find_all(True):
            assert element.name in {"p", "em", "strong", "a", "ul", "ol", "li"}
            assert set(element.attrs) <= {"href", "rel", "start"}


def test_plain_words_hold_no_markup() -> None:
    assert plain("Go to [the bank](ask-your-bank), *today* & soon") == "Go to the bank, today & soon"
    assert links("Go to [the bank](ask-your-bank)") == ["ask-your-bank"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("plain text, 5 < 6", None),
        ("<b>bold</b>", "HTML"),
        ("`code`", "code"),
        ("# Title", "a heading"),
        ("> said", "a quotation"),
        ("![x](y)", "a picture"),
        ("[x](javascript:alert(1))", "a link that cannot be read"),
        ("{{ name }}", "a placeholder"),
        ("{% if x %}", "a placeholder"),
        ("${name}", "a placeholder"),
        ("a {brace}, 5 %} and $ 5", None),
    ],
)
def test_markup_that_pages_do_not_use_is_named(typed: str, name: str | None) -> None:
    assert unknown_markup(typed) == name


def test_plain_words_of_a_list_or_of_paragraphs_do_not_run_together() -> None:
    assert plain("One *thing*.\n\n- first\n- second & third") == "One thing. first second & third"


def test_a_number_agrees_with_its_word() -> None:
    assert [counted(number, "fact") for number in (0, 1, 2, 2000)] == ["0 facts", "1 fact", "2 facts", "2,000 facts"]
    assert [counted(number, "way leads", "ways lead") for number in (1, 2)] == ["1 way leads", "2 ways lead"]
