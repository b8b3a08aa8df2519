/**
 * Homonyms: names that more than one file of `src` exports. An exported name means one thing in the whole tree, so that whoever greps
 * for it finds that thing. Part of `npm run check`; exit code 1 with a line for each. Another folder to look into may be named.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Files whose names are read behind that of their file, and may therefore be alike: `replies.notFound()`. */
const readBehindTheirFile = /^demo\/[\w-]+\/replies\.ts$/; // each stand-in has the answers of its own service

const exported =
  /^export (?:declare )?(?:async )?(?:const|let|function\*?|class|abstract class|interface|type|enum) (\w+)/gm;

const folder = process.argv[2] ?? "src";
const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".ts") && !readBehindTheirFile.test(file));

/** The files that export a name. An overload is one with its function. */
const filesOf = new Map();
for (const file of files)
  for (const [, name] of readFileSync(join(folder, file), "utf8").matchAll(exported))
    filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file));

const homonyms = [...filesOf].filter(([, { size }]) => size > 1);
for (const [name, where] of homonyms) process.stderr.write(`${name}: ${[...where].join(", ")}\n`);
process.exitCode = homonyms.length > 0 ? 1 : 0;
