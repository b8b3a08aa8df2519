import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { typedInput } from "../../../src/cli/io/typed-input.ts";
import { InterruptedError } from "../../../src/errors.ts";
import { openList } from "../../../src/lists/open-list.ts";

function reading({ isTTY }: { isTTY: boolean }) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const stopping = new AbortController();
  let told = "";
  const io = { stdin, stderr: { write: (text: string) => (told += text) } };
  const read = async (): Promise<string> => {
    const { bytes } = await openList("-", typedInput(io, stopping.signal, "the list"));
    let text = "";
    for await (const chunk of bytes) text += String(chunk);
    return text;
  };
  return { stdin, read, told: () => told, stop: () => stopping.abort(new InterruptedError()) };
}

it("says at a terminal that it waits, and how that ends", async () => {
  const { stdin, read, told } = reading({ isTTY: true });
  stdin.end("Desire\n");
  expect(await read()).toBe("Desire\n");
  expect(told()).toBe("reading the list from the terminal; Ctrl-D ends it\n");
});

it("says nothing of a pipe", async () => {
  const { stdin, read, told } = reading({ isTTY: false });
  stdin.end("Desire\n");
  expect(await read()).toBe("Desire\n");
  expect(told()).toBe("");
});

it.each([{ isTTY: true }, { isTTY: false }])("one Ctrl-C ends it while nothing comes: %o", async (kind) => {
  const { stdin, read, stop } = reading(kind);
  stdin.write("Desire\n");
  const ended = expect(read()).rejects.toThrow(InterruptedError);
  setImmediate(stop);
  await ended;
});
