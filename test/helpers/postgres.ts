import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Debian keeps the server's programs off the PATH. */
const found = spawnSync(
  "sh",
  ["-c", "command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb | tail -1"],
  {
    encoding: "utf8",
  },
).stdout.trim();

/** Whom PostgreSQL runs as: it refuses to be root's. Empty: whoever runs the tests; undefined: there is nobody. */
function serverUser(): { uid?: number; gid?: number } | undefined {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = spawnSync("getent", ["passwd", "postgres"], { encoding: "utf8" }).stdout.split(":");
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

const user = found === "" ? undefined : serverUser();

/** Whether this machine has a PostgreSQL that a test can start. */
export const hasPostgres = user !== undefined;

/** A PostgreSQL of the test's own, on a socket in a folder of its own: the environment its programs find it by. */
export async function startPostgres(): Promise<NodeJS.ProcessEnv> {
  const folder = mkdtempSync(join(tmpdir(), "pg-")); // short: a socket's path has at most 107 bytes
  chmodSync(folder, 0o755);
  if (user?.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const as = { ...user, cwd: folder };
  execFileSync(found, ["-D", data, "-A", "trust", "-U", "tester", "-N"], { ...as, stdio: "ignore" });
  const server = spawn(
    join(found, "..", "postgres"),
    ["-D", data, "-k", folder, "-h", "", "-c", "fsync=off"],
    { ...as, stdio: ["ignore", "ignore", "pipe"] },
  );
  onTestFinished(async () => {
    server.kill("SIGINT");
    await new Promise((ended) => server.once("close", ended));
    rmSync(folder, { recursive: true, force: true });
  });
  for await (const text of server.stderr.setEncoding("utf8").iterator({ destroyOnReturn: false }))
    if (String(text).includes("ready to accept connections")) break;
  server.stderr.resume();
  return { ...process.env, PGHOST: folder, PGUSER: "tester" };
}
