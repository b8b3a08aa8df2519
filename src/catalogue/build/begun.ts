import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "../files.ts";
import type { WantedBuild } from "./plan.ts";

/** Beside the files, as what is fetched is there before there is one. */
const begunPath = (home: string): string => join(folderOf(home), "begun.json");

export function noteBegun(home: string, { parts, genres }: WantedBuild): void {
  writeFileSync(begunPath(home), JSON.stringify({ releases: parts.includes("release"), genres }));
}

export const forgetBegun = (home: string): void => rmSync(begunPath(home), { force: true });

/** As what the build was begun that was not ended. */
export function readBegun(home: string): { releases?: unknown; genres?: unknown } | undefined {
  if (!existsSync(begunPath(home))) return undefined;
  try {
    const read: unknown = JSON.parse(readFileSync(begunPath(home), "utf8"));
    return typeof read === "object" && read !== null ? read : undefined;
  } catch {
    return undefined; // half written when the power went: nothing was fetched yet
  }
}
