"""Promises about the built site, kept by reading its HTML as a reader without JavaScript does."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from bs4 import Tag
from jsonschema import Draft202012Validator

from conftest import built
from reader import BASE, REPO, Page, Pages, View, texts
from samples import ROOT, Link, data, edges, nodes

MOST_ANSWERS = 9
MOST_BYTES = 14_000
"""What one round trip of a new connection carries: ten packets, less the headers."""
USUAL_BYTES = 8_000
"""At the median: what a step page may come to weigh as the guide grows by honest steps. It was 6,758 before these led
to letters in other languages; each further language at the foot of a page costs 15 more. It was 6,950 before each
action was read for everybody who can come there: what stood on a sister page only stands where it is needed, with its
source. It was 7,450 before each condition had a fold of its own, and before sixty more stories were tried. It was 7,800
before the sentences of a text had boxes to tick."""
SCRIPTED = "search/"
"""The one page that may load a script."""


def words_of(source: dict[str, Any], edge: Link) -> str:
    """How a page tells a reader that they took this link."""
    origin, option_id, _ = edge
    if not option_id:
        return f"I tried this: {source['actions'][origin]['title']}"
    (summary,) = [option["summary"] for option in source["questions"][origin]["options"] if option["id"] == option_id]
    return str(summary)


# --- Walking ---


def test_the_home_page_is_the_first_question(site: Pages, source: dict[str, Any]) -> None:
    """It shows the question itself: the same words, the same answers, and the same way on from each."""
    home, question = site[""], site.step(source["start"])
    assert source["questions"][source["start"]]["ask"] in texts(home.main.select("h2"))
    there = [(label, view.page, view.fragment) for label, view in question.at().options]
    links = home.main.select("a.option")
    assert [
        (words, home.follow(link).page, home.follow(link).fragment)
        for words, link in zip(texts(links), links, strict=True)
    ] == there


def test_every_path_of_links_from_the_start_ends_at_an_action(site: Pages, source: dict[str, Any]) -> None:
    """Pages whose links lead on are taken away from the end: if any are left over, a path goes round or breaks off."""
    leads_to = {
        page.step: {page.follow(link).page.step for link in page.main.select("a.option, a.not-solved")}
        for page in site.steps()
    }
    ends = {step for step, targets in leads_to.items() if not targets}
    assert ends
    assert {site.step(step).kind for step in ends} == {"action"}
    settled = set(ends)
    while more := {step for step, targets in leads_to.items() if targets <= settled} - settled:
        settled |= more
    assert settled == set(leads_to)


def test_every_step_is_reached_by_clicking(site: Pages, walked: dict[View, list[tuple[str, View]]]) -> None:
    assert {view.page.step for view in walked} == {page.step for page in site.steps()}


def test_no_reader_gives_more_than_nine_answers_before_an_action(
    walked: dict[View, list[tuple[str, View]]], source: dict[str, Any]
) -> None:
    longest: dict[View, int] = {}

    def answers_to_come(view: View) -> int:
        if view.page.kind == "action":
            return 0
        if view not in longest:
            longest[view] = 1 + max(answers_to_come(target) for _, target in walked[view])
        return longest[view]

    assert max(answers_to_come(view) for view in walked) <= MOST_ANSWERS


def test_a_question_says_how_many_more_may_come(
    site: Pages, walked: dict[View, list[tuple[str, View]]], source: dict[str, Any]
) -> None:
    def more(step: str) -> set[int]:
        onward = [option["next"] for option in source["questions"][step]["options"]]
        return {
            count
            for target in onward
            for count in ({1 + others for others in more(target)} if target in source["questions"] else {0})
        }

    for page in site.steps():
        if page.kind == "question":
            (said,) = texts(page.main.select("p.left"))
            numbers = {int(number) for number in re.findall(r"\d+", said.replace("one more", "1 more"))}
            assert numbers == {min(more(page.step)), max(more(page.step))} - {0}, (page.path, said)
            assert ("straight to what to do" in said) == (min(more(page.step)) == 0 < max(more(page.step))), page.path


def test_every_question_shows_its_options_once_in_the_order_of_the_file(
    walked: dict[View, list[tuple[str, View]]], source: dict[str, Any]
) -> None:
    for view in walked:
        if view.page.kind == "question":
            wanted = [(option["label"], option["next"]) for option in source["questions"][view.page.step]["options"]]
            assert [(label, target.page.step) for label, target in view.options] == wanted, view


def test_the_answers_shown_are_the_answers_given(
    walked: dict[View, list[tuple[str, View]]], source: dict[str, Any]
) -> None:
    """Seen from each step to the next: the answers of before and the one just given. A page where many ways meet may
    leave earlier ones out; then it says so, and what it shows is the end of what was given."""
    summaries = {
        (name, option["label"]): option["summary"]
        for name, entry in source["questions"].items()
        for option in entry["options"]
    }
    for view, clicks in walked.items():
        for label, target in clicks:
            if view.page.kind == "action":
                given = [f"I tried this: {source['actions'][view.page.step]['title']}"]
            else:
                given = [*view.answers, summaries[view.page.step, label]]
            if target.leaves_earlier_answers_out:
                count = len(target.answers)
                assert given[len(given) - count :] == target.answers, (view, label)
            else:
                assert target.answers == given, (view, label)


def test_change_leads_back_to_the_question_with_the_answers_before_it(
    walked: dict[View, list[tuple[str, View]]], source: dict[str, Any]
) -> None:
    """Where a page leaves earlier answers out, it cannot bring them back; the question is still the right one."""
    for view in walked:
        if not view.is_cold:
            for index, (answer, back) in enumerate(zip(view.answers, view.changes, strict=True)):
                if answer.startswith("I tried this: "):
                    assert answer == f"I tried this: {source['actions'][back.page.step]['title']}"
                    continue
                options = source["questions"][back.page.step]["options"]
                assert answer in [option["summary"] for option in options], view
                assert back.answers == view.answers[:index] or view.leaves_earlier_answers_out, view


def test_a_walk_never_falls_back_to_the_block_for_strangers(walked: dict[View, list[tuple[str, View]]]) -> None:
    for view in walked:
        assert not view.is_cold, view


def test_a_page_opened_without_answers_offers_every_option_and_the_first_question(
    site: Pages, source: dict[str, Any]
) -> None:
    for page in site.steps():
        for fragment in ("", "no-such-answers"):
            view = page.at(fragment)
            if page.kind == "question":
                assert len(view.options) == len(source["questions"][page.step]["options"]), page.path
            if view.is_cold:
                again = [page.follow(link).page.step for part in view.parts for link in part.select("a.again")]
                assert again == [source["start"]], page.path


def test_what_is_said_of_every_reader_of_a_page_is_true_of_every_way_to_it(site: Pages, source: dict[str, Any]) -> None:
    """“You are here if …” names an answer only if no way from the start leads around it."""
    all_edges = edges(source)
    for page in site.steps():
        view = page.at()
        for answer, back in zip(view.answers, view.changes, strict=True) if view.is_cold else ():
            (taken,) = [edge for edge in all_edges if edge[0] == back.page.step and words_of(source, edge) == answer]
            without = [edge for edge in all_edges if edge != taken]
            seen = {source["start"]}
            while more := {target for origin, _, target in without if origin in seen} - seen:
                seen |= more
            assert page.step not in seen, (page.path, answer)


def test_whoever_keeps_answering_that_they_are_not_sure_reaches_an_action(site: Pages, source: dict[str, Any]) -> None:
    for name in source["questions"]:
        step, answers = name, 0
        while step in source["questions"]:
            unsure = [option["next"] for option in source["questions"][step]["options"] if option["id"] == "not-sure"]
            assert len(unsure) == 1, step
            step, answers = unsure[0], answers + 1
            assert answers <= 2, name
        assert site.step(step).kind == "action"


# --- The same tree everywhere ---


def test_the_steps_of_the_file_are_the_steps_of_the_site(site: Pages, source: dict[str, Any]) -> None:
    wanted = {name: "question" if name in source["questions"] else "action" for name in nodes(source)}
    assert {page.step: page.kind for page in site.steps()} == wanted
    assert {page.path for page in site.steps()} == {f"steps/{name}/" for name in wanted}


def test_the_outline_links_to_every_step_and_every_step_links_to_its_place_there(site: Pages) -> None:
    outline = site["steps/"]
    linked = {outline.follow(link).page.step for link in outline.main.select("a[href]")}
    for page in site.steps():
        assert page.step in linked
        back = [page.follow(link) for link in page.main.select("p.meta a[href*='/steps/#']")]
        assert back == [outline.at(page.step)]
        assert page.step in outline.ids


def test_the_outline_shows_of_every_action_whom_it_turns_to(site: Pages, source: dict[str, Any]) -> None:
    """By a colour and a sign, which has a name for those who see neither."""
    names = set()
    for item in site["steps/"].main.select("[data-step]"):
        whom = source["actions"].get(item["data-step"], {}).get("turns_to")
        signs = item.select(":scope > a > svg[role=img]")
        assert [f"k-{whom}"] * len(signs) == [name for name in item["class"] if name.startswith("k-")]
        assert len(signs) == (whom is not None), item["data-step"]
        names |= {(whom, str(sign["aria-label"])) for sign in signs}
    assert len(dict(names)) == len({name for _, name in names}) == len(names) > 5


def test_the_outline_folds_what_each_answer_of_the_first_question_leads_to(site: Pages, source: dict[str, Any]) -> None:
    first = site["steps/"].main.select(f"[data-step='{source['start']}'] > ul > li")
    options = source["questions"][source["start"]]["options"]
    assert [(way["data-option"], *texts(way.select(":scope > details:not([open]) > summary"))) for way in first] == [
        (option["id"], option["label"]) for option in options
    ]


def test_in_the_flow_every_way_on_is_inside_the_page(site: Pages) -> None:
    flow = site["flow/"]
    for way in flow.soup.select("details"):
        inside = way.select_one(":scope > [data-step], :scope > p > a.jump")
        assert inside is not None
        assert str(way["data-to"]) in (inside.get("data-step"), str(inside.get("href", ""))[1:])


KEYS_OF_AN_OPTION = ("id", "label", "summary", "next")


def test_tree_json_says_what_the_file_says(site: Pages, source: dict[str, Any]) -> None:
    tree = json.loads((site.folder / "tree.json").read_text(encoding="utf-8"))
    assert (tree["version"], tree["start"]) == (1, source["start"])
    assert {name: (entry["ask"], entry["options"]) for name, entry in tree["questions"].items()} == {
        name: (entry["ask"], [{key: option[key] for key in KEYS_OF_AN_OPTION} for option in entry["options"]])
        for name, entry in source["questions"].items()
    }
    assert {name: len(entry.get("only_if", [])) for name, entry in tree["actions"].items()} == {
        name: len(entry.get("only_if", [])) for name, entry in source["actions"].items()
    }
    assert {
        name: (entry["title"], entry.get("not_solved"), entry["facts"]) for name, entry in tree["actions"].items()
    } == {name: (entry["title"], entry.get("not_solved"), entry["facts"]) for name, entry in source["actions"].items()}
    for entry in [*tree["questions"].values(), *tree["actions"].values()]:
        assert entry["url"] in site
    facts = data("facts")
    assert {name: (fact["text"], fact["url"]) for name, fact in tree["facts"].items()} == {
        name: (fact["text"], fact["url"]) for name, fact in facts.items()
    }


def test_tree_json_keeps_its_published_schema(site: Pages) -> None:
    tree = json.loads((site.folder / "tree.json").read_text(encoding="utf-8"))
    schema = json.loads((site.folder / "tree.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(tree)] == []


def test_the_sitemap_lists_every_page_for_readers_and_nothing_else(site: Pages) -> None:
    root = ElementTree.parse(site.folder / "sitemap.xml").getroot()
    listed = [tag.text or "" for tag in root.iter() if tag.tag.endswith("loc")]
    hidden = {page.path for page in site.values() if page.soup.select("meta[name=robots][content*=noindex]")}
    late = {page.path for page in site.values() if page.is_late}
    assert Counter(listed) == Counter(BASE + path for path in site if path not in hidden | late)


def test_every_entry_of_the_search_leads_to_a_place_and_stands_below_its_page(site: Pages) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    locations = [entry["location"] for entry in index["docs"]]
    assert len(set(locations)) == len(locations)
    for location in locations:
        path, _, fragment = location.partition("#")
        assert path in locations, location
        assert not fragment or fragment in site[path].ids, location


def test_the_search_finds_every_step_by_its_title(site: Pages) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    titles = {entry["location"]: entry["title"] for entry in index["docs"]}
    for page in site.steps():
        assert titles[page.path] == texts(page.soup.select("h1"))[0]


def test_the_search_page_has_a_link_to_each_page_and_part_that_it_finds_but_the_stories(site: Pages) -> None:
    """For those without scripts, in groups, each from A to Z. A story has the title of the step that it ends at."""
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    page = site[SCRIPTED]
    groups = [group.select("li a") for group in page.main.select("details")]
    links = {str(link["href"]).removeprefix("../"): texts([link])[0] for links in groups for link in links}
    assert links == {
        entry["location"]: entry["title"] for entry in index["docs"] if not entry["location"].startswith("situations/#")
    }
    for group in groups:
        plain = [
            unicodedata.normalize("NFD", title.casefold()) for title in texts(group)
        ]  # A name of a language: 日本語.
        titles = ["".join(sign for sign in title if sign.isalnum() or sign == " ").strip() for title in plain]
        assert titles == sorted(titles)


# --- Links ---


def test_every_link_inside_the_site_leads_to_a_page_and_to_a_place_on_it(site: Pages) -> None:
    for page in site.values():
        for link in page.soup.select("a[href], form[action]"):
            to = str(link.get("href") or link.get("action"))
            address, fragment = urldefrag(urljoin(BASE + page.path, to))
            if address.startswith(BASE):
                path = address.removeprefix(BASE)
                assert path in site or (site.folder / path).is_file(), (page.path, to)
                assert not fragment or fragment in site[path].ids, (page.path, to)


def test_no_link_leaves_the_folder_of_the_site(site: Pages) -> None:
    """A project page on GitHub Pages is not at the root of its host."""
    for page in site.values():
        for link in page.soup.select("a[href]"):
            address = urlsplit(urljoin(BASE + page.path, str(link["href"])))
            if address.netloc == urlsplit(BASE).netloc:
                assert address.path.startswith(urlsplit(BASE).path), (page.path, link["href"])


def test_ids_are_unique_on_each_page(site: Pages) -> None:
    for page in site.values():
        counts = Counter(tag["id"] for tag in page.soup.find_all(id=True))
        assert [name for name, count in counts.items() if count > 1] == [], page.path


# --- What a page must never hold ---


def unscripted(site: Pages) -> Iterator[Page]:
    return (page for page in site.values() if page.local != SCRIPTED)


def test_no_page_but_the_search_holds_a_script_or_a_handler(site: Pages) -> None:
    for page in unscripted(site):
        for tag in page.soup.find_all(True):
            assert isinstance(tag, Tag)
            assert tag.name not in ("script", "iframe", "object", "embed", "base"), page.path
            for name, value in tag.attrs.items():
                assert not re.match("on|srcdoc$", name.lower()), (page.path, tag.name)
                if name in ("href", "src", "action", "formaction"):
                    assert not str(value).strip().lower().startswith("javascript:"), page.path


def test_nothing_on_any_page_is_loaded_from_another_site(site: Pages) -> None:
    """Links that a reader may click are not loads. The search page is watched in a browser."""
    for page in unscripted(site):
        tags = page.soup.find_all(True)
        for tag in tags:
            if tag.name == "link" and tag.get("rel") == ["canonical"]:
                continue
            for name in tag.attrs.keys() & {"src", "srcset", "poster", "data", "href", "action", "xlink:href"}:
                if tag.name == "a" and name == "href":
                    continue
                loaded = urlsplit(urljoin(BASE, str(tag[name])))
                assert loaded.scheme == "data" or loaded.netloc == urlsplit(BASE).netloc, (page.path, loaded)
        styles = " ".join([tag.get_text() for tag in tags if tag.name == "style"])
        styles += " ".join(str(tag["style"]) for tag in tags if tag.has_attr("style"))
        assert "url(" not in styles, page.path
        assert "@import" not in styles, page.path


def test_no_address_of_a_package_host_or_of_a_test_reaches_the_homeless_site(homeless: Pages) -> None:
    for file in homeless.folder.rglob("*"):
        if file.is_file() and file.suffix in (".html", ".json", ".xml"):
            text = file.read_text(encoding="utf-8")
            assert "127.0.0.1" not in text, file
            assert "localhost" not in text, file


# --- What a page must always hold ---


def test_every_page_has_one_heading_a_language_a_viewport_and_a_title_of_its_own(site: Pages) -> None:
    titles: dict[str, str] = {}
    for page in site.values():
        find = page.soup.find_all
        assert len(find("h1")) == 1, page.path
        assert [str(html["lang"]).lower() for html in find("html")] == [page.folder.rstrip("/") or "en"]
        assert find("meta", attrs={"name": "viewport"}), page.path
        assert len(find("main")) == 1, page.path
        title = texts(find("title", limit=1))[0]
        if not page.leads_on:
            assert titles.setdefault(page.folder + title, page.path) == page.path, title


def test_every_heading_is_one_level_below_the_last_at_most(site: Pages) -> None:
    for page in unscripted(site):
        levels = [int(tag.name[1]) for tag in page.soup.find_all(re.compile("^h[1-6]$"))]
        assert levels[:1] == [1], page.path
        for before, after in pairwise(levels):
            assert after <= before + 1, page.path


def test_the_facts_of_a_step_stand_on_its_page_with_source_and_dates(site: Pages, source: dict[str, Any]) -> None:
    facts = data("facts")
    for name, entry in nodes(source).items():
        shown = site.step(name).main.select("ul.facts > li")
        assert len(shown) == len(entry.get("facts", [])), name
        for fact_id, item in zip(entry.get("facts", []), shown, strict=True):
            fact = facts[fact_id]
            assert " ".join(fact["text"].split()) in texts([item])[0], name
            (link,), (entry_of_it,) = item.select("a.source"), item.select("a.proof")
            assert link["href"] == fact["url"], name
            for part in (fact["source"], fact["publisher"], str(fact["dated"])):
                assert part in link.get_text(), (name, part)
            day = max(fact["checked"], fact.get("second", fact["checked"]))
            assert f"{day.day} {day:%b %Y}" in entry_of_it.get_text(), name


def test_every_action_shows_what_it_says_in_the_file(site: Pages, source: dict[str, Any]) -> None:
    """In this order: what to do, what only some do, by when, what to copy, how long to wait, what comes next. What the
    text to copy says: test_settled.py."""
    for name, entry in source["actions"].items():
        page = site.step(name)
        assert texts(page.soup.select("h1")) == [entry["title"]]
        assert len(page.main.select("ol.todo > li")) == len(entry["steps"]), name
        assert len(page.main.select("ul.only-if > li")) == len(entry.get("only_if", [])), name
        assert len("".join(texts(page.main.select("p.ready"))).split(" · ")) == max(
            1, len(entry.get("have_ready", []))
        ), name
        words = texts([page.main])[0]
        for part in (entry.get("wait"), entry.get("window")):
            assert part is None or part.lower() in words.lower(), (name, part)
        assert len(page.main.select("pre:not(details pre, [hidden])")) == ("message" in entry), name
        assert bool(page.main.select("a.not-solved")) == ("not_solved" in entry), name
        parts = ["ol.todo", "div.when", "main > pre:not([hidden])", "a.not-solved", "ul.facts"]
        found = [page.main.select_one(part) for part in parts]
        order = [part.sourceline * 10_000 + part.sourcepos for part in found if part]  # type: ignore[operator]
        assert order == sorted(order), name


def test_what_is_never_folded_is_not_folded(site: Pages) -> None:
    """The warning, the last day, the steps, the text to copy and the way on."""
    for page in site.steps():
        parts = page.main.select(".careful, .day, .todo, main > pre, .options, .not-solved")
        assert [part for part in parts if part.find_parent("details")] == [], page.path


def test_the_last_day_stands_in_a_box_that_says_how_urgent_it_is(site: Pages, source: dict[str, Any]) -> None:
    for name, entry in source["actions"].items():
        page = site.step(name)
        urgency = "days" if "window" in entry else entry.get("urgency")
        assert [box["class"] for box in page.main.select("div.when")] == ([["when", urgency]] if urgency else []), name
        (*large,) = texts(page.main.select("p.day"))
        assert len(large) == (urgency not in (None, "none")), name
        if urgency == "days":
            assert large[0].lower() == entry["window"].lower(), name
        if "by_when" in entry:  # All of it can be read without opening anything.
            told = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(entry["by_when"].split()))
            open_words = texts([part for part in page.main.find_all(["p"]) if not part.find_parent("details")])
            assert told.lower() in ("today.", "now.") or any(told.split(". ")[-1] in words for words in open_words), (
                name
            )
        if urgency == "countdown":
            assert re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", entry["by_when"]).startswith(large[0]), name


def test_a_step_page_is_light(site: Pages) -> None:
    """The whole page, gzipped: its style is inside, and it loads nothing. Where many ways meet, trails weigh more."""
    weights = {page.path: len(gzip.compress(page.html.encode(), mtime=0)) for page in site.steps()}
    heavy = {path: weight for path, weight in weights.items() if weight > MOST_BYTES}
    assert not heavy, f"Above {MOST_BYTES:,} bytes: {heavy}. Name fewer facts there, or lower MOST_TRAILS in limits.py."
    usual = round(median(weights.values()))
    assert usual <= USUAL_BYTES, (
        f"The usual step page has {usual:,} bytes; {USUAL_BYTES:,} are the limit. No step is at fault: this is for "
        "maintainers. “guide weigh” tells what grew; shorten base.css or frame.html, which each page holds."
    )


def test_the_box_of_the_last_day_does_not_end_with_a_question(site: Pages) -> None:
    """What does not fit goes on below it. A question up there, with its answer below, tells nobody their last day: in
    some languages “If it came late, count …” is a question and its answer."""
    boxes = {path: page.main.select(".when > p:not(.own-day)") for path, page in site.items() if "steps/" in path}
    assert sum(bool(box) for box in boxes.values()) > 200
    assert not [path for path, box in boxes.items() if box and texts(box)[-1].endswith("?")]


# --- Addresses of the site and of its repository ---


def test_each_step_can_be_edited_at_its_own_line(site: Pages) -> None:
    lines = (ROOT / "decision_tree.yaml").read_text(encoding="utf-8").split("\n")
    for page in site.steps():
        (edit,) = [str(link["href"]) for link in page.main.select("p.meta a") if "/edit/" in str(link["href"])]
        found = re.fullmatch(re.escape(f"{REPO}/edit/main/decision_tree.yaml#L") + r"(\d+)", edit)
        assert found, edit
        assert lines[int(found[1]) - 1].partition("#")[0].strip(" :\"'") == page.step
        assert [link for link in page.main.select("p.meta a") if str(link["href"]).startswith(f"{REPO}/issues/new")]


def test_every_page_names_its_permanent_address(site: Pages) -> None:
    """One that is in English among the pages of another language names the page in English."""
    for page in site.values():
        if page.path != "404.html":
            (link,) = page.soup.select("link[rel=canonical]")
            assert link["href"] == BASE + (page.local if page.is_late else page.path)


def test_without_an_address_none_is_invented(homeless: Pages, site: Pages) -> None:
    assert set(homeless) == {path for path, page in site.items() if not page.folder}
    for page in homeless.values():
        for sign in ("canonical", "/edit/", "/issues/new"):
            assert sign not in page.html, page.path


def test_the_sources_of_the_site_are_not_on_it(site: Pages) -> None:
    names = {path.name for path in site.folder.rglob("*")}
    assert not [name for name in names if name.endswith((".yaml", ".md", ".py"))]


# --- The same bytes ---


def content(pages: Pages) -> dict[str, bytes]:
    return {
        path.relative_to(pages.folder).as_posix(): path.read_bytes()
        for path in sorted(pages.folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_sources_give_the_same_bytes(site: Pages, tmp_path: Path) -> None:
    """Built once more, now under a domain of its own, where nothing but the address is another. So every link that
    leads somewhere under a path does so at the root of a host. On the page for what is not there all links start at
    the root: they are followed here."""
    own = "https://refunds.example/"
    moved = built(tmp_path / "moved", SITE_URL=own, REPO_URL=REPO)
    path = urlsplit(BASE).path
    before, after = content(site), content(moved)
    assert set(before) == set(after)
    packed = "sitemap.xml.gz"
    assert before[packed][:10] == after[packed][:10]  # The head, with the moment.
    for files in (before, after):
        files[packed] = gzip.decompress(files[packed])
    for name in set(before) - {"404.html"}:
        assert before[name].replace(BASE.encode(), own.encode()) == after[name], name
    assert before["404.html"].replace(f'"{path}'.encode(), b'"/') == after["404.html"]
    for link in moved["404.html"].soup.select("a[href]:not(.skip), form[action], link[rel=icon]"):
        to = str(link.get("href") or link.get("action"))
        assert to.startswith(("/", "#")) or "://" in to, to
        assert "://" in to or to == "#main" or to[1:] in moved or (moved.folder / to[1:]).is_file(), to
