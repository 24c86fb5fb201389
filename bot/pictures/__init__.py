"""Charts, exercise figures and the page for a physio; typst draws, off the event loop."""
