"""A person in a browser, from Start through three days; drives Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("no Chromium here: apt-get install chromium", allow_module_level=True)

from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402 - only with a browser

ROOT = Path(__file__).parents[3]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real process, in a folder of its own."""
    env = {**os.environ, "PREVIEW_PORT": "0", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "preview"]
    folder = tmp_path_factory.mktemp("preview")
    with subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield process.stdout.readline().split()[4]
        process.terminate()
        assert process.wait(5) == 0


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as browsers:
        chromium = browsers.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = chromium.new_page(viewport={"width": 390, "height": 780})
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.goto(address)
        yield page
        chromium.close()
    assert not faults


def button(page: Page, name: str, *, exact: bool = True) -> None:
    page.locator(".keys").get_by_role("button", name=name, exact=exact).last.click()


def answer_until(page: Page, name: str) -> None:
    """Lets the preview answer until a button of this name is there."""
    wanted = page.locator(".keys").get_by_role("button", name=name)
    for _ in range(80):
        if wanted.count():
            return
        page.get_by_role("button", name="Answer for me").click()
        page.wait_for_selector("[aria-busy]", state="detached")
        page.wait_for_timeout(30)
    raise AssertionError(f"{name} never came")


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def last(page: Page) -> str:
    return page.locator(".message:not(.me)").last.inner_text()


def report(page: Page) -> None:
    """Today's moves by tap, until nothing more is asked."""
    button(page, "✅ Done")
    for _ in range(8):
        page.wait_for_timeout(60)
        if "Next:" in last(page):
            return
        page.get_by_role("button", name="Answer for me").click()
        page.wait_for_selector("[aria-busy]", state="detached")
    raise AssertionError(last(page))


def test_the_intake_by_taps_and_by_words(page: Page) -> None:
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
    button(page, "I agree")
    expect(page.locator(".message").last).to_contain_text("How old are you?")
    write(page, "18-39")
    expect(page.locator(".message").last).to_contain_text("new in the last 2 weeks")
    button(page, "3")
    expect(page.locator(".message").last).to_contain_text("☑ 3.")
    button(page, "☑ 3")
    button(page, "None of these")
    answer_until(page, "Set up my plan")
    expect(page.locator(".message").last).to_contain_text("What your answers point to")
    answer_until(page, "Start the plan")
    button(page, "Start the plan")
    expect(page.locator(".message").last).to_contain_text("moves for today are ready")


def test_three_days_of_the_plan(page: Page) -> None:
    button(page, "How to do them")
    expect(page.locator(".message").last).to_contain_text("Feels like:")
    button(page, "‹ Back to today")
    report(page)
    for _ in range(3):
        page.get_by_role("button", name="Next prompt").click()
        page.wait_for_selector("[aria-busy]", state="detached")
        answer_until(page, "✅ Done") if "Good morning" not in last(page) else None
        while "✅ Done" not in last_keys(page):
            page.get_by_role("button", name="Answer for me").click()
            page.wait_for_selector("[aria-busy]", state="detached")
            page.get_by_role("button", name="Next prompt").click()
            page.wait_for_selector("[aria-busy]", state="detached")
        report(page)


def last_keys(page: Page) -> list[str]:
    return page.locator(".message:not(.me)").last.get_by_role("button").all_inner_texts()


def test_a_reload_shows_the_whole_chat_again(page: Page) -> None:
    before = page.locator(".message").count()
    page.reload()
    expect(page.locator(".message")).to_have_count(before)


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_role("textbox", name="Message").focus()
    page.keyboard.press("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the second command of the menu
    expect(page.locator(".message.me").last).to_contain_text("/plan")
    expect(page.locator(".message").last).to_contain_text("The next 7 days")


def test_nothing_is_wider_than_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 560})
    width = page.evaluate_handle("document.documentElement").evaluate("node => node.scrollWidth")
    assert width <= 320


def test_a_new_person_starts_from_the_beginning(page: Page) -> None:
    page.get_by_role("button", name="New person").click()
    expect(page.locator(".message")).to_have_count(2)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
