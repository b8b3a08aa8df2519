import { expect, it } from "vitest";
import { createStage, documentOf } from "../helpers/cli.ts";

interface Finding {
  about: string;
  verdict: string;
}

it("doctor notes a contact at which nobody can be reached", async () => {
  const stage = await createStage();
  for (const contact of ["me", "42", "me@example.org", "https://example.org/me", "example.org"]) {
    const result = await stage.importer(["doctor", "--json"], { env: { IMPORTER_CONTACT: contact } });
    const { findings } = documentOf<{ findings: Finding[] }>(result);
    const told = findings.find(({ about }) => about === "contact");
    expect(told?.verdict, contact).toBe(contact.includes(".") ? "fine" : "note");
  }
});

it("whoever asks a service under such a contact is told so, once, as of one that is missing", async () => {
  const stage = await createStage();
  const words = ["album", "Surrender", "--artist", "The Chemical Brothers"];
  const asked = await stage.importer(words, { env: { IMPORTER_CONTACT: "me" } });
  expect(asked.exitCode).toBe(0);
  expect(
    asked.stderr.match(/IMPORTER_CONTACT is "me", at which nobody can be reached; MusicBrainz/g),
  ).toHaveLength(1);
  const quiet = await stage.importer([...words, "--force-providers"]);
  expect(quiet.stderr).not.toContain("IMPORTER_CONTACT");
});
