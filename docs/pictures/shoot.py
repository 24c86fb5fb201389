"""Takes the pictures of the preview that the README shows: `python docs/pictures/shoot.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    command = [sys.executable, "-m", "bot", "preview"]
    env = {**os.environ, "PREVIEW_PORT": "0"}
    root = HERE.parents[1]
    with subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, text=True) as bot:
        assert bot.stdout
        address = bot.stdout.readline().split()[4]
        try:
            shoot(address)
        finally:
            bot.terminate()


def shoot(address: str) -> None:
    with sync_playwright() as browsers:
        chromium = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = chromium.new_page(viewport={"width": 980, "height": 900})
        page.goto(address)
        page.get_by_role("button", name="I agree").wait_for()
        until(page, "Start the plan")
        page.get_by_role("button", name="Start the plan").click()
        page.get_by_role("button", name="Done", exact=False).wait_for()
        page.wait_for_timeout(800)
        page.screenshot(path=HERE / "preview.png")
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size({"width": 390, "height": 780})
        page.get_by_role("button", name="How to do them").click()
        page.wait_for_timeout(800)
        page.screenshot(path=HERE / "preview-dark.png")
        chromium.close()


def until(page: Page, name: str) -> None:
    """Answers for the person until this button is there."""
    for _ in range(80):
        if page.get_by_role("button", name=name).count():
            return
        page.get_by_role("button", name="Answer for me").click()
        page.wait_for_selector("[aria-busy]", state="detached")
        page.wait_for_timeout(40)
    raise SystemExit(f"{name} never came")


if __name__ == "__main__":
    main()
