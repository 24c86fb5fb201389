"""The page for a physio: one or two pages of PDF, A4 or US letter."""
