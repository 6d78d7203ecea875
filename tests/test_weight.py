"""What a change costs in bytes, and the paths, taken from the files of two built sites."""

from __future__ import annotations

import gzip
from pathlib import Path

from guide.graph.walk import Ways
from guide.pages.tree_json import tree_json
from guide.tools.site_size import compared, measured
from samples import proven, small, tree_of


def a_site(folder: Path, **pages: str) -> Path:
    """A site with the small guide's data and these pages below steps/."""
    (folder / "steps").mkdir(parents=True)
    (folder / "tree.json").write_text(tree_json(proven(small())), encoding="utf-8")
    for name, html in {"": "The outline. ", **pages}.items():
        (folder / "steps" / name).mkdir(exist_ok=True)
        (folder / "steps" / name / "index.html").write_text(html, encoding="utf-8")
    return folder


def test_both_sites_stand_beside_each_other_and_pages_that_changed_are_named(tmp_path: Path) -> None:
    old = measured(a_site(tmp_path / "old", one="x", two="y", gone="z"))
    new = measured(a_site(tmp_path / "new", one="x" * 40 + "abc", two="y"))
    one, size = (len(gzip.compress(text.encode(), mtime=0)) for text in ("x" * 40 + "abc", "x"))
    report = compared(old, new)
    assert "| Paths through the guide | 4 | 4 | +0 |\n| Pages | 4 | 3 | -1 |\n" in report
    assert f"| Bytes of the heaviest step page, gzipped | {size} | {one} | {one - size:+} |\n" in report
    assert "| Files | 5 | 4 | -1 |\n" in report
    assert report.endswith(f"\n\n- steps/one/index.html: {one} bytes, before {size} ({one - size:+})")


def test_five_pages_are_named_and_the_others_counted(tmp_path: Path) -> None:
    old = measured(a_site(tmp_path / "old", **{f"page{number}": "" for number in range(7)}))
    new = measured(a_site(tmp_path / "new", **{f"page{number}": "abcdefg"[:number] for number in range(7)}))
    *named, last = compared(old, new).split("\n\n")[1].splitlines()
    assert [line.split("/")[1] for line in named] == ["page6", "page5", "page4", "page3", "page2"]
    assert last == "- 1 other page changed less."


def test_a_page_with_a_hostile_name_stays_a_name(tmp_path: Path) -> None:
    name = "[click](https:evil)<b>"
    old, new = (measured(a_site(tmp_path / html, **{name: html})) for html in ("x", "xyz"))
    assert r"steps/\[click\](https:evil)\<b\>/index.html" in compared(old, new)


def test_paths_are_counted_as_the_compiler_counts_them(tmp_path: Path) -> None:
    tree = tree_of(
        {
            "start": ["ask", "act", "ask"],
            "ask": ["act", "other"],
            "act": "more",
            "more": ["other", "end"],
            "other": None,
            "end": None,
        }
    )
    site = a_site(tmp_path / "site")
    (site / "tree.json").write_text(tree_json(tree), encoding="utf-8")
    assert measured(site).paths == Ways(tree).count_paths == 7
