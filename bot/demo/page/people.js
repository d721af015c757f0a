// Who is playing: the list of the demo's people, with a mark where something waits unread.
const node = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

export class People {
  constructor(holder, panel, cast, chosen) {
    this.buttons = new Map();
    this.panel = panel;
    for (const tenant of new Set(cast.map((person) => person.tenant))) {
      const list = node("ul", "");
      list.setAttribute("aria-label", tenant);
      list.append(...cast.filter((one) => one.tenant === tenant).map((one) => this.#entry(one, chosen)));
      holder.append(node("h3", "", tenant), list);
    }
  }

  select(key) {
    for (const [one, button] of this.buttons) {
      if (one === key) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    this.unread(key, false);
    if (this.panel.matches(":popover-open")) this.panel.hidePopover();
  }

  unread(key, there = true) {
    const mark = this.buttons.get(key).querySelector(".unread");
    mark.hidden = !there;
  }

  #entry(person, chosen) {
    const button = node("button", "person");
    button.type = "button";
    const face = document.createElement("fluent-avatar");
    Object.assign(face, { name: person.name, size: 32 });
    face.setAttribute("color", "colorful");
    face.setAttribute("aria-hidden", "true");
    const words = node("span", "words");
    words.append(node("b", "", person.name), node("span", "role", person.role));
    const mark = node("span", "unread");
    mark.append(node("span", "unseen", "New message"));
    mark.hidden = true;
    button.append(face, words, mark);
    button.addEventListener("click", () => chosen(person.key));
    this.buttons.set(person.key, button);
    const entry = node("li", "");
    entry.append(button);
    return entry;
  }
}
