// The page's end of the channel: requests to the demo, and the stream of what happens in one person's chat.
const locale = navigator.language || "en-US";
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
const SILENCE = 40_000;
const PAUSE = 1_500;

export async function people() {
  const answer = await fetch("/demo/people");
  if (!answer.ok) throw new Error("The demo does not answer.");
  return answer.json();
}

// Throws an Error whose message can be shown.
export async function post(person, what, body) {
  let answer;
  try {
    answer = await fetch(`/demo/chats/${person}/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, locale, zone }),
    });
  } catch {
    throw new Error("There is no connection.");
  }
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(value.detail ?? "That did not work.");
  return value;
}

// Calls heard(event) for every event and connected(boolean) when the line goes down or comes back.
export class Stream {
  constructor(person, heard, connected) {
    this.address = `/demo/chats/${person}/events`;
    this.heard = heard;
    this.connected = connected;
    this.#open();
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.source.close();
  }

  #open() {
    this.source = new EventSource(this.address);
    this.source.onopen = () => {
      this.connected(true);
      this.#watch();
    };
    this.source.onmessage = (message) => {
      this.#watch();
      const event = JSON.parse(message.data);
      if (event.event !== "alive") this.heard(event);
    };
    this.source.onerror = () => this.#again();
  }

  // Silence longer than the demo's sign of life means a dead line that the browser has not noticed.
  #watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#again(), SILENCE);
  }

  #again() {
    if (this.closed) return;
    clearTimeout(this.timer);
    this.source.close();
    this.connected(false);
    this.timer = setTimeout(() => this.#open(), PAUSE);
  }
}
