// What does odata-csdl, at its strictest, make of the metadata? Reads XML from stdin, prints CSDL JSON.
const { xml2json } = require("odata-csdl");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", () => {
  const messages = [];
  const csdl = xml2json(Buffer.concat(chunks), { strict: true, messages });
  process.stdout.write(JSON.stringify({ csdl, messages: messages.map((each) => each.message) }));
});
