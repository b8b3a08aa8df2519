import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) =>
    join(folder, file).replaceAll("\\", "/"),
  );
const files = [...filesBelow("src"), ...filesBelow("test"), ...filesBelow("bin"), ...filesBelow("drizzle")];

/** Code in backticks that is a path of this tree: `turn.ts`, `worker/turn.ts`, `../matching`, `src/demo/`. */
const named = /`((?:\.\.\/|src\/|test\/)[\w./-]*\w\/?|[\w./-]+\.(?:ts|js|mjs))`/g;
const namedIn = (text: string): string[] =>
  [...text.matchAll(named)].map(([, path = ""]) => path.replace(/\/$/, ""));

/** Whether a page that lies in `folder` leads to something: from there, from the root, or by the end of a path. */
function leadsSomewhere(path: string, folder: string): boolean {
  if (path.startsWith("../shared")) return true; // beside a checkout, if anywhere
  if (path.startsWith("../")) return existsSync(join(root, folder, path));
  return existsSync(join(root, path)) || files.some((file) => file.endsWith(`/${path}`));
}

const pages = ["README.md", ...files.filter((file) => file.endsWith(".md"))];
test.each(pages)("every file and folder that %s names is there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  expect(namedIn(text).filter((path) => !leadsSomewhere(path, dirname(page)))).toEqual([]);
});

test("each room of more than ten files says what it is made of", () => {
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const large = rooms.filter(
    ({ name }) => filesBelow(`src/${name}`).filter((file) => file.endsWith(".ts")).length > 10,
  );
  expect(
    large.map(({ name }) => name).filter((name) => !existsSync(join(root, "src", name, "README.md"))),
  ).toEqual([]);
});

const comment = /^\s*(?:\/\*\*?|\*|\/\/).*$/gm;
test("every file that a comment names is there", () => {
  const astray = files
    .filter((file) => file.startsWith("src/") && file.endsWith(".ts"))
    .flatMap((file) =>
      namedIn((readFileSync(join(root, file), "utf8").match(comment) ?? []).join("\n"))
        .filter((path) => !leadsSomewhere(path, dirname(file)))
        .map((path) => `${file} names ${path}`),
    );
  expect(astray).toEqual([]);
});
