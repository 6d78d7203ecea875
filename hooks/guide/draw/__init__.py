"""Numbers and pixels: boxes, layout, preview cards."""
