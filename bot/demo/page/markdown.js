// Markdown as Teams reads it: HTML stays text, no pictures, links open in a new tab and lead to the web, mail or a phone.
import MarkdownIt from "/demo/vendor/markdown-it.esm.min.mjs";

const IN_CARDS = ["emphasis", "link", "list", "escape", "entity", "newline"];
const IN_MESSAGES = [...IN_CARDS, "heading", "backticks", "fence", "blockquote", "strikethrough"];
const SAFE = /^(https?:|mailto:|tel:)/i;

function reader(rules) {
  const markdown = new MarkdownIt("zero", { html: false, breaks: true }).enable(rules);
  markdown.validateLink = (address) => SAFE.test(address);
  markdown.renderer.rules.link_open = (tokens, index, options, _, self) => {
    tokens[index].attrSet("target", "_blank");
    tokens[index].attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, index, options);
  };
  return markdown;
}

const cards = reader(IN_CARDS);
const messages = reader(IN_MESSAGES);

const policy = globalThis.trustedTypes?.createPolicy("aftercall", { createHTML: (html) => html });

export const cardMarkdown = (text) => cards.render(text);
export const messageMarkdown = (text) => policy?.createHTML(messages.render(text)) ?? messages.render(text);
