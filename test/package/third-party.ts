import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A package of which something is bundled. */
export interface Bundled {
  name: string;
  /** SPDX. */
  license: string;
  folder: string;
}

/** The packages that these modules are of; our own are of none. */
export function packagesOf(moduleIds: string[]): Bundled[] {
  const folders = new Set(moduleIds.flatMap((id) => /.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []));
  const packages = Array.from(folders, (folder) => {
    const { name, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Bundled;
    return { name, license, folder };
  });
  return packages.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Who ships the text of a licence that others only name: drizzle-orm has none in its package. */
const textAt: Record<string, string> = { "Apache-2.0": "sharp" };

/**
 * Licence notices. The copyright and the licence of everything that is bundled: code that is handed on takes them along.
 * @throws for a package whose text is nowhere: it may not be bundled like that.
 */
export function thirdPartyNotices(packages: Bundled[], modules: string): string {
  const notices = packages.map(({ name, license, folder }) => {
    const text = licenceIn(folder) ?? (textAt[license] && licenceIn(join(modules, textAt[license])));
    if (text === undefined) throw new Error(`${name} is bundled, and the text of ${license} is nowhere`);
    return `${name} (${license})\n\n${text.trim()}\n`;
  });
  return `This package contains code of others, under their own licences.\n\n${notices.join("\n---\n\n")}`;
}

function licenceIn(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:\.\w+)?$/i.test(name));
  return file === undefined ? undefined : readFileSync(join(folder, file), "utf8");
}
