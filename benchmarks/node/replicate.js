// Replicates documents from a PouchDB on this disk to the server on the port that is named, and prints how long that took.
// The documents come as JSON lines on standard input, so that both sides of the comparison carry the same text.
const PouchDB = require("pouchdb");
const readline = require("readline");

async function main() {
  const [folder, port] = process.argv.slice(2);
  const source = new PouchDB(folder + "/source");
  let batch = [], count = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    batch.push(JSON.parse(line));
    if (batch.length === 1000) { await source.bulkDocs(batch); count += batch.length; batch = []; }
  }
  if (batch.length) { await source.bulkDocs(batch); count += batch.length; }
  const started = process.hrtime.bigint();
  const target = new PouchDB(`http://127.0.0.1:${port}/central`);
  const result = await source.replicate.to(target, { batch_size: 1000, batches_limit: 10 });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const info = await target.info();
  if (result.docs_written !== count || info.doc_count !== count) throw new Error(`Expected ${count} documents, got ${info.doc_count}.`);
  process.stdout.write(JSON.stringify({ docs: count, seconds }) + "\n", () => process.exit(0));
}

main().catch((err) => { console.error(err); process.exit(1); });
