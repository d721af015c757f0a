// A field that suggests while one types: the ARIA combobox with a list, for mouse, keyboard and screen reader.
const PAUSE = 150;
const SHORT = 3;
let made = 0;

const node = (tag, attributes = {}, text = "") => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text) element.textContent = text;
  return element;
};

export class Combobox {
  // ask(typed) → Promise of [{title, value}]; changed() is called when something is chosen or no longer is.
  constructor({ fixed, ask, changed, many, placeholder, value }) {
    Object.assign(this, { fixed, ask, changed, many });
    this.chosen = [];
    this.options = [];
    this.active = -1;
    this.turn = 0;
    this.#build(placeholder);
    this.#listen();
    const before = (value ?? "").split(",");
    for (const choice of fixed.filter((one) => before.includes(one.value))) this.#take(choice);
  }

  get value() {
    return this.chosen.map((choice) => choice.value).join(",");
  }

  // Nothing typed that has not become a choice.
  get settled() {
    const typed = this.input.value.trim();
    if (typed === "" || (!this.many && this.chosen.length > 0)) return true;
    const same = this.options.find((choice) => choice.title.toLowerCase() === typed.toLowerCase());
    if (same) this.#take(same);
    return same !== undefined;
  }

  #build(placeholder) {
    const id = `suggestions-${++made}`;
    this.input = node("input", {
      type: "text", class: "ac-input ac-textInput combobox", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, "aria-label": placeholder ?? "Search",
    });
    if (placeholder) this.input.placeholder = placeholder;
    this.list = node("div", { id, role: "listbox", class: "suggestions", "aria-label": "Suggestions", hidden: "" });
    this.said = node("div", { class: "suggested", role: "status" });
    this.picked = node("div", { class: "picked" });
    this.around = [this.picked, this.list, this.said];
  }

  #listen() {
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("focusout", () => this.#close());
    this.input.addEventListener("click", () => this.#offer());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.#take(this.options[[...this.list.children].indexOf(option)]);
    });
  }

  #typed() {
    if (!this.many && this.chosen.length > 0) {
      this.chosen = [];
      this.changed();
    }
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const typed = this.input.value.trim();
    if (typed === "") return this.#offer();
    this.timer = setTimeout(() => this.#search(typed, turn), PAUSE);
  }

  // What the card brings along is there before anybody types.
  #offer() {
    if (this.input.value.trim() !== "") return;
    if (this.fixed.length > 0) this.#open(this.fixed, "");
    else this.#close();
  }

  async #search(typed, turn) {
    this.input.setAttribute("aria-busy", "true");
    try {
      const found = await this.ask(typed);
      const fixed = this.#fitting(typed);
      const others = found.filter((one) => !fixed.some((same) => same.value === one.value));
      if (turn === this.turn) this.#open([...fixed, ...others], typed);
    } catch (error) {
      if (turn === this.turn) this.#close(error.message);
    } finally {
      if (turn === this.turn) this.input.removeAttribute("aria-busy");
    }
  }

  #fitting(typed) {
    return this.fixed.filter((choice) => choice.title.toLowerCase().includes(typed.toLowerCase()));
  }

  #open(options, typed) {
    this.options = options;
    this.list.replaceChildren(
      ...options.map((choice, index) => {
        return node("div", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false" }, choice.title);
      }),
    );
    if (options.length === 0) {
      return this.#close(typed.length < SHORT ? "Keep typing: three characters are needed." : "Nothing fits.");
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.said.textContent = options.length === 1 ? "One suggestion." : `${options.length} suggestions.`;
    this.#mark(0);
    this.list.scrollIntoView({ block: "nearest" });
  }

  #close(words = "") {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
    this.said.textContent = words;
  }

  #mark(index) {
    this.active = (index + this.options.length) % this.options.length;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.active));
    });
    const option = this.list.children[this.active];
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const open = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (open) this.#mark(this.active + step);
      else this.#typed();
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.#take(this.options[this.active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    }
  }

  #take(choice) {
    this.turn += 1;
    if (this.many) {
      if (!this.chosen.some((one) => one.value === choice.value)) this.chosen.push(choice);
      this.input.value = "";
      this.#showPicked();
    } else {
      this.chosen = [choice];
      this.input.value = choice.title;
    }
    this.#close(`${choice.title} is chosen.`);
    this.changed();
  }

  #showPicked() {
    const pills = this.chosen.map((choice) => {
      const pill = node("button", { type: "button", class: "pill", "aria-label": `Remove ${choice.title}` }, choice.title);
      pill.addEventListener("click", () => {
        this.chosen = this.chosen.filter((one) => one !== choice);
        this.#showPicked();
        this.input.focus();
        this.changed();
      });
      return pill;
    });
    this.picked.replaceChildren(...pills);
  }
}
