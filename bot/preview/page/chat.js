// Draws the chat that the server keeps. Text becomes nodes, never markup of its own.
"use strict";

const $ = (id) => document.getElementById(id);
const log = $("log"), field = $("text"), tray = $("tray"), toast = $("toast"), down = $("down");
const NOTES = {
  nothing_open: "Nothing is open. Move the clock.",
  nothing_planned: "Nothing is planned.",
};
const PLACES = [["Lisbon", 38.72, -9.14], ["Berlin", 52.52, 13.4], ["New York", 40.71, -74.0], ["Kolkata", 22.57, 88.36]];
const TAGS = { B: "b", STRONG: "b", I: "i", EM: "i", U: "u", S: "s", CODE: "code", PRE: "pre" };
const shown = new Map();
let socket, commands = [], hideToast, follow = true;

function element(tag, name, parent, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
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

// Messages.

function copyText(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    else if (node.nodeName === "BLOCKQUOTE") copyQuote(node, to);
    else if (node.nodeName === "TG-SPOILER") copySpoiler(node, to);
    else if (node.nodeName === "A" && /^https?:/.test(node.getAttribute("href") ?? "")) copyLink(node, to);
    else copyText(node, TAGS[node.nodeName] ? element(TAGS[node.nodeName], "", to) : to);
  }
}

function copyQuote(node, to) {
  const quote = element("blockquote", "", to);
  if (!node.hasAttribute("expandable")) return copyText(node, quote);
  const details = element("details", "", quote);
  const [first, ...rest] = [...node.childNodes];
  const summary = element("summary", "", details);
  summary.textContent = first?.textContent.trim() || "More";
  for (const part of rest) { const holder = document.createElement("div"); holder.append(part.cloneNode(true)); copyText(holder, details); }
}

function copySpoiler(node, to) {
  const spoiler = element("span", "spoiler", to);
  spoiler.onclick = () => spoiler.classList.add("seen");
  copyText(node, spoiler);
}

function copyLink(node, to) {
  const link = element("a", "", to);
  link.href = node.getAttribute("href");
  link.rel = "noreferrer";
  link.target = "_blank";
  copyText(node, link);
}

function drawWords(message, bubble) {
  const text = message.text ?? message.caption;
  if (!text) return;
  const words = element("div", "words", bubble);
  if (message.me) words.textContent = text;
  else copyText(new DOMParser().parseFromString(text, "text/html").body, words);
}

function drawMedia(message, bubble) {
  if (message.photo) { const image = element("img", "", bubble); image.src = message.photo; image.alt = ""; }
  if (message.animation) {
    const video = element("video", "", bubble);
    Object.assign(video, { src: message.animation, muted: true, loop: true, autoplay: true, playsInline: true });
  }
}

function drawKeys(message, box) {
  if (!message.inline?.length) return;
  const keys = element("div", "keys", box);
  for (const row of message.inline) {
    const line = element("div", "", keys);
    for (const key of row) {
      const button = element("button", key.style, line, key.text);
      button.type = "button";
      button.title = key.text;
      button.onclick = () => { button.classList.add("busy"); send({ do: "tap", message: message.id, data: key.data }); };
    }
  }
}

function showMessage(message) {
  let box = shown.get(message.id);
  if (!box) {
    drawDay(message.at);
    box = element("article", "message fresh" + (message.me ? " me" : ""), log);
    shown.set(message.id, box);
  } else {
    box.classList.remove("fresh", "changed");
    void box.offsetWidth;
    box.classList.add("changed");
  }
  box.replaceChildren();
  const bubble = element("div", "bubble", box);
  drawMedia(message, bubble);
  drawWords(message, bubble);
  element("small", "", bubble, (message.edited ? "edited " : "") + clockTime(message.at));
  drawKeys(message, box);
  if (message.keyboard) showPlaces(message.keyboard);
  if (message.remove_keyboard) closeTray();
  if (follow || message.me) toEnd(); else down.hidden = false;
}

function toEnd() {
  follow = true;
  log.scrollTop = log.scrollHeight;
  down.hidden = true;
}

// Time.

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone, lastDay = "";
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

// The tray above the text field: commands, or places to share.

function closeTray() {
  tray.hidden = true;
  $("menu").setAttribute("aria-expanded", "false");
}

function openTray(rows) {
  tray.replaceChildren(...rows);
  tray.hidden = false;
}

function showCommands() {
  if (!tray.hidden) return closeTray();
  $("menu").setAttribute("aria-expanded", "true");
  openTray(commands.map((command) => {
    const row = element("button");
    element("b", "", row, "/" + command.command);
    element("span", "", row, command.description);
    row.type = "button";
    row.onclick = () => { closeTray(); send({ do: "say", text: "/" + command.command }); field.focus(); };
    return row;
  }));
  tray.firstElementChild?.focus();
}

function showPlaces(keyboard) {
  if (!keyboard.flat().some((key) => key.request_location)) return;
  openTray(PLACES.map(([name, latitude, longitude]) => {
    const row = element("button", "place", null, "📍 I am in " + name);
    row.type = "button";
    row.onclick = () => { closeTray(); send({ do: "place", name, latitude, longitude }); };
    return row;
  }));
}

// Notes.

function say(text) {
  for (const busy of document.querySelectorAll(".busy")) busy.classList.remove("busy");
  for (const busy of document.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  if (!text) return;
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(hideToast);
  hideToast = setTimeout(() => { toast.hidden = true; }, 3000);
}

function clearAll() {
  log.replaceChildren();
  shown.clear();
  lastDay = "";
  closeTray();
}

// What the server tells.

const TELLS = {
  all(told) {
    clearAll();
    commands = told.commands;
    told.messages.forEach(showMessage);
    toEnd();
  },
  message: (told) => showMessage(told.message),
  gone(told) { shown.get(told.id)?.remove(); shown.delete(told.id); },
  answered: (told) => say(told.text),
  note: (told) => say(NOTES[told.note]),
  commands(told) { commands = told.commands; },
  clear: clearAll,
  clock() {},
};

function connect() {
  socket = new WebSocket(location.origin.replace("http", "ws") + "/ws");
  socket.onopen = () => { $("state").textContent = ""; };
  socket.onmessage = (event) => {
    const told = JSON.parse(event.data);
    TELLS[told.kind]?.(told);
    if (told.now) showClock(told.now);
    if (told.kind !== "answered") say("");
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
  field.value = "";
  fit();
};
field.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("composer").requestSubmit(); }
  if (event.key === "/" && !field.value) { event.preventDefault(); showCommands(); }
};
function fit() {
  field.style.height = "auto";
  field.style.height = field.scrollHeight + 2 + "px";
}
field.oninput = fit;
$("menu").onclick = showCommands;
down.onclick = toEnd;
log.onwheel = log.ontouchmove = log.onkeydown = () => requestAnimationFrame(() => {
  follow = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  if (follow) down.hidden = true;
});
addEventListener("resize", () => { if (follow) toEnd(); });
document.onkeydown = (event) => { if (event.key === "Escape" && !tray.hidden) { closeTray(); field.focus(); } };
for (const tool of document.querySelectorAll("[data-do]")) {
  tool.onclick = () => {
    tool.setAttribute("aria-busy", "true");
    send({ do: tool.dataset.do, days: Number(tool.dataset.days) || undefined });
  };
}
$("theme").onclick = () => {
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
};

connect();
