import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../src/package-root.ts";
import { buildPackage } from "../cli/built.ts";
import { packagesOf, thirdPartyNotices } from "./third-party.ts";

const built = dirname(dirname(buildPackage()));
const chunks = JSON.parse(readFileSync(join(built, "chunks.json"), "utf8")) as Record<string, string[]>;
const bundled = packagesOf(Object.values(chunks).flat());

it("the package takes the licence of everything along that is bundled into it", () => {
  const notices = readFileSync(join(built, "dist", "THIRD-PARTY.txt"), "utf8");
  expect(bundled.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["chalk", "commander", "drizzle-orm", "zod"]),
  );
  for (const { name, license } of bundled) {
    const [, own = ""] = notices.split(`${name} (${license})\n`);
    const [text = ""] = own.split("\n---\n");
    expect(text, name).toMatch(
      license === "MIT" ? /Copyright[\s\S]*Permission is hereby granted/ : /TERMS AND COND/,
    );
  }
});

it("what is bundled and has no text of its licence stops the build", () => {
  const folder = join(packageRoot(), "node_modules", "drizzle-orm");
  const secret = { name: "some-package", license: "BSD-3-Clause", folder };
  expect(() => thirdPartyNotices([secret], join(packageRoot(), "node_modules"))).toThrow(
    "some-package is bundled, and the text of BSD-3-Clause is nowhere",
  );
});
