import { dirname, join } from "node:path";
import { homeFolder, type Config } from "../../config.ts";
import { explainDatabaseError } from "../../db/faults.ts";
import { closeLibrary, openLibrary } from "../../db/opening/open.ts";
import type { Db } from "../../db/connection.ts";
import type { Io } from "../io/io.ts";
import { examineAmazonSettings } from "./amazon.ts";
import { examineCatalogue } from "./catalogue.ts";
import { problemOf, type Finding } from "./finding.ts";
import { examineIdleSettings } from "./idle-settings.ts";
import { examineDisk, examineDriver, examineNode, examinePictures, examineSecrets } from "./machine.ts";
import { examineJobs } from "./jobs.ts";
import {
  examineCovers,
  examineDoubles,
  examineEditions,
  examineRedirects,
  examineSqlite,
} from "./library.ts";
import { examineIndex } from "./index-check.ts";
import { examineServices } from "./services.ts";
import { examineSettings } from "./settings.ts";
import { isReachable } from "../../settings/contact.ts";

/** Looks at everything, and changes nothing: one problem must not hide the next. */
export async function examine(io: Io, options: { online: boolean }): Promise<Finding[]> {
  const findings: Finding[] = [examineNode()];
  const home = homeFolder(io.env);
  const { problems, config, wrong } = examineSettings(io.env);
  findings.push(...problems);
  if (problems.length === 0)
    findings.push({ about: "settings", verdict: "fine", says: `home folder ${home}` });
  findings.push(...examineIdleSettings(io.env, { config, wrong }));
  if (config) findings.push(examineContact(config), ...examineAmazonSettings(config));
  findings.push(...examineSecrets(home), ...examineDisk(home));
  const path = join(home, "library.db");
  const { driver, loads } = examineDriver();
  findings.push(driver, await examinePictures());
  const look = (): Promise<Db> => openLibrary(path, { readonly: true });
  const db = loads ? await attempt(findings, "library", look) : undefined;
  try {
    if (db) findings.push(...examineLibrary(db, path));
    if (config && loads) findings.push(...examineCatalogue(home, config.catalogue.mode));
    if (config && loads) findings.push(...(await examineServices({ config, wrong, db }, options)));
  } finally {
    if (db) closeLibrary(db);
  }
  return findings;
}

/** A damaged file may open, and fail only where it is read. */
function examineLibrary(db: Db, path: string): Finding[] {
  try {
    const findings = [...examineSqlite(db, path), ...examineJobs(db)];
    if (db.$client.memory) return findings;
    findings.push(
      ...examineDoubles(db),
      ...examineEditions(db),
      ...examineRedirects(db),
      ...examineIndex(db),
    );
    return [...findings, ...examineCovers(db, dirname(path))];
  } catch (error) {
    return [problemOf("library", explainDatabaseError(error, path) ?? error)];
  }
}

function examineContact(config: Config): Finding {
  const { contact } = config;
  if (contact !== undefined && isReachable(contact))
    return { about: "contact", verdict: "fine", says: contact };
  const is = contact === undefined ? "is not set" : `is "${contact}"`;
  return {
    about: "contact",
    verdict: "note",
    says: `IMPORTER_CONTACT ${is}: services can't reach you before they block you`,
    remedy: "export IMPORTER_CONTACT=you@example.org",
  };
}

async function attempt<T>(
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
