"""Charts as SVG: the past, a week, a result."""
