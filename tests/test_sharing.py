"""What others see of a step: in a chat, in a forum, in a search engine; and what reaches us from a reader."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from PIL import Image, ImageChops, ImageFont

from conftest import Server
from guide import Settings, build
from guide.draw.preview_card import Card, _font, picture
from guide.history import digests, last_change
from guide.kinds import DATES
from reader import BASE, REPO, Page, Pages, texts
from samples import FACT, ROOT, edges, plain_yaml, small, tree_of
from test_site import words_of


def tag(page: Page, property_name: str) -> str:
    found = page.head.get(property_name, [])
    assert len(found) == 1, (page.path, property_name, len(found))
    return found[0]


def shared(site: Pages) -> list[Page]:
    """Every page that somebody may link to: all but the search, and the one for addresses that do not exist."""
    return [page for page in site.values() if page.path not in ("search/", "404.html")]


# --- Previews ---


def test_every_page_says_in_its_head_what_a_chat_shows_before_any_style(site: Pages) -> None:
    for page in shared(site):
        (title, brand) = texts(page.soup.select("title, a.brand"))
        assert " ".join(tag(page, "og:title").split()) == title.removesuffix(f" – {brand}"), page.path
        assert tag(page, "og:description") == tag(page, "description"), page.path
        assert tag(page, "og:url") == page.soup.select("link[rel=canonical]")[0]["href"], page.path
        assert tag(page, "twitter:card") == "summary_large_image", page.path
        assert tag(page, "og:image:alt"), page.path
        assert page.html.index("twitter:card") < page.html.index("<style"), page.path


def test_titles_and_descriptions_fit_and_belong_to_one_step_only(site: Pages) -> None:
    titles: Counter[str] = Counter()
    descriptions: Counter[str] = Counter()
    for page in site.steps():
        (title,) = texts(page.soup.select("title"))
        assert len(title) <= 80, page.path
        assert 50 <= len(tag(page, "description")) <= 200, (page.path, tag(page, "description"))
        titles[title] += 1
        descriptions[tag(page, "description")] += 1
    assert [words for words, count in (titles + descriptions).items() if count > 1] == []


def first_to_do(page: Page) -> str:
    """What an action says to do first, without the hosts that only its links need."""
    first = page.main.select("ol.todo > li")[0]
    (words,) = texts([first])
    for link in first.select("a[href^=http]"):
        words = words.replace(f" ({urlsplit(str(link['href'])).netloc})", "")
    return words


def test_the_description_of_an_action_begins_with_the_first_thing_to_do(site: Pages) -> None:
    for page in site.steps():
        if page.kind == "action":
            first = first_to_do(page)
            assert tag(page, "description").rstrip("…")[:60] in first[:60] or first in tag(page, "description"), (
                page.path
            )


READERS = {
    # What each reads first, and how much of it, by its open code or its documentation.
    "Discourse": (["og:title", "title"], 80, ["og:description", "description"], 250, ["og:image"]),
    "Reddit": (["og:title", "title"], 300, [], 0, ["og:image"]),
    "Telegram": (["og:title", "title"], 256, ["og:description", "description"], 300, ["og:image", "twitter:image"]),
    "Slack": (["og:title", "title"], 150, ["og:description", "description"], 300, ["og:image"]),
}


@pytest.mark.parametrize("reader", READERS)
def test_no_forum_and_no_chat_has_to_cut_what_it_shows(site: Pages, reader: str) -> None:
    title_from, longest_title, description_from, longest_description, image_from = READERS[reader]

    def first(page: Page, names: list[str]) -> str:
        title = [str(page.soup.title.get_text())] if page.soup.title else []
        head = {"title": title, **page.head}
        return next(head[name][0] for name in names if name in head)

    for page in site.steps():
        assert 0 < len(first(page, title_from)) <= longest_title, page.path
        assert not description_from or 0 < len(first(page, description_from)) <= longest_description, page.path
        assert first(page, image_from).startswith(BASE), page.path


def test_every_picture_is_there_in_the_size_that_its_page_names_and_light(site: Pages) -> None:
    for page in shared(site):
        path = site.folder / tag(page, "og:image").removeprefix(BASE)
        assert path.stat().st_size < 100 * 1024, page.path
        with Image.open(path) as image:
            assert (image.format, image.size) == ("PNG", (1200, 630)), page.path


def test_each_step_has_a_picture_of_its_own(site: Pages) -> None:
    pictures = Counter(tag(page, "og:image") for page in site.steps())
    assert set(pictures.values()) == {1}


def test_words_never_leave_the_picture_or_run_into_its_last_line(site: Pages) -> None:
    """Both margins are empty, and so is the space above the name of the site. At 400 pixels a letter is 16 high."""
    for page in site.steps():
        with Image.open(site.folder / tag(page, "og:image").removeprefix(BASE)) as found:
            image = found.convert("RGB")
        ground = image.getpixel((0, 0))
        for box in ((0, 0, 70, 630), (1130, 0, 1200, 630), (0, 495, 1200, 500)):
            part = image.crop(box)
            assert ImageChops.difference(part, Image.new("RGB", part.size, ground)).getbbox() is None, page.path


def test_the_font_has_every_letter_of_every_title(source: dict[str, Any]) -> None:
    font = _font(60)
    assert isinstance(font, ImageFont.FreeTypeFont)
    missing = bytes(font.getmask("\U000fffff"))
    titles = [entry["ask"] for entry in source["questions"].values()] + [
        entry["title"] for entry in source["actions"].values()
    ]
    for letter in set("".join(titles)) - {" "}:
        assert bytes(font.getmask(letter)) != missing, letter


def test_a_picture_is_drawn_once_and_new_words_get_a_new_address(tmp_path: Any) -> None:
    card = Card("Ask your bank", "What to do", "By when: today", "#0a4f99", "Guide")
    other = card._replace(words="Ask your own bank")
    drawn = picture(card, tmp_path)
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == drawn == picture(card)
    kept.write_bytes(b"kept")
    assert picture(card, tmp_path) == b"kept"
    assert picture(other, tmp_path) != b"kept"
    assert card.path != other.path
    with Image.open(io.BytesIO(drawn)) as image:
        assert image.size == (1200, 630)


def test_without_an_address_no_preview_and_no_reply_is_invented(homeless: Pages) -> None:
    for page in homeless.values():
        assert not re.search(r"""property=["']?og:|data-reply|class=["'][^"']*feedback""", page.html), page.path
    assert not (homeless.folder / "pictures").exists()


# --- Cold open ---


def test_other_ways_here_lists_each_way_that_not_every_reader_takes(site: Pages, source: dict[str, Any]) -> None:
    """Together with what all ways have in common, nobody's way is left out."""
    for page in site.steps():
        view = page.at()
        if view.is_cold:
            into = [edge for edge in edges(source) if edge[2] == page.step]
            common = {(back.page.step, answer) for answer, back in zip(view.answers, view.changes, strict=True)}
            wanted = Counter(edge[0] for edge in into if (edge[0], words_of(source, edge)) not in common)
            links = [link for part in view.parts for link in part.select("a.way")]
            assert Counter(page.follow(link).page.step for link in links) == wanted, page.path


# --- The reply kit ---


def reply(page: Page, kind: str) -> str:
    (found,) = page.main.select(f"pre[data-reply={kind}]")
    return found.get_text()


def test_pasted_markdown_gives_one_working_link_and_nothing_else_odd(site: Pages) -> None:
    for page in site.steps():
        html = BeautifulSoup(MarkdownIt("commonmark").render(reply(page, "markdown")), "html.parser")
        assert [link["href"] for link in html.select("a")] == [BASE + page.path]
        assert {tag.name for tag in html.find_all(True)} <= {"p", "strong", "a"}, page.path
        assert texts(html.select("strong")) == texts(page.soup.select("h1"))
        assert "\\" not in html.get_text(), page.path


def test_pasted_bbcode_gives_one_working_link_and_closes_what_it_opens(site: Pages) -> None:
    for page in site.steps():
        marks = re.findall(r"\[(/?\w+)(?:=([^\]]*))?\]", reply(page, "bbcode"))
        assert [mark for mark, _ in marks] == ["b", "/b", "url", "/url"], page.path
        assert [target for _, target in marks if target] == [BASE + page.path]


def test_pasted_text_says_what_to_do_first_by_when_and_where(site: Pages, source: dict[str, Any]) -> None:
    for page in site.steps():
        lines = reply(page, "plain").splitlines()
        assert lines[0] == texts(page.soup.select("h1"))[0]
        assert lines[-1].endswith(f": {BASE}{page.path}")
        if page.kind == "action":
            assert lines[1] == f"First: {first_to_do(page)}"
            window = source["actions"][page.step].get("window")
            assert not window or f"you have {window}" in lines[2], page.path


# --- Feedback ---


def test_feedback_opens_a_form_that_exists_and_carries_the_step_alone(site: Pages) -> None:
    forms = ROOT / ".github" / "ISSUE_TEMPLATE"
    for page in site.steps():
        links = page.main.select("p.feedback a")
        assert texts(links) == ["This page is wrong", "My case is missing", "It worked, or it did not"]
        for link in links:
            address = urlsplit(str(link["href"]))
            assert f"{address.scheme}://{address.netloc}{address.path}" == f"{REPO}/issues/new"
            values = {key: value for key, (value,) in parse_qs(address.query).items()}
            assert set(values) == {"template", "page"}
            assert values["page"] == page.step
            form = plain_yaml((forms / values["template"]).read_text(encoding="utf-8"))
            assert "page" in [part.get("id") for part in form["body"]]


def test_readers_without_an_account_can_write_a_mail() -> None:
    made = build(small(), Settings(mail="help@guide.example")).files["steps/ask-support/index.html"]
    assert isinstance(made, str)
    (link,) = BeautifulSoup(made, "html.parser").select("p.feedback a")
    assert str(link["href"]).startswith("mailto:help@guide.example?subject=Ask%20support%20%28ask-support%29&body=")


# --- Addresses ---


def test_the_page_for_unknown_addresses_offers_every_id_and_three_ways_on(site: Pages, source: dict[str, Any]) -> None:
    page = site["404.html"]
    known = {link.select_one("code").get_text(): page.follow(link).page for link in page.main.select("ul.known a")}  # type: ignore[union-attr]
    for step in {**source["questions"], **source["actions"]}:
        assert known[step].step == step
    targets = [page.follow(link).page.path for link in page.main.select("a.option")]
    assert targets == ["", "steps/", "search/"]


def test_the_page_for_unknown_addresses_knows_old_ids_too() -> None:
    files = small(
        lambda text: text.replace("    title: Ask support\n", "    title: Ask support\n    redirect_from: [ask-eva]\n")
    )
    assert ("ask-eva", "steps/ask-support/", "Ask support") in build(files, Settings()).known


def test_the_sitemap_says_when_each_step_last_changed(site: Pages, source: dict[str, Any]) -> None:
    lines = (ROOT / DATES).read_text(encoding="utf-8").splitlines()
    days = dict(line.split()[:2] for line in lines if not line.startswith("#"))
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    told = {entry[0].text: entry[1].text if len(entry) > 1 else None for entry in root}
    for page in site.steps():
        step = {**source["questions"], **source["actions"]}[page.step]
        shown = [page.step, *(f"facts/{fact}" for fact in step.get("facts", []))]
        shown += [f"messages/{step['message']}"] if "message" in step else []
        day = told[BASE + page.path]
        assert day in (max(days.get(name, "") for name in shown), "2026-11-30"), page.path


def test_a_step_that_says_something_else_than_the_lock_knows_has_changed_today() -> None:
    tree = tree_of({"start": ["act", "act"], "act": None})
    today, earlier = date(2026, 11, 25), date(2026, 1, 1)
    assert last_change(tree, tree["act"], today) == today
    tree.dates.update({name: (earlier, digest) for name, digest in digests(tree).items()})  # type: ignore[attr-defined]
    assert last_change(tree, tree["act"], today) == earlier
    tree.dates[f"facts/{FACT}"] = (earlier, "another word")  # type: ignore[index]
    assert last_change(tree, tree["act"], today) == today


# --- Data ---


def test_the_example_for_programs_runs_against_the_site(site: Pages, server: Server) -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len([line for line in program.splitlines() if line.strip()]) <= 10
    done = subprocess.run(
        [sys.executable, "-c", program, server.base, "trace"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = [line.rsplit(" ", 1)[1].removeprefix(server.base) for line in done.stdout.splitlines()]
    assert "steps/ask-your-bank-to-trace-the-refund/" in found
    assert all(path in site for path in found)


def test_the_page_on_data_names_every_key(site: Pages) -> None:
    tree = json.loads((site.folder / "tree.json").read_text(encoding="utf-8"))
    named = set(texts(site["data/"].main.select("code")))
    assert set(tree) <= named
    for group in ("questions", "actions", "facts"):
        for entry in tree[group].values():
            assert set(entry) <= named, group


def test_the_search_holds_no_part_of_a_page_that_is_not_for_readers(site: Pages) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    locations = [entry["location"] for entry in index["docs"]]
    assert [place for place in locations if place.startswith("contributing/")] == ["contributing/"]
