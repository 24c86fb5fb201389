"""The gallery shows every figure, as the content files have it now."""

from __future__ import annotations

import re

import pytest

from bot.pictures import gallery
from bot.pictures.figure.build import jobs
from content.figures import read_figures
from content.load import load_content

CONTENT = load_content()


def test_the_page_is_not_stale():
    """`python -m bot draw-gallery` draws it anew."""
    assert gallery.PAGE.read_text("utf-8") == gallery.gallery_page(CONTENT)


def test_every_figure_is_on_the_page_once():
    shown = re.findall(r'<img src="[^"]*/(\w+)\.png"', gallery.gallery_page(CONTENT))
    assert sorted(shown) == sorted(read_figures(CONTENT.folder))


def test_every_picture_and_film_is_there():
    page = gallery.gallery_page(CONTENT)
    for link in re.findall(r'(?:href|src)="([^"]+)"', page):
        assert (gallery.PAGE.parent / link).exists(), link


def test_each_exercise_and_test_says_what_it_is_for():
    page = gallery.gallery_page(CONTENT)
    assert "**Single-leg RDL** `s_rdl_single`<br>For strength and length, bowing, leg back." in page
    assert f"**Bow** `q_f4`<br>{CONTENT.questions['q_f4'].plain_why}" in page


@pytest.mark.parametrize("path", gallery.SHEETS.values(), ids=gallery.SHEETS)
def test_the_sheets_are_small_enough_for_a_readme(path):
    assert path.read_bytes().startswith(b"\x89PNG")
    assert path.stat().st_size <= 700_000


def test_a_sheet_has_a_cell_for_each_figure():
    two = [(job, job.id) for job in jobs(CONTENT, ["n_seated", "s_rdl_single"])[:2]]
    one_row = gallery.contact_sheet(two, CONTENT, columns=2)
    one_column = gallery.contact_sheet(two, CONTENT, columns=1)
    assert _size(one_row) == (2 * 212, 252)
    assert _size(one_column) == (212, 2 * 252)


def _size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
