"""The site's colours by day, as `static/css/house.css` has them."""

from __future__ import annotations

PAPER = "#faf8f4"
RAISED = "#ffffff"
INK = "#1b1c20"
SOFT = "#595b63"
RULE = "#ddd8cd"
ACCENT = "#8a1c2b"
MARK = "#ffe58f"
WARN = "#7a5200"
WARN_PAPER = "#fdf1d3"
KINDS = {"meeting": "#1f5fbf", "troop_movement": "#c2410c", "statement": "#0b7a6b"}
