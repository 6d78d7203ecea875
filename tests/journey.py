"""Somebody with a browser who goes through the guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page

if TYPE_CHECKING:
    from conftest import Server


class Reader:
    """Somebody with a browser. `source` is decision_tree.yaml, to know what the options are called."""

    def __init__(self, page: Page, server: Server, source: dict[str, Any]) -> None:
        self.page = page
        self.server = server
        self.source = source

    def open(self, path: str) -> None:
        self.page.goto(self.server.url(path))

    @property
    def step(self) -> str:
        """The step that the page shows. The home page shows the first question."""
        return self.page.locator("main").get_attribute("data-step") or str(self.source["start"])

    @property
    def kind(self) -> str:
        return self.page.locator("main").get_attribute("data-kind") or ""

    @property
    def answers(self) -> list[str]:
        """The answers that can be seen once all of the page is there, and their part is open: the address chooses the
        trail as the page loads."""
        self.page.wait_for_load_state()
        folded = self.page.locator("details:not([open]):has(> ol.answers) > summary").filter(visible=True)
        for _ in range(folded.count()):
            folded.first.click()
        return self.page.locator("ol.answers > li > span").filter(visible=True).all_inner_texts()

    def option(self, option_id: str) -> Locator:
        labels = {option["id"]: option["label"] for option in self.source["questions"][self.step]["options"]}
        exactly = re.compile(f"^{re.escape(labels[option_id])}$")
        return self.page.locator("main a.option").filter(has_text=exactly, visible=True)

    def summary(self, question: str, option_id: str) -> str:
        options = self.source["questions"][question]["options"]
        return next(str(option["summary"]) for option in options if option["id"] == option_id)

    def answer(self, *option_ids: str) -> list[str]:
        """Clicks one option after the other. Returns what the guide should now know of the reader."""
        given = []
        for option_id in option_ids:
            given.append(self.summary(self.step, option_id))
            self.option(option_id).click()
        return given

    def focus_with_tab(self, wanted: Locator) -> None:
        """Presses Tab until `wanted` has the focus, as somebody without a mouse does."""
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"Tab does not reach {wanted}")
