import { expect, it } from "vitest";
import { createStage } from "../helpers/cli.ts";

const saidOf = (stdout: string): string | undefined => /^ {2}typed +(.*)$/m.exec(stdout)?.[1];

it("an album that is called otherwise than was typed says why it was taken, and so do remembered words", async () => {
  const { importer } = await createStage();
  const mistyped = ["album", "Nevermnd", "--artist", "Nirvanna"];
  const nearly = '"Nevermnd": title nearly the same, artist nearly the same';
  expect(saidOf((await importer([...mistyped, "--dry-run"])).stdout)).toBe(nearly);
  expect(saidOf((await importer(mistyped)).stdout)).toBe(nearly);
  expect(saidOf((await importer(mistyped)).stdout)).toBe('"Nevermnd": these words were decided before');
  const exact = [
    ["Nevermind", "-a", "Nirvana"],
    ["Nirvana - Nevermind"],
    ["1"],
    ["--id", "1"],
    ["NEVERMIND (1991)"],
  ];
  for (const words of exact)
    expect([words, saidOf((await importer(["album", ...words])).stdout)]).toEqual([words, undefined]);
});

it("what would be an identifier is a title behind title:, and the hints say so", async () => {
  const { importer } = await createStage();
  const barcode = await importer(["album", "602537347377"]);
  expect(barcode.stderr).toContain("if it is the title: importer album title:602537347377");
  const labelled = await importer(["album", "title:602537347377", "--artist", "U2"]);
  expect(labelled.stdout).toContain('has no album "602537347377" by U2');
  const nevermind = "1b022e01-4da6-387b-8658-8678046e4cef";
  const beside = await importer(["album", nevermind, "--artist", "U2"]);
  expect(beside.exitCode).toBe(2);
  expect(beside.stderr).toContain(`as a title: importer album title:${nevermind} --artist U2`);
  expect((await importer(["album", `title:${nevermind}`, "--artist", "U2"])).exitCode).toBe(3);
});
