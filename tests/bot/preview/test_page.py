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
        press(page, "Answer for me")
    raise AssertionError(f"{name} never came")


def write(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Message").fill(text)
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    """One of the controls beside the phone; comes back when everything it led to is shown."""
    page.get_by_role("button", name=name).click()
    page.wait_for_selector("[aria-busy]", state="detached")


def answer_everything(page: Page) -> None:
    for _ in range(20):
        press(page, "Answer for me")
        if page.get_by_text("Nothing is open").is_visible():
            return
    raise AssertionError(page.locator(".message").last.inner_text())


def wait_for_moves(page: Page) -> None:
    """Goes from prompt to prompt, answering what else is asked, until there are moves to do."""
    for _ in range(12):
        press(page, "Next prompt")
        if page.locator(".keys").get_by_role("button", name="✅ Done").count():
            return
        answer_everything(page)
    raise AssertionError(page.locator(".message").last.inner_text())


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
    button(page, "Start")
    expect(page.locator(".message").last).to_contain_text("Feels like:")
    button(page, "‹ Back")
    button(page, "✅ Done")
    answer_everything(page)
    for _ in range(3):
        wait_for_moves(page)
        button(page, "✅ Done")
        answer_everything(page)
    expect(page.locator(".message", has_text="✓ Done")).to_have_count(4)
    assert page.locator(".day").count() >= 4


def test_a_reload_shows_the_whole_chat_again(page: Page) -> None:
    before = page.locator(".message").count()
    page.reload()
    expect(page.locator(".message")).to_have_count(before)


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.get_by_role("textbox", name="Message").focus()
    page.keyboard.type("/p")
    expect(page.locator("#tray button")).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")  # the first command that begins so
    expect(page.locator(".message.me").last).to_contain_text("/plan")
    expect(page.locator(".message").last).to_contain_text("The next 7 days")
    page.keyboard.type("/settings")
    page.keyboard.press("Enter")
    expect(page.locator(".message.me").last).to_contain_text("/settings")


def test_a_key_that_is_drawn_anew_keeps_the_focus(page: Page) -> None:
    page.locator(".message").last.locator(".keys button").first.focus()
    before = page.locator(".message").last.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".message").last).not_to_have_text(before)
    expect(page.locator(".keys button:focus")).to_have_count(1)


def test_a_command_inside_a_text_can_be_tapped(page: Page) -> None:
    write(page, "/help")
    command = page.locator(".message:not(.me)").last.get_by_role("button", name="/privacy").first
    expect(command).to_be_visible()
    before = page.locator(".message").count()
    command.click()
    expect(page.locator(".message")).to_have_count(before + 2)
    expect(page.locator(".message.me").last).to_contain_text("/privacy")


def test_a_long_message_is_read_from_its_first_line_on(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 420})
    before = page.locator(".message").count()
    write(page, "/privacy")
    expect(page.locator(".message")).to_have_count(before + 2)
    expect(page.get_by_role("button", name="To the newest message")).to_be_visible()
    top = page.locator(".message:not(.me)").last.bounding_box()
    assert top
    assert 40 < top["y"] < 150
    page.set_viewport_size({"width": 390, "height": 780})


def test_light_and_dark_can_be_chosen(page: Page) -> None:
    read = "getComputedStyle(document.querySelector('.top')).backgroundColor"
    before = page.evaluate(read)
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(read) != before
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(read) == before


def test_nothing_is_wider_than_a_small_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 560})
    width = page.evaluate_handle("document.documentElement").evaluate("node => node.scrollWidth")
    assert width <= 320


def test_a_new_person_starts_from_the_beginning(page: Page) -> None:
    page.get_by_role("button", name="New person").click()
    expect(page.locator(".message")).to_have_count(2)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
