// A file in a message: Teams' question whether one wants it, or the file where it is now.
const CONSENT = "application/vnd.microsoft.teams.card.file.consent";
const INFO = "application/vnd.microsoft.teams.card.file.info";

const node = (tag, className, text = "") => {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
};

// answer(accepted) → a promise
export function fileView(file, answer) {
  const view = node("div", "file");
  view.append(node("strong", "name", file.name ?? file.contentType));
  if (file.contentType === CONSENT) question(view, file.content ?? {}, answer);
  if (file.contentType === INFO) view.append(link(file.contentUrl));
  return view;
}

function question(view, content, answer) {
  view.append(node("p", "about", content.description ?? ""), node("p", "size", size(content.sizeInBytes)));
  const trouble = node("p", "trouble");
  trouble.setAttribute("role", "alert");
  const buttons = [
    ["Allow", true],
    ["Decline", false],
  ].map(([title, accepted]) => {
    const button = node("button", "chip", title);
    button.type = "button";
    button.addEventListener("click", async () => {
      for (const one of buttons) one.disabled = true;
      trouble.textContent = "";
      try {
        await answer(accepted);
      } catch (error) {
        trouble.textContent = error.message;
        for (const one of buttons) one.disabled = false;
      }
    });
    return button;
  });
  const chips = node("div", "chips");
  chips.append(...buttons);
  view.append(chips, trouble);
}

function link(address) {
  const open = node("a", "open", "Open");
  if (/^https?:/.test(address ?? "")) Object.assign(open, { href: address, target: "_blank", rel: "noopener noreferrer" });
  return open;
}

function size(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const units = ["B", "KB", "MB", "GB"];
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${(bytes / 1000 ** step).toLocaleString(undefined, { maximumFractionDigits: 1 })} ${units[step]}`;
}
