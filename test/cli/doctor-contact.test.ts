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
