// Reads a JSON list of {zpl, width_mm, height_mm, dots_per_mm} on standard input; writes a JSON list of lists of PNGs in base64.
const { zplToBase64MultipleAsync } = require("zpl-renderer-js");

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const pictures = [];
  for (const job of JSON.parse(Buffer.concat(chunks).toString("utf8"))) {
    pictures.push(await zplToBase64MultipleAsync(job.zpl, job.width_mm, job.height_mm, job.dots_per_mm));
  }
  // The renderer's WebAssembly keeps the process alive: leave when everything is written.
  process.stdout.write(JSON.stringify(pictures), () => process.exit(0));
}

main();
