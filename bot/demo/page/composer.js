// The message field: Enter sends, arrow up brings back what was said last, chips say something at once.
export class Composer {
  constructor(page, send) {
    Object.assign(this, page);
    this.send = send;
    this.said = [];
    this.back = 0;
    this.typed.addEventListener("input", () => this.#ready());
    this.typed.addEventListener("keydown", (event) => this.#key(event));
    this.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  // The first messages worth trying.
  suggest(texts) {
    this.starters.replaceChildren(
      ...texts.map((text) => {
        const chip = document.createElement("button");
        Object.assign(chip, { type: "button", className: "chip", textContent: text });
        chip.addEventListener("click", () => this.send(text));
        return chip;
      }),
    );
  }

  clear() {
    this.typed.value = "";
    this.said = [];
    this.back = 0;
    this.#ready();
  }

  #submit() {
    const text = this.typed.value.trim();
    if (text === "") return;
    this.said.unshift(text);
    this.back = 0;
    this.typed.value = "";
    this.#ready();
    this.typed.focus();
    this.send(text);
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "ArrowUp" && (this.typed.value === "" || this.typed.value === this.said[this.back - 1])) {
      if (this.back < this.said.length) this.typed.value = this.said[this.back++];
      event.preventDefault();
      this.#ready();
    }
  }

  #ready() {
    this.sendButton.disabled = this.typed.value.trim() === "";
  }
}
