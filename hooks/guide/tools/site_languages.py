"""Which languages a built site has, as its folders say."""

from __future__ import annotations

from pathlib import Path


def folders(site: Path) -> list[str]:
    """The folder of each language but English, such as “es/”: it has an outline of its own."""
    return sorted(f"{path.parent.parent.name}/" for path in site.glob("*/steps/index.html"))


def language_of(name: str, languages: list[str]) -> str:
    """The folder of the language in which a file of the site is; empty for what is in English, or for programs."""
    return next((folder for folder in languages if name.startswith(folder)), "")
