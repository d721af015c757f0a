// The conversation: its lines in order, kept at the newest one unless the person has scrolled away.
import { LineView } from "./line.js";

const NEAR = 80;
const MARGIN = 12;

export class Log {
  constructor(page, answers) {
    Object.assign(this, page);
    this.answers = { ...answers, settle: (element, moved) => this.#settle(element, moved) };
    this.views = new Map();
    this.atEnd = true;
    this.scroll.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.newest.addEventListener("click", () => this.toEnd());
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.log);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.scroll);
  }

  clear() {
    this.views.clear();
    this.log.replaceChildren();
    this.typing.hidden = true;
    this.atEnd = true;
  }

  // The whole chat, after a connection: what is already shown stays as it is, with what is typed into it.
  show(lines) {
    const known = new Set(lines.map((line) => line.id));
    for (const [id, view] of this.views) {
      if (!known.has(id) && view.line.revision > 0) this.drop(id);
    }
    this.log.setAttribute("aria-live", "off");
    for (const line of lines) this.put(line, true);
    this.log.removeAttribute("aria-live");
    this.toEnd();
  }

  put(line, quiet = false) {
    const view = this.views.get(line.id);
    if (view) {
      if (line.revision > view.line.revision) view.show(line);
      return;
    }
    const added = new LineView(line, this.answers);
    this.views.set(line.id, added);
    this.log.append(added.element);
    if (line.side === "bot") this.typing.hidden = true;
    if (quiet) return;
    if (line.side === "bot") this.answers.announce(added.words);
    this.#reveal(line.side);
  }

  // A state of one's own line that only this page knows.
  mark(id, state) {
    const view = this.views.get(id);
    if (view) view.show({ ...view.line, state });
  }

  drop(id) {
    this.views.get(id)?.element.remove();
    this.views.delete(id);
  }

  showTyping() {
    this.typing.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.typing.hidden = true), 8_000);
    if (this.atEnd) this.toEnd();
  }

  toEnd() {
    this.atEnd = true;
    this.newest.hidden = true;
    if (this.scroll.scrollTop < this.#end) this.scroll.scrollTop = this.#end;
  }

  // As far down as the newest line can be seen from its top: a long card is read from its beginning.
  get #end() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    const bottom = scrollHeight - clientHeight;
    const last = this.log.lastElementChild;
    if (!last) return bottom;
    const top = scrollTop + last.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top;
    return Math.min(bottom, top - MARGIN);
  }

  // Who reads further up is not moved, but told.
  #reveal(side) {
    if (this.atEnd || side === "me") this.toEnd();
    else this.newest.hidden = false;
  }

  // After a card was replaced: the button that was pressed stays where it was, else the new card is shown from its top.
  #settle(element, moved) {
    const { top, bottom } = this.scroll.getBoundingClientRect();
    const now = element.getBoundingClientRect();
    if (moved !== undefined) this.scroll.scrollTop += moved;
    else if (now.top < top || now.bottom > bottom) this.scroll.scrollTop += now.top - top - MARGIN;
  }

  #scrolled() {
    this.atEnd = this.scroll.scrollTop > this.#end - NEAR;
    if (this.atEnd) this.newest.hidden = true;
  }
}
