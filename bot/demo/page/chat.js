// The page as a whole: who is playing, their chat, and what they can do in it.
import "/demo/vendor/web-components-all.min.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { People } from "./people.js";
import { Stream, people, post } from "./channel.js";
import { teachRenderer } from "./elements.js";
import { wireTheme } from "./theme.js";

const page = Object.fromEntries([...document.querySelectorAll("[id]")].map((element) => [element.id, element]));
let playing;
let stream;
let cast = [];

const announce = (text) => {
  page.status.textContent = "";
  setTimeout(() => (page.status.textContent = text), 50);
};

const log = new Log(page, {
  announce,
  say: (text) => say(text),
  again: (line) => say(line.text, line.id),
  press: (card, action, trigger) => post(playing, "actions", { card, action, trigger }),
  answer: (card, accepted) => post(playing, "answers", { card, accepted }),
  submit: (card, data, more) => post(playing, "submits", { card, data, ...more }),
});
const composer = new Composer({ ...page, sendButton: page.send }, (text) => say(text));

async function say(text, key = crypto.randomUUID()) {
  const person = playing;
  const line = { id: key, side: "me", text, attachments: [], suggestions: [], at: new Date().toISOString(), revision: 0 };
  log.put({ ...line, state: "sending" });
  log.mark(key, "sending");
  try {
    await post(person, "messages", { key, text });
  } catch (error) {
    if (person !== playing) return;
    log.mark(key, "failed");
    announce(`Not sent. ${error.message}`);
  }
}

function heard(event) {
  if (event.event === "chat") {
    log.show(event.lines);
    for (const key of event.unread) roster.unread(key);
  }
  if (event.event === "line") log.put(event.line);
  if (event.event === "gone") log.drop(event.id);
  if (event.event === "typing") {
    log.showTyping();
    announce("Aftercall is typing.");
  }
  if (event.event === "unread") roster.unread(event.chat);
}

async function play(key) {
  const person = cast.find((one) => one.key === key) ?? cast[0];
  if (person.key === playing) return roster.select(playing);
  playing = person.key;
  stream?.close();
  log.clear();
  composer.clear();
  location.hash = person.key;
  document.title = `${person.name} · Aftercall`;
  page.playing.textContent = `You are ${person.name} · ${person.role}`;
  page.playing.title = page.playing.textContent;
  roster.select(person.key);
  composer.suggest(starters(person));
  page.callers.replaceChildren(...person.callers.map(callerItem));
  stream = new Stream(person.key, heard, (there) => connected(person.key, there));
}

async function connected(person, there) {
  if (person !== playing) return;
  page.offline.hidden = there;
  document.body.classList.toggle("offline", !there);
  announce(there ? "" : "Connection lost. Trying again.");
  if (!there) return;
  try {
    await post(person, "opening", {});
  } catch (error) {
    announce(error.message);
  }
}

function starters(person) {
  const [known] = person.callers;
  return ["help", "customer", `customer ${known}`, `history ${known}`, "legend"];
}

function callerItem(caller) {
  const item = document.createElement("fluent-menu-item");
  item.textContent = caller;
  item.addEventListener("change", () => ring(caller));
  item.addEventListener("click", () => ring(caller));
  return item;
}

let ringing = false;
async function ring(caller) {
  if (ringing) return;
  ringing = true;
  try {
    await post(playing, "calls", { caller });
  } catch (error) {
    announce(error.message);
    note(error.message);
  } finally {
    ringing = false;
  }
}

// Something only this page says, such as that a call could not be simulated.
function note(text) {
  const at = new Date().toISOString();
  log.put({ id: crypto.randomUUID(), side: "note", text, attachments: [], suggestions: [], at, revision: 0 });
}

// Not on a phone, where it would bring up the keyboard.
function focusField() {
  if (matchMedia("(hover: hover)").matches) page.typed.focus();
}

teachRenderer((dataset, typed, top) => post(playing, "searches", { dataset, typed, top }));
wireTheme(page.theme);
cast = await people();
const roster = new People(page.cast, page.people, cast, (key) => {
  play(key);
  focusField();
});
addEventListener("hashchange", () => play(location.hash.slice(1)));
await play(location.hash.slice(1));
focusField();
