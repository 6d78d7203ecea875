"""The colour and the glyph of each kind of action, which say whom it turns to: on its page, the map, in previews."""

from __future__ import annotations

from typing import NamedTuple


class Colour(NamedTuple):
    """A kind's colours on light pages and on dark ones. Words of the strong one can be read on the pale one, and on
    the page itself; white, or the dark page's ground, can be read on the strong one."""

    pale: str
    strong: str
    pale_at_night: str
    strong_at_night: str


COLOURS = {
    "aliexpress": Colour("#fdebdc", "#a84a00", "#3b2412", "#f0a060"),
    "bank": Colour("#e1edfb", "#0a4f99", "#132a48", "#8fc4ff"),
    "paypal": Colour("#ece5fb", "#5b3ea8", "#2b2149", "#c3aef5"),
    "pay-later": Colour("#fbe4ef", "#a3245f", "#42182d", "#f09ac0"),
    "authority": Colour("#def2e6", "#0b6b45", "#10352a", "#7fd8a8"),
    "carrier": Colour("#f3efc9", "#6a5d00", "#34300f", "#d9c94a"),
    "nobody": Colour("#eceff2", "#545d66", "#272e35", "#a9b4be"),
}
"""By the values of `turns_to`."""

GLYPHS = {
    "aliexpress": "M4 8h16l-1 13H5zM8 8a4 4 0 0 1 8 0",
    "bank": "M3 10 12 4l9 6zM5 10v8M10 10v8M14 10v8M19 10v8M3 20h18",
    "paypal": "M3 7h15a3 3 0 0 1 3 3v9H3zV5h13v2M16 13h5",
    "pay-later": "M4 6h16v15H4zM4 10h16M8 3v4M16 3v4M12 13v4h3",
    "authority": "M12 4v16M7 20h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
    "carrier": "M2 6h12v11H2zM14 10h4l4 4v3h-8M6 17v3M18 17v3",
    "nobody": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4 21a8 6 0 0 1 16 0",
    "card": "M2 5h20v14H2zM2 10h20M6 15h4",
    "gift": "M3 8h18v4H3zM5 12h14v9H5zM12 8v13M12 8c-6 0-6-6 0 0 6-6 6 0 0 0",
    "done": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M8 12l3 3 5-6",
    "waiting": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5l4 2",
    "less": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M8 12h8",
    "talk": "M3 5h18v12H11l-5 4v-4H3z",
    "ended": "M3 5h18v12H11l-5 4v-4H3zM9 8l6 6M15 8l-6 6",
    "parcel": "M3 8l9-5 9 5v9l-9 5-9-5zM3 8l9 5 9-5M12 13v9",
    "stopped": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M6 6l12 12",
}
"""Lines on a square of 24, drawn in the colour of the words beside them: of each kind, and of answers that many
shoppers know sooner by a picture."""
