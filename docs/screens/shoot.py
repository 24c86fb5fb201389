"""Takes the pictures of the main screens, light and dark: `python docs/screens/shoot.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE: ViewportSize = {"width": 390, "height": 780}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MOST_STEPS = 150
STILL_FILMS = """() => document.querySelectorAll("video").forEach(film => {
  film.controls = false; film.pause(); film.currentTime = film.duration * 0.45;
})"""
"""As in a chat where it plays, and the same at each run."""


class Screen(NamedTuple):
    name: str
    shows: str
    reach: Callable[[Page], None]


def main() -> None:
    """The bot works in a folder of its own, so that nobody's preview is disturbed."""
    command = [sys.executable, "-m", "bot", "preview"]
    env = {**os.environ, "PREVIEW_PORT": "0", "PYTHONPATH": str(ROOT)}
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True) as bot,
    ):
        assert bot.stdout
        address = bot.stdout.readline().split()[4]
        try:
            shoot(address)
        finally:
            bot.terminate()
    (HERE / "README.md").write_text(page_of_screens(), "utf-8")


def shoot(address: str) -> None:
    with sync_playwright() as browsers:
        chromium = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = chromium.new_page(viewport=PHONE, reduced_motion="reduce")
        page.goto(address)
        for screen in SCREENS:
            screen.reach(page)
            page.evaluate(STILL_FILMS)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(300)
                page.screenshot(path=HERE / f"{screen.name}-{scheme}.png")
        chromium.close()


# What a person does.


def keys(page: Page, name: str) -> Locator:
    return page.locator(".keys").get_by_role("button", name=name)


def tap(page: Page, *names: str) -> None:
    for name in names:
        keys(page, name).last.click()
        page.wait_for_timeout(150)


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.wait_for_selector("[aria-busy]", state="detached")


def until(page: Page, name: str) -> None:
    """Answers for the person, day after day, until this button is there."""
    until_shown(page, keys(page, name))


def until_shown(page: Page, wanted: Locator) -> None:
    for _ in range(MOST_STEPS):
        if wanted.count() and wanted.last.is_visible():
            wanted.last.scroll_into_view_if_needed()
            return
        press(page, "Answer for me")
        if page.get_by_text("Nothing is open").is_visible():
            press(page, "Next prompt")
    raise SystemExit(f"{wanted} never came")


# The screens.


def greeted(page: Page) -> None:
    keys(page, "I agree").first.wait_for()


def signs(page: Page) -> None:
    tap(page, "I agree", "40-64")
    tap(page, "9")


def question(page: Page) -> None:
    tap(page, "☑ 9")
    until(page, "Behind the knee")
    tap(page, "Behind the knee")


def movement(page: Page) -> None:
    until_shown(page, page.locator(".message", has_text="Leg back"))


def result(page: Page) -> None:
    """The numbers as a picture; the words and the buttons stand below it."""
    until(page, "Set up my plan")
    page.locator(".message img").last.scroll_into_view_if_needed()


def plan(page: Page) -> None:
    tap(page, "Set up my plan")
    until(page, "Start the plan")


def report(page: Page) -> None:
    tap(page, "‹ Back")
    write(page, "/today")
    tap(page, "✅ Done")


def told(page: Page) -> None:
    tap(page, "2")
    until_shown(page, page.locator(".message", has_text="Next:"))


def reminder(page: Page) -> None:
    """After the question of that morning."""
    press(page, "Next prompt")
    tap(page, "Skip")
    press(page, "Next prompt")


def copy(page: Page) -> None:
    write(page, "/export")
    page.wait_for_timeout(3000)


SCREENS = (
    Screen("welcome", "The first message, with consent", greeted),
    Screen("signs", "A list of warning signs: numbers and ticks", signs),
    Screen("question", "A question, with the last answer on top", question),
    Screen("movement", "A movement check, left and right", movement),
    Screen("review", "All answers, before the result", lambda page: until(page, "show me")),
    Screen("result", "What the answers point to", result),
    Screen("plan", "The proposal", plan),
    Screen("today", "Today's moves", lambda page: tap(page, "Start the plan")),
    Screen("move", "One move at a time", lambda page: tap(page, "Start")),
    Screen("report", "Pain and tingling, on one screen", report),
    Screen("told", "What the report decided", told),
    Screen(
        "week",
        "The week",
        lambda page: until_shown(page, page.locator(".message", has_text="Your week")),
    ),
    Screen("progress", "How it has been going", lambda page: write(page, "/progress")),
    Screen("lesson", "A short lesson", lambda page: (write(page, "/learn"), tap(page, "1"))[0]),
    Screen("settings", "Settings", lambda page: write(page, "/settings")),
    Screen("reminder", "A reminder, as anybody may see it", reminder),
    Screen("copy", "A copy of everything", copy),
    Screen("erase", "Deleting everything", lambda page: write(page, "/erase")),
)


def page_of_screens() -> str:
    lines = ["# The main screens", "", "From the preview, on a small phone, light and dark.", ""]
    for screen in SCREENS:
        pictures = " ".join(
            f'<img src="{screen.name}-{scheme}.png" width="260" alt="{screen.shows}, {scheme}">'
            for scheme in SCHEMES
        )
        lines += [f"## {screen.shows}", "", pictures, ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
