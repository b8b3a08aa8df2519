import { expect, it } from "vitest";
import { doPart, scanFolder, type EndedPart, type SyncGiven } from "../../../src/cli/commands/sync/parts.ts";
import { createEvents } from "../../../src/events.ts";
import { UserError } from "../../../src/errors.ts";
import { temporaryLibrary } from "../../helpers/library.ts";

async function given(): Promise<{ given: SyncGiven; said: string[] }> {
  const { db } = await temporaryLibrary();
  const said: string[] = [];
  const io = { stderr: { write: (text: string) => said.push(text) } };
  const { signal } = new AbortController();
  const importing = { now: Date.now, transact: <T>(work: () => T): T => work() };
  const context = { db, importing, signal, events: createEvents(), config: { home: "/nowhere/home" } };
  return { given: { context, folder: "/nowhere/music", flags: {}, io } as unknown as SyncGiven, said };
}

const failing = (error: Error) => (): Promise<EndedPart> => Promise.reject(error);

it("a part that can't be done as it is asked is its own ending: the parts before it are still told", async () => {
  const { given: work, said } = await given();
  const fault = new UserError("/nowhere/music is gone", { hint: "name another folder" });
  expect(await doPart(work, "export", failing(fault))).toEqual({
    exitCode: 2,
    error: "/nowhere/music is gone",
  });
  expect(said.join("")).toBe("/nowhere/music is gone; name another folder\n");
});

it("a slip of ours ends the command, and so does a folder that is none", async () => {
  const { given: work } = await given();
  await expect(doPart(work, "export", failing(new TypeError("a slip")))).rejects.toThrow("a slip");
  const isNone = expect.objectContaining({
    message: expect.stringMatching(/no folder "\/nowhere\/music"/) as string,
    exitCode: 2,
  });
  await expect(doPart(work, "scan", scanFolder)).rejects.toEqual(isNone);
});
