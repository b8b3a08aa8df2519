// Runs in a network namespace of its own (unshare -rnm): a Wi-Fi that is made up, an LRCLIB that has everything, and the
// program, which loses the one while it asks the other. Prints what happened, as JSON.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const [binary, lostAfter, backAfterMs, ...argv] = process.argv.slice(2);
const run = (line) => execFileSync("sh", ["-c", line], { stdio: ["ignore", "pipe", "pipe"] });
const folder = "/sys/class/net";

try {
  run("ip link set lo up");
  for (const [name, net] of [
    ["wlan0", 1],
    ["wwan0", 2],
  ]) {
    run(
      `ip link add ${name} type bridge; ip addr add 198.51.100.${net * 16 + 1}/28 dev ${name}; ip link set ${name} up`,
    );
  }
  run(`mount -t tmpfs none ${folder}`);
} catch (error) {
  console.log(JSON.stringify({ skipped: String(error.stderr || error.message) }));
  process.exit();
}
for (const [name, devtype] of [
  ["wlan0", "wlan"],
  ["wwan0", "wwan"],
]) {
  mkdirSync(`${folder}/${name}`);
  writeFileSync(`${folder}/${name}/uevent`, `DEVTYPE=${devtype}\nINTERFACE=${name}\n`);
  writeFileSync(`${folder}/${name}/type`, "1\n");
  writeFileSync(`${folder}/${name}/operstate`, "up\n");
}
const goTo = (name, net) => run(`ip route replace default via 198.51.100.${net * 16 + 2} dev ${name}`);
goTo("wlan0", 1);

let lostAt;
const afterwards = [];
const server = createServer((request, response) => {
  const asked = new URL(request.url, "http://lrclib.example").searchParams;
  if (lostAt) afterwards.push(Date.now() - lostAt);
  const song = {
    id: 1,
    trackName: asked.get("track_name"),
    artistName: asked.get("artist_name"),
    albumName: null,
  };
  setTimeout(() => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        ...song,
        duration: 180,
        instrumental: false,
        plainLyrics: "la la la",
        syncedLyrics: null,
      }),
    );
  }, 30);
  if (++requests === Number(lostAfter)) {
    goTo("wwan0", 2);
    lostAt = Date.now();
    if (backAfterMs !== "never")
      setTimeout(() => ((backAt = Date.now()), goTo("wlan0", 1)), Number(backAfterMs));
  }
});
let requests = 0;
let backAt;
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const env = { ...process.env, IMPORTER_LRCLIB_URL: `http://127.0.0.1:${server.address().port}` };
const child = spawn(process.execPath, [binary, ...argv], { env, stdio: ["ignore", "pipe", "pipe"] });
let said = "";
for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
const exitCode = await new Promise((resolve) => child.on("close", resolve));
await sleep(100);
server.closeAllConnections();
server.close();
const until = backAt ? backAt - lostAt : Infinity;
console.log(JSON.stringify({ exitCode, said, requests, whileOff: afterwards.filter((ms) => ms < until) }));
