import Database from "better-sqlite3";
import { dirname, join, sep } from "node:path";
import { existsSync } from "node:fs";
import { exitCodes, UserError } from "../../errors.ts";
import { packageRoot } from "../../package-root.ts";

/**
 * Native module. better-sqlite3 needs its compiled half, which an install script brings, for this very Node: it is missing
 * where scripts were not allowed (`--ignore-scripts`, pnpm), and of no use once Node has changed.
 * @returns what mends it, or undefined for any other fault.
 */
export function explainDriverFault(error: unknown): UserError | undefined {
  const why = error instanceof Error ? whyOf(error) : undefined;
  if (why === undefined) return undefined;
  return new UserError(`SQLite can't be loaded: ${why}`, {
    hint: rebuildCommand(),
    exitCode: exitCodes.failed,
    cause: error,
  });
}

/** Whether the driver loads at all, without any library. */
export function checkDriver(): UserError | undefined {
  try {
    new Database(":memory:").close();
    return undefined;
  } catch (error) {
    const explained = explainDriverFault(error);
    if (!explained) throw error;
    return explained;
  }
}

function whyOf(error: Error): string | undefined {
  const { message } = error;
  const code = "code" in error ? error.code : undefined;
  const missing = "better-sqlite3 was installed without its compiled half";
  if (message.startsWith("Could not locate the bindings file")) return missing;
  if (code === "MODULE_NOT_FOUND" && /\.node'/.test(message)) return missing;
  if (code !== "ERR_DLOPEN_FAILED") return undefined;
  return /NODE_MODULE_VERSION|NAPI|did not self-register/.test(message)
    ? `better-sqlite3 was compiled for another Node than this one (${process.version})`
    : "the compiled half of better-sqlite3 does not suit this computer, or is damaged";
}

/** What to type, and where: npm and pnpm find the package from the folder whose `node_modules` holds it. */
function rebuildCommand(): string {
  const root = packageRoot();
  const isOwn = existsSync(join(root, "node_modules", "better-sqlite3"));
  const folder = isOwn ? root : root.slice(0, Math.max(0, root.lastIndexOf(`${sep}node_modules${sep}`)));
  const program = root.includes(`${sep}.pnpm${sep}`) ? "pnpm" : "npm";
  const allow = program === "npm" ? " --ignore-scripts=false" : "";
  return `cd ${folder || dirname(root)} && ${program} rebuild better-sqlite3${allow}`;
}
