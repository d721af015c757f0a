// What does o.js make of the feed? Reads [address, key, queries] as JSON from stdin, prints one answer for each query.
const { o } = require("o.js");

const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const [address, key, queries] = JSON.parse(Buffer.concat(chunks).toString());
  const feed = o(address, { headers: { Authorization: `Bearer ${key}` } });
  const answers = [];
  for (const [resource, query] of queries) {
    answers.push(await feed.get(resource).query(query).catch((refused) => ({ status: refused.status })));
  }
  process.stdout.write(JSON.stringify(answers));
});
