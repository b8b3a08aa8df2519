import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keysOf, troublesOf } from "./keys.ts";
import { launcher } from "./processes.ts";
import { startServices } from "./services.ts";

/** So many processes at once import an album into a home that does not exist yet. @returns what went wrong, one line each. */
export async function crowd(binary: string, size: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "importer-crowd-"));
  const home = join(folder, "new", "home");
  const services = await startServices();
  try {
    const launch = launcher(binary, services.env);
    const argv = ["album", "Nevermind", "--artist", "Nirvana"];
    const processes = Array.from({ length: size }, () => launch(argv, home));
    const ends = await Promise.all(
      processes.map(async (each) => ({ end: await each.ended, said: each.said() })),
    );
    const library = join(home, "library.db");
    const { albums, jobs } = keysOf(library);
    return [
      ...ends.filter(({ end }) => end !== 0).map(({ end, said }) => `one ended with ${end}: ${said}`),
      ...troublesOf(library),
      ...(albums!.length === 1 ? [] : [`${albums!.length} albums instead of one`]),
      ...(new Set(jobs).size === jobs!.length ? [] : [`jobs are there twice: ${jobs!.join(" ")}`]),
    ];
  } finally {
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
