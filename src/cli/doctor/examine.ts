import { loadConfig, type Config } from "../../config.ts";
import { closeLibrary, openLibrary } from "../../db/open.ts";
import type { Io } from "../io.ts";
import { problemOf, type Finding } from "./finding.ts";
import { examineDisk, examineNode } from "./machine.ts";
import { examineJobs, examineSqlite } from "./library.ts";
import { examineServices } from "./services.ts";

/** Looks at everything, and changes nothing: one problem must not hide the next. */
export async function examine(io: Io, options: { online: boolean }): Promise<Finding[]> {
  const findings: Finding[] = [examineNode()];
  const config = attempt(findings, "settings", () => loadConfig(io.env));
  if (!config) return findings;
  findings.push({ about: "settings", verdict: "fine", says: `home folder ${config.home}` });
  findings.push(examineContact(config));
  findings.push(...examineDisk(config));
  const db = await attemptAsync(findings, "library", () =>
    openLibrary(config.libraryPath, { readonly: true }),
  );
  try {
    if (db) findings.push(...examineSqlite(db, config), ...examineJobs(db));
    findings.push(...(await examineServices(config, db, options)));
  } finally {
    if (db) closeLibrary(db);
  }
  return findings;
}

function examineContact(config: Config): Finding {
  return config.contact
    ? { about: "contact", verdict: "fine", says: config.contact }
    : {
        about: "contact",
        verdict: "note",
        says: "IMPORTER_CONTACT is not set: services can't reach you before they block you",
        remedy: "export IMPORTER_CONTACT=you@example.org",
      };
}

function attempt<T>(findings: Finding[], about: string, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    findings.push(problemOf(about, error));
    return undefined;
  }
}

async function attemptAsync<T>(
  findings: Finding[],
  about: string,
  look: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    findings.push(problemOf(about, error));
    return undefined;
  }
}
