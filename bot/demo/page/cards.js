// One card of a message: drawn by the official renderer, answered through the channel, replaced in place.
import { cardMarkdown } from "./markdown.js";
import { teams } from "./hostconfig.js";

const AC = globalThis.AdaptiveCards;
const CARD = "application/vnd.microsoft.card.adaptive";
const hostConfig = new AC.HostConfig(teams);
hostConfig.hostCapabilities.addCapability("adaptiveCards", AC.Versions.v1_6);
AC.GlobalSettings.setTabIndexAtCardRoot = false;
AC.GlobalSettings.applets.logEnabled = false;
AC.GlobalSettings.applets.refresh.mode = AC.RefreshMode.Automatic;
AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = cardMarkdown(text);
  result.didProcess = true;
};

let drawn = 0;

// What a screen reader should hear of a card that has come or changed.
export function spoken(payload) {
  return payload.speak ?? payload.body?.find((element) => element.text)?.text ?? payload.fallbackText ?? "A card";
}

export class Card {
  // answers: press(action, trigger) → answer, submit(data, more), say(text), changed(payload, moved)
  constructor(payload, answers) {
    this.answers = answers;
    this.number = ++drawn;
    this.element = document.createElement("div");
    this.element.className = "card";
    this.element.tabIndex = -1;
    this.trouble = document.createElement("p");
    this.trouble.className = "trouble";
    this.trouble.setAttribute("role", "alert");
    this.applet = new AC.AdaptiveApplet();
    this.#wire();
    this.element.append(this.applet.renderedElement, this.trouble);
    this.applet.setCard(payload);
  }

  replace(payload) {
    this.trouble.textContent = "";
    this.applet.setCard(payload);
  }

  #wire() {
    const { applet } = this;
    applet.hostConfig = hostConfig;
    applet.channelAdapter = { sendRequestAsync: (request) => this.#press(request) };
    applet.onCreateProgressOverlay = () => undefined;
    applet.onAction = (_, action) => this.#act(action);
    applet.onCardChanging = (_, payload) => this.#leave(payload);
    applet.onCardChanged = () => this.#arrive();
  }

  // The focus would be lost with the replaced button: remember what it was on, and find it in the new card.
  #leave(payload) {
    this.element.dataset.width = payload.msteams?.width?.toLowerCase() ?? "";
    this.element.setAttribute("aria-label", "Card");
    this.element.setAttribute("role", "group");
    const focus = document.activeElement;
    const had = this.element.contains(focus) && focus !== this.element;
    const top = focus.getBoundingClientRect().top;
    this.focused = had ? { name: nameOf(focus), tag: focus.tagName, top } : undefined;
    this.payload = payload;
    return true;
  }

  #arrive() {
    this.#ownIds();
    this.#name();
    this.#frameCells();
    const first = !this.drawn;
    this.drawn = true;
    if (first) return;
    const same = this.#sameAsFocused();
    if (this.focused) (same ?? this.element).focus({ preventScroll: true });
    this.answers.changed(this.payload, same && same.getBoundingClientRect().top - this.focused.top);
  }

  #sameAsFocused() {
    if (!this.focused) return undefined;
    const { name, tag } = this.focused;
    return [...this.element.querySelectorAll("button, a, input, select, textarea, [tabindex='0']")].find(
      (one) => one.tagName === tag && nameOf(one) === name && !one.disabled && one.offsetParent,
    );
  }

  // A cell that can be pressed is a button to the renderer, and a row of a table may hold cells only.
  #frameCells() {
    for (const button of this.element.querySelectorAll("[role=row] > [role=button]")) {
      const cell = document.createElement("div");
      cell.setAttribute("role", "cell");
      cell.className = "pressable";
      cell.style.flex = button.style.flex;
      cell.style.minWidth = "0";
      button.style.flex = "1 1 auto";
      button.replaceWith(cell);
      cell.append(button);
    }
  }

  // The renderer gives an element its id of the card, which may be one of the page's or of another card.
  #ownIds() {
    for (const one of this.element.querySelectorAll("[id]:not([id^='__ac-'], [id^='suggestions-'])")) {
      one.id = `card-${this.number}-${one.id}`;
    }
    for (const one of this.element.querySelectorAll("[aria-controls]:not([role=combobox])")) {
      one.setAttribute("aria-controls", one.getAttribute("aria-controls").replace(/\S+/g, `card-${this.number}-$&`));
    }
  }

  // A pressable row is called by what it shows, not by its action's title alone; that stays as the tooltip.
  #name() {
    for (const area of this.element.querySelectorAll(".ac-selectable:not(button, a)")) {
      if (area.textContent.trim() !== "") area.removeAttribute("aria-label");
    }
  }

  async #press(request) {
    const { id, verb, data } = request.action;
    const answer = await this.#busy(() => this.answers.press({ id, verb, data: data ?? {} }, request.trigger));
    return new AC.SuccessResponse(request, JSON.stringify(answer.type === CARD ? answer.value : "done"));
  }

  async #act(action) {
    if (action instanceof AC.OpenUrlAction) window.open(action.url, "_blank", "noopener,noreferrer");
    if (action instanceof AC.SubmitAction && !(action instanceof AC.ExecuteAction)) {
      await this.#submit(action.data ?? {}).catch(() => undefined);
    }
  }

  #submit(data) {
    const { type, value, text, displayText } = data.msteams ?? {};
    if (type === "imBack") return this.answers.say(value);
    if (type === "messageBack") {
      return this.#busy(() => this.answers.submit(value, { text: text ?? "", shown: displayText ?? "" }));
    }
    return this.#busy(() => this.answers.submit(data, {}));
  }

  // One thing at a time: a second press while the first is under way does nothing.
  async #busy(work) {
    if (this.element.ariaBusy === "true") throw new Error("Busy.");
    this.trouble.textContent = "";
    this.element.ariaBusy = "true";
    try {
      return await work();
    } catch (error) {
      this.trouble.textContent = `${error.message} Please try again.`;
      throw error;
    } finally {
      this.element.ariaBusy = "false";
    }
  }
}

function nameOf(element) {
  return element.getAttribute("aria-label") ?? element.textContent.trim() ?? "";
}
