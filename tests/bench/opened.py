"""The pages that are measured for what they cost a reader."""

from __future__ import annotations

from dataclasses import dataclass

COMMAND = "python tests/bench --only reader"
OURS, MATERIAL, DOCUSAURUS, SURVEY, TWINE = "this guide", "stock Material", "Docusaurus", "SurveyJS form", "Twine story"
HOME = "home page of this guide"
EMPTY = "an empty page"
QUESTION, ACTION = "question", "action"


@dataclass(frozen=True)
class Opened:
    """A page: where the server has it, and words that a reader waits for."""

    tool: str
    kind: str
    path: str
    words: str

    @property
    def name(self) -> str:
        return f"{self.tool}, {self.kind}" if self.kind else self.tool

    @property
    def is_peer(self) -> bool:
        return bool(self.kind) and self.tool != OURS
