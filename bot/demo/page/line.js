// One line of the conversation: what the person said, what the bot said, or a note of the demo.
import { Card, spoken } from "./cards.js";
import { fileView } from "./file.js";
import { messageMarkdown } from "./markdown.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });

const node = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

export class LineView {
  // answers: press, submit, say, again(line), announce(text), settle(element, moved)
  constructor(line, answers) {
    this.answers = answers;
    this.element = node("article", `line ${line.side}`);
    this.element.dataset.id = line.id;
    this.cards = [];
    this.#frame(line);
    this.show(line);
  }

  // Shows a newer state of the same line; while a pressed button is under way it waits for its answer.
  show(line) {
    if (this.pressing) {
      this.waiting = line;
      return;
    }
    this.line = line;
    this.element.dataset.state = line.state;
    this.#text(line);
    this.#cards(line.attachments);
    this.#state(line);
    this.suggestions.replaceChildren(...line.suggestions.map((one) => this.#suggestion(one)));
  }

  get words() {
    const cards = this.line.attachments.filter((one) => one.contentType === CARD).map((one) => spoken(one.content));
    return [this.line.text, ...cards].filter(Boolean).join(" ");
  }

  #frame(line) {
    const by = node("header", "by");
    const who = { me: "You", bot: "Aftercall", note: "Demo" }[line.side];
    const time = node("time", "", clock.format(new Date(line.at)));
    time.dateTime = line.at;
    by.append(node("span", "who", who), time);
    this.bubble = node("div", "bubble");
    this.said = node("div", "said");
    this.holder = node("div", "cards");
    this.holder.setAttribute("aria-live", "off");
    this.suggestions = node("div", "chips");
    this.state = node("p", "state");
    this.bubble.append(by, this.said, this.holder, this.suggestions, this.state);
    this.element.append(this.bubble);
    if (line.side === "bot") {
      const face = node("img", "face");
      Object.assign(face, { src: "/demo/page/mark.svg", alt: "", width: 32, height: 32 });
      this.element.prepend(face);
    }
  }

  #text(line) {
    if (line.locale) this.bubble.lang = line.locale;
    this.said.hidden = !line.text;
    if (line.markdown) this.said.innerHTML = messageMarkdown(line.text);
    else this.said.textContent = line.text;
  }

  #cards(attachments) {
    const payloads = attachments.filter((one) => one.contentType === CARD).map((one) => one.content);
    const others = attachments.filter((one) => one.contentType !== CARD && one.contentType !== "text/html");
    payloads.forEach((payload, index) => {
      if (this.cards[index]) this.cards[index].replace(payload);
      else this.cards[index] = new Card(payload, this.#answersOf());
    });
    this.cards.length = payloads.length;
    const named = others.map((one) => fileView(one, (accepted) => this.answers.answer(this.line.id, accepted)));
    const wanted = [...this.cards.map((card) => card.element), ...named];
    if (wanted.length !== this.holder.children.length || named.length > 0) this.holder.replaceChildren(...wanted);
    this.element.classList.toggle("with-card", payloads.length > 0);
  }

  #answersOf() {
    return {
      press: (action, trigger) => this.#press(action, trigger),
      submit: (data, more) => this.answers.submit(this.line.id, data, more),
      say: (text) => this.answers.say(text),
      changed: (payload, moved) => {
        this.answers.announce(spoken(payload));
        this.answers.settle(this.element, moved);
      },
    };
  }

  async #press(action, trigger) {
    this.pressing = true;
    try {
      const answer = await this.answers.press(this.line.id, action, trigger);
      this.line.revision = Math.max(this.line.revision, answer.revision);
      return answer;
    } finally {
      this.pressing = false;
      const { waiting } = this;
      this.waiting = undefined;
      if (waiting && waiting.revision > this.line.revision) setTimeout(() => this.show(waiting));
    }
  }

  #state(line) {
    this.state.replaceChildren();
    if (line.state === "sending") this.state.textContent = "Sending…";
    if (line.state !== "failed") return;
    const again = node("button", "again", "Try again");
    again.type = "button";
    again.addEventListener("click", () => this.answers.again(this.line));
    this.state.append("Not sent. ", again);
  }

  #suggestion({ title, value }) {
    const chip = node("button", "chip", title);
    chip.type = "button";
    chip.addEventListener("click", () => this.answers.say(value ?? title));
    return chip;
  }
}
