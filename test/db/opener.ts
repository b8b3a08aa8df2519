import { explainDatabaseError } from "../../src/db/faults.ts";
import { closeLibrary, openLibrary } from "../../src/db/opening/open.ts";
import { transact } from "../../src/db/transact.ts";
import { UserError } from "../../src/errors.ts";

/** Opens a library in a process of its own, adds a category, and says how that went, as JSON on stdout. */
export type Opened =
  | { kind: "opened"; categories: number; integrity: string; tables: string[] }
  | { kind: "refused"; message: string; hint: string | undefined; exitCode: number }
  | { kind: "failed"; message: string };

const [path = "", mode = ""] = process.argv.slice(2);

async function open(): Promise<Opened> {
  try {
    const db = await openLibrary(path, { readonly: mode === "readonly" });
    const client = db.$client;
    const add = client.prepare("INSERT INTO categories (kind, name) VALUES ('genre', ?)");
    if (mode !== "readonly") await transact(db, () => add.run(`process ${process.pid}`));
    const told: Opened = {
      kind: "opened",
      categories: client.prepare("SELECT count(*) FROM categories").pluck().get() as number,
      integrity: client.pragma("integrity_check", { simple: true }) as string,
      tables: client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[],
    };
    closeLibrary(db);
    return told;
  } catch (error) {
    const explained = error instanceof UserError ? error : explainDatabaseError(error, path);
    if (!explained) return { kind: "failed", message: String(error) };
    const { message, hint, exitCode } = explained;
    return { kind: "refused", message, hint, exitCode };
  }
}

if (process.send) {
  process.once("message", () => void open().then((told) => process.send?.(told, () => process.exit())));
  process.send("ready");
} else {
  process.stdout.write(JSON.stringify(await open()));
}
