import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { bundled } from "../helpers/bundled.ts";
import type { Opened } from "./opener.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A script beside this one in a process of its own, as soon as it says that it is ready. */
export async function start(name: string, ...args: string[]): Promise<ChildProcess> {
  const child = fork(await bundled(`test/db/${name}.ts`), args, { execArgv: [] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child, "message");
  return child;
}

/** Opens the library in a process of its own: of this program or of a copy of it, as this user or another. */
export function openElsewhere(
  path: string,
  options: { mode?: "readonly"; program?: string; userId?: number } = {},
): Opened {
  const { mode = "", program = root, userId } = options;
  const run = spawnSync(process.execPath, ["--import", "tsx", "test/db/opener.ts", path, mode], {
    cwd: program,
    encoding: "utf8",
    ...(userId !== undefined && { uid: userId, gid: userId }),
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as Opened;
}
