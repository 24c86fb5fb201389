"""Takes the pictures of the preview that the README shows: `python docs/pictures/shoot.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize, sync_playwright

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


WIDE: ViewportSize = {"width": 980, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 780}


def main() -> None:
    """The bot works in a folder of its own, so that nobody's preview is disturbed."""
    command = [sys.executable, "-m", "bot", "preview"]
    env = {**os.environ, "PREVIEW_PORT": "0", "PYTHONPATH": str(HERE.parents[1])}
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


def shoot(address: str) -> None:
    with sync_playwright() as browsers:
        chromium = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = chromium.new_page(viewport=WIDE, device_scale_factor=2, reduced_motion="reduce")
        page.goto(address)
        keys = page.locator(".keys")
        keys.get_by_role("button", name="I agree").wait_for()
        until(page, "Behind the knee")
        keys.get_by_role("button", name="Behind the knee").click()
        take(page, "question", PHONE)
        until(page, "Start the plan")
        keys.get_by_role("button", name="Start the plan").click()
        keys.get_by_role("button", name="✅ Done").wait_for()
        take(page, "", WIDE)
        keys.get_by_role("button", name="How to do them").click()
        take(page, "dark", PHONE, "dark")
        chromium.close()


def take(
    page: Page, name: str, size: ViewportSize, scheme: Literal["light", "dark"] = "light"
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_timeout(300)
    page.screenshot(path=HERE / f"preview{'-' if name else ''}{name}.png")


def until(page: Page, name: str) -> None:
    """Answers for the person until this button is there."""
    for _ in range(80):
        if page.locator(".keys").get_by_role("button", name=name).count():
            return
        page.get_by_role("button", name="Answer for me").click()
        page.wait_for_selector("[aria-busy]", state="detached")
    raise SystemExit(f"{name} never came")


if __name__ == "__main__":
    main()
