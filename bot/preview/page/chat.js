// Draws the chat that the server keeps. Text becomes nodes, never markup of its own.
"use strict";

const $ = (id) => document.getElementById(id);
const log = $("log"), field = $("text"), tray = $("tray"), toast = $("toast"), down = $("down");
const NOTES = {
  nothing_open: "Nothing is open. Move the clock.",
  nothing_planned: "Nothing is planned.",
};
const PLACES = [
  ["Lisbon", 38.72, -9.14], ["Berlin", 52.52, 13.4], ["New York", 40.71, -74.0],
  ["Kolkata", 22.57, 88.36], ["Sydney", -33.87, 151.21],
];
const TAGS = {
  B: "b", STRONG: "b", I: "i", EM: "i", U: "u", INS: "u", S: "s", DEL: "s", STRIKE: "s",
  CODE: "code", PRE: "pre",
};
const boxes = new Map(), messages = new Map();
let socket, commands = [], hideToast, follow = true, focusLost = false;

function element(tag, name, parent, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (tag === "button") made.type = "button";
  if (text !== undefined) made.textContent = text;
  parent?.append(made);
  return made;
}

// Whoever does something wants to see what comes of it; whoever scrolls up wants to read on there.
function send(message) {
  follow = true;
  toast.hidden = true;
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

// Words: the tags that Telegram knows, rebuilt node by node.

function copyText(from, to) {
  for (const node of from.childNodes) {
    const tag = node.nodeName;
    if (node.nodeType === Node.TEXT_NODE) copyWords(node.data, to);
    else if (tag === "BLOCKQUOTE") copyQuote(node, to);
    else if (tag === "TG-SPOILER" || node.className === "tg-spoiler") copySpoiler(node, to);
    else if (tag === "A" && /^https?:/.test(node.getAttribute("href") ?? "")) copyLink(node, to);
    else copyText(node, TAGS[tag] ? element(TAGS[tag], "", to) : to);
  }
}

// A command inside a text can be tapped.
function copyWords(text, to) {
  text.split(/((?<![\w/])\/[a-z]{2,32}\b)/).forEach((part, index) => {
    if (index % 2 === 0) to.append(part);
    else element("button", "command", to, part).onclick = () => send({ do: "say", text: part });
  });
}

function copyQuote(node, to) {
  const quote = element("blockquote", "", to);
  if (!node.hasAttribute("expandable")) return copyText(node, quote);
  quote.className = "folded";
  copyText(node, element("div", "", quote));
  const more = element("button", "", quote, "Show all");
  more.onclick = () => { more.textContent = quote.classList.toggle("folded") ? "Show all" : "Show less"; };
}

function copySpoiler(node, to) {
  const spoiler = element("button", "spoiler", to);
  spoiler.setAttribute("aria-label", "Hidden text");
  spoiler.onclick = () => { spoiler.classList.add("seen"); spoiler.removeAttribute("aria-label"); };
  copyText(node, spoiler);
}

function copyLink(node, to) {
  const link = element("a", "", to);
  link.href = node.getAttribute("href");
  link.rel = "noreferrer";
  link.target = "_blank";
  copyText(node, link);
}

// Messages.

function drawWords(message, bubble) {
  const text = message.text ?? message.caption;
  if (!text) return;
  const words = element("div", "words", bubble);
  if (message.me) words.textContent = text;
  else copyText(new DOMParser().parseFromString(text, "text/html").body, words);
}

const fileAt = (id) => "/media/" + id.split("/").map(encodeURIComponent).join("/");

function drawMedia(message, bubble) {
  if (message.photo) drawPhoto(message.photo, message, bubble);
  if (message.album) {
    const album = element("div", "album", bubble);
    message.album.forEach((photo) => drawPhoto(photo, message, album));
  }
  if (message.animation) {
    const video = element("video", "", bubble);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    Object.assign(video, { muted: true, loop: true, playsInline: true, autoplay: !still, controls: still });
    video.onloadeddata = () => { if (follow) settle(); };
    video.src = fileAt(message.animation);
  }
  if (message.document) {
    const link = element("a", "document", bubble, message.document.split("/").pop());
    link.href = fileAt(message.document);
    link.download = "";
  }
}

function drawPhoto(photo, message, parent) {
  const image = element("img", "", parent);
  image.alt = message.caption ? "" : "Picture";
  image.onload = () => { if (follow) settle(); };
  image.src = fileAt(photo);
}

function drawKeys(message, box) {
  if (!message.inline?.length) return;
  const keys = element("div", "keys", box);
  for (const row of message.inline) {
    const line = element("div", "", keys);
    for (const key of row) {
      const button = element("button", key.style, line, key.text);
      button.dataset.data = key.data;
      button.onclick = () => { button.classList.add("busy"); send({ do: "tap", message: message.id, data: key.data }); };
    }
  }
}

function fill(box, message) {
  const held = box.contains(document.activeElement) ? document.activeElement.dataset.data ?? "" : null;
  box.replaceChildren();
  const bubble = element("div", "bubble", box);
  drawMedia(message, bubble);
  drawWords(message, bubble);
  element("small", "", bubble, clockTime(message.at));
  drawKeys(message, box);
  focusLost ||= held !== null;
  if (focusLost) giveFocus(box, held);
}

// Buttons are drawn anew under the finger; whoever uses the keyboard stays where they were.
function giveFocus(box, held) {
  const keys = [...box.querySelectorAll(".keys button")];
  const next = keys.find((key) => key.dataset.data === held) ?? keys[0];
  if (next) { focusLost = false; next.focus({ preventScroll: true }); }
}

function boxOf(message) {
  const box = boxes.get(message.id);
  if (box) {
    box.classList.remove("fresh", "changed");
    void box.offsetWidth;
    box.classList.add("changed");
    return box;
  }
  drawDay(message.at);
  const made = element("article", "message fresh" + (message.me ? " me" : ""), log);
  boxes.set(message.id, made);
  return made;
}

function showMessage(message) {
  messages.set(message.id, message);
  fill(boxOf(message), message);
  if (message.keyboard) showPlaces(message.keyboard);
  if (message.remove_keyboard) closeTray();
  if (follow) settle(); else down.hidden = false;
}

// The newest message to the bottom; or from its first line on, when it is longer than the screen.
function settle() {
  follow = true;
  const last = log.lastElementChild;
  const long = last && last.offsetHeight > log.clientHeight - 24;
  log.scrollTop = long ? last.offsetTop - log.offsetTop - 10 : log.scrollHeight;
  down.hidden = !long;
}

function toEnd() {
  log.scrollTop = log.scrollHeight;
  down.hidden = true;
}

function clearAll() {
  log.replaceChildren();
  boxes.clear();
  messages.clear();
  lastDay = "";
  closeTray();
}

function drawAll(all) {
  clearAll();
  all.forEach(showMessage);
  for (const box of boxes.values()) box.classList.remove("fresh");
  settle();
}

// Time: as on the phone of the person, so in their zone as soon as it is known.

const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
let zone = own, lastDay = "";
const inZone = (at, options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(new Date(at));
const clockTime = (at) => inZone(at, { hour: "2-digit", minute: "2-digit" });

function drawDay(at) {
  const day = inZone(at, { weekday: "long", day: "numeric", month: "long" });
  if (day !== lastDay) element("div", "day", log, day);
  lastDay = day;
}

function showClock(now) {
  $("clock").textContent = inZone(now, { weekday: "short", day: "numeric", month: "short" }) + "\n" + clockTime(now);
  $("clock").dateTime = now;
}

function useZone(told) {
  if (zone === (told ?? own)) return;
  zone = told ?? own;
  drawAll([...messages.values()]);
}

// The tray above the text field: commands, or places to share.

function closeTray() {
  tray.hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

function openTray(rows) {
  tray.replaceChildren(...rows);
  tray.hidden = rows.length === 0;
  if (follow) settle();
}

function showCommands(start) {
  const rows = commands.filter((command) => ("/" + command.command).startsWith(start));
  openTray(rows.map((command) => {
    const row = element("button");
    element("b", "", row, "/" + command.command);
    element("span", "", row, command.description);
    row.onclick = () => { closeTray(); empty(); send({ do: "say", text: "/" + command.command }); field.focus(); };
    return row;
  }));
  $("menu").setAttribute("aria-expanded", String(!tray.hidden));
}

function showPlaces(keyboard) {
  const key = keyboard.flat().find((one) => one.request_location);
  if (!key) return;
  const share = element("button", "place", null, key.text);
  share.onclick = () => {
    openTray(PLACES.map(([name, latitude, longitude]) => {
      const row = element("button", "place", null, name);
      row.onclick = () => { closeTray(); send({ do: "place", name, latitude, longitude }); };
      return row;
    }));
    tray.firstElementChild.focus();
  };
  openTray([share]);
}

function walkTray(step) {
  const rows = [...tray.children], at = rows.indexOf(document.activeElement);
  rows[(at + step + rows.length) % rows.length]?.focus();
}

// Notes.

function unpress() {
  for (const busy of document.querySelectorAll(".busy")) busy.classList.remove("busy");
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
}

function say(text) {
  if (!text) return;
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { toast.hidden = true; }, 3000);
}

// What the server tells.

const TELLS = {
  all(told) {
    commands = told.commands;
    zone = told.zone ?? own;
    drawAll(told.messages);
    unpress();
  },
  message: (told) => showMessage(told.message),
  gone(told) { boxes.get(told.id)?.remove(); boxes.delete(told.id); messages.delete(told.id); },
  answered: (told) => say(told.text),
  note: (told) => say(NOTES[told.note]),
  clear: clearAll,
  done: unpress,
};

function connect() {
  socket = new WebSocket(location.origin.replace("http", "ws") + "/ws");
  socket.onopen = () => { $("state").textContent = ""; };
  socket.onmessage = (event) => {
    const told = JSON.parse(event.data);
    if (told.now) { useZone(told.zone); showClock(told.now); }
    TELLS[told.kind]?.(told);
  };
  socket.onclose = () => { $("state").textContent = " · connecting …"; setTimeout(connect, 800); };
}

// What the person does.

$("composer").onsubmit = (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  closeTray();
  send({ do: "say", text });
  empty();
};
field.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("composer").requestSubmit(); }
};
function fit() {
  field.style.height = "auto";
  field.style.height = field.scrollHeight + 2 + "px";
}
function empty() {
  field.value = "";
  fit();
}
field.oninput = () => {
  fit();
  if (/^\/\w*$/.test(field.value)) showCommands(field.value.toLowerCase());
  else if ($("menu").ariaExpanded === "true") closeTray();
};
$("menu").onclick = () => {
  if (!tray.hidden) return closeTray();
  showCommands("/");
  tray.firstElementChild?.focus();
};
document.onkeydown = (event) => {
  if (tray.hidden) return;
  if (event.key === "Escape") { closeTray(); field.focus(); return; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(tray.contains(document.activeElement) || document.activeElement === field)) return;
  event.preventDefault();
  walkTray(document.activeElement === field && step < 0 ? 0 : step);
};
document.addEventListener("focusin", () => { focusLost = false; });

down.onclick = toEnd;
log.onwheel = log.ontouchmove = log.onkeydown = () => requestAnimationFrame(() => {
  follow = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  down.hidden = follow;
});
new ResizeObserver(() => { if (follow) settle(); }).observe(log);
for (const tool of document.querySelectorAll("[data-do]")) {
  tool.onclick = () => {
    tool.setAttribute("aria-busy", "true");
    send({ do: tool.dataset.do, days: Number(tool.dataset.days) || undefined });
  };
}

// Light or dark: as the system says, until chosen otherwise.

const root = document.documentElement;
if (localStorage.theme) root.dataset.theme = localStorage.theme;
$("theme").onclick = () => {
  const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  localStorage.theme = root.dataset.theme = now === "dark" ? "light" : "dark";
};

connect();
