// What Teams' renderer has and the open one lacks: a typeahead that asks the bot, and `targetWidth`.
import { Combobox } from "./combobox.js";

const AC = globalThis.AdaptiveCards;

// search(dataset, typed, top) → Promise of [{title, value}].
export function teachRenderer(search) {
  AC.GlobalRegistry.elements.register("Input.ChoiceSet", typeahead(search));
  const parse = AC.CardElement.prototype.internalParse;
  AC.CardElement.prototype.internalParse = function parseWithWidth(source, context) {
    parse.call(this, source, context);
    const width = source?.targetWidth;
    // The stylesheet hides it by the card's real width, so that turning a phone loses nothing that was typed.
    if (typeof width === "string") this.customCssSelector = `only-${width.toLowerCase().replace(":", "-")}`;
  };
}

function typeahead(search) {
  return class Typeahead extends AC.ChoiceSetInput {
    internalRender() {
      if (!this.choicesData?.dataset) return super.internalRender();
      const { dataset, count } = this.choicesData;
      this.errorMessage ??= "Please choose one of the suggestions.";
      this.combobox = new Combobox({
        fixed: this.choices.map(({ title, value }) => ({ title, value })),
        ask: (typed) => search(dataset, typed, count ?? 15),
        changed: () => this.valueChanged(),
        many: this.isMultiSelect,
        placeholder: this.placeholder,
        value: this.defaultValue,
      });
      return this.combobox.input;
    }

    overrideInternalRender() {
      const element = super.overrideInternalRender();
      if (this.combobox) element.append(...this.combobox.around);
      return element;
    }

    updateInputControlAriaLabelledBy() {
      super.updateInputControlAriaLabelledBy();
      if (this.label) this.combobox?.input.removeAttribute("aria-label");
    }

    get value() {
      return this.combobox ? this.combobox.value || undefined : super.value;
    }

    isValid() {
      return this.combobox ? this.combobox.settled : super.isValid();
    }
  };
}
