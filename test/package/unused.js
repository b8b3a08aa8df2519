/**
 * Dead code: exports that nothing uses, files that nobody imports, and dependencies that nothing names. Part of `npm run check`; exit
 * code 1 with a line for each. It goes by names: an exported name means one thing in the whole tree.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a run begins: nobody imports these. */
const entries = [
  /^src\/(index|cli\/main)\.ts$/,
  /^src\/db\/schema\//, // read by drizzle-kit
  /^test\/.*\.test\.ts$/,
  /^test\/(vitest\.config\.ts|\w+\/run\.ts|bench\/.*|dump\/make\.ts|package\/.*)$/,
];
/** Named by none of our files: peers of what is named, and programs that scripts of others call. */
const needed = new Set(["@types/node", "@types/better-sqlite3", "@types/cli-progress", "typescript"]);

const files = ["src", "test", "bin"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) =>
    join(folder, file).replaceAll("\\", "/"),
  ),
);
const sources = new Map(
  files.filter((file) => /\.(ts|js|mjs|sh)$/.test(file)).map((file) => [file, readFileSync(file, "utf8")]),
);
const configs = [
  ".dependency-cruiser.js",
  "eslint.config.js",
  "package.json",
  "rolldown.config.ts",
  "tsconfig.json",
];
const wordsOf = (text) => text.match(/[\w$]+/g) ?? [];

/** In how many files a word stands, and how often in all. */
const counts = new Map();
for (const text of sources.values()) {
  const inFile = new Map();
  for (const word of wordsOf(text)) inFile.set(word, (inFile.get(word) ?? 0) + 1);
  for (const [word, count] of inFile) counts.set(word, (counts.get(word) ?? 0) + count);
}

const exported =
  /^export (?:declare )?(?:async )?(?:const|let|function\*?|class|abstract class|interface|type|enum) (\w+)/gm;
const isEntry = (file) => entries.some((entry) => entry.test(file));

const unusedExports = [...sources].flatMap(([file, text]) =>
  isEntry(file)
    ? []
    : Array.from(text.matchAll(exported), ([, name]) => name)
        .filter((name) => counts.get(name) === 1)
        .map((name) => `${file}: nothing uses ${name}`),
);

const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync("package.json", "utf8"));
const inScripts = JSON.stringify(scripts);

const imported = new Set();
for (const [file, text] of sources) {
  for (const [, specifier] of text.matchAll(/(?:from|import\(|import|new URL\(|join\([^)]*,)\s*"(\.[^"]*)"/g))
    imported.add(join(file, "..", specifier).replaceAll("\\", "/"));
}
const built = readFileSync("rolldown.config.ts", "utf8");
const everything = [...sources.values()].join("\n");
const orphans = [...sources.keys()].filter(
  (file) =>
    file.startsWith("src/") &&
    !isEntry(file) &&
    !imported.has(file) &&
    !built.includes(file) && // built as a program of its own
    !everything.includes(file.slice(file.lastIndexOf("/"))), // started as a process of its own
);

const said =
  everything +
  configs.map((file) => (file === "package.json" ? inScripts : readFileSync(file, "utf8"))).join("\n");
const idle = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => {
  const called = name === "dependency-cruiser" ? "depcruise" : name;
  return !needed.has(name) && !said.includes(`"${name}`) && !new RegExp(`\\b${called}\\b`).test(inScripts);
});

const faults = [
  ...unusedExports,
  ...orphans.map((file) => `${file}: nobody imports it`),
  ...idle.map((name) => `package.json: nothing names ${name}`),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length > 0 ? 1 : 0;
