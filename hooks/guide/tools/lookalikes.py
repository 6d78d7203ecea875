"""Hosts that could be taken for another: “paypa1.com” for “paypal.com”."""

from __future__ import annotations

from collections.abc import Mapping

_LOOKS_THE_SAME = str.maketrans({"1": "l", "i": "l", "0": "o", "5": "s", "3": "e", "-": ""})
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gob", "go", "gov", "gouv", "govt", "net", "or", "org"}


def looks_like(host: str, known: Mapping[str, str]) -> str | None:
    """The known host that a new one could be taken for, or None. `known` has for each host its site."""
    if registered(host) in known.values():
        return None
    parts = {part for label in host.split(".")[:-1] for part in (label, *label.split("-"))}
    for other, site in known.items():
        name = site.split(".")[0]
        if len(name) > 4 and any(_alike(part, name) for part in parts):
            return other
    return None


def _alike(word: str, name: str) -> bool:
    first, second = (each.translate(_LOOKS_THE_SAME).replace("rn", "m").replace("vv", "w") for each in (word, name))
    return first == second or (min(len(first), len(second)) > 5 and _one_step_apart(first, second))


def _one_step_apart(first: str, second: str) -> bool:
    """Whether one letter more, less or another, or two that changed places, make the one from the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    begin = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    one, two = first[begin:], second[begin:]
    return one[1:] == two[1:] or one[1:] == two or one == two[1:] or (one[:2] == two[1::-1] and one[2:] == two[2:])


def registered(host: str) -> str:
    """The name that somebody has registered, nearly: “paypal.com” of “history.paypal.com”."""
    labels = host.split(".")
    least = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-least:])
