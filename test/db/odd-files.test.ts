import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLibrary } from "../../src/db/opening/open.ts";
import { UserError } from "../../src/errors.ts";
import { faultOf } from "../helpers/http.ts";
import { temporaryFolder } from "../helpers/library.ts";

const oddities: [string, (path: string, folder: string) => void | Promise<void>, RegExp][] = [
  ["a folder", (path) => void mkdirSync(path), /library\.db is a folder, not a library$/],
  ["a link to a folder", (path, folder) => symlinkSync(folder, path), /library\.db is a link to a folder$/],
  [
    "a dangling link",
    (path, folder) => symlinkSync(join(folder, "unplugged.db"), path),
    /library\.db is a link to .*unplugged\.db, and nothing is there$/,
  ],
  [
    "a link to itself",
    (path) => symlinkSync(path, path),
    /library\.db is a link to .*library\.db, and nothing/,
  ],
  [
    "a socket",
    (path) =>
      new Promise((resolve) => {
        const server = createServer().listen(path, resolve);
        onTestFinished(() => void server.close());
      }),
    /library\.db is no file$/,
  ],
];

test.each(oddities.flatMap((odd) => [true, false].map((readonly) => [...odd, { readonly }] as const)))(
  "%s in the library's place is called what it is, and left alone",
  async (_, make, says, options) => {
    const folder = temporaryFolder();
    const home = join(folder, "home");
    mkdirSync(home);
    writeFileSync(join(home, "other"), "");
    await make(join(home, "library.db"), folder);
    const before = [readdirSync(home), readdirSync(folder)];
    const fault = await faultOf(openLibrary(join(home, "library.db"), options));
    expect(fault).toBeInstanceOf(UserError);
    expect((fault as UserError).message).toMatch(says);
    expect((fault as UserError).hint).toContain("IMPORTER_HOME");
    expect([readdirSync(home), readdirSync(folder)]).toEqual(before);
  },
);
