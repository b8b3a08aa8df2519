/**
 * Loaded before the built program (`NODE_OPTIONS=--import …`): at one statement of it, told by `MOMENT`, something befalls it there and then.
 * Statements that write, and those that begin and end a transaction, are numbered from 1 as they are run.
 *
 *   MOMENT='{"log": "/file"}'                               lists them there, a line each
 *   MOMENT='{"at": 7, "kill": true}'                        kill -9 in place of the seventh
 *   MOMENT='{"at": 7, "fill": "/file"}'                     not a byte more goes on the disk of that file, from then on
 *   MOMENT='{"at": 7, "arrive": "/one", "wait": "/other"}'  makes the one file, and goes on once there is the other
 */
import Database from "better-sqlite3";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";

const { at, log, kill, fill, arrive, wait } = JSON.parse(process.env.MOMENT ?? "{}");
let count = 0;

function befall(source) {
  count++;
  if (log) appendFileSync(log, `${source.replace(/\s+/g, " ")}\n`);
  if (count !== at) return;
  if (kill) process.kill(process.pid, "SIGKILL");
  if (fill) fillDisk(fill);
  if (arrive) writeFileSync(arrive, "");
  while (wait && !existsSync(wait)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function fillDisk(path) {
  for (let bytes = 2 ** 20; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: "a" });
    } catch {
      // smaller pieces, until not a byte goes in
    }
  }
}

const ofTransactions = /^(BEGIN|COMMIT)/;
const client = new Database(":memory:");
const statements = Object.getPrototypeOf(client.prepare("SELECT 1"));
client.close();
for (const name of ["run", "get", "all"]) {
  const original = statements[name];
  statements[name] = function (...values) {
    if (!this.readonly || ofTransactions.test(this.source)) befall(this.source);
    return original.apply(this, values);
  };
}
