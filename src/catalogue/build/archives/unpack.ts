import { spawn, spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { FileHandle } from "node:fs/promises";
import { reasonOf } from "../../../errors.ts";

/** How an .xz file is unpacked: by a process of its own, from its standard input to its standard output. */
export interface Unpacker {
  name: "xz" | "wasm";
  command: string;
  args: string[];
}

/** `xz` on the PATH is twice as fast as the WebAssembly that is always there. */
export function findUnpacker(env: Record<string, string | undefined> = process.env): Unpacker {
  const found = spawnSync("xz", ["--version"], { stdio: "ignore", env });
  return found.status === 0 ? { name: "xz", command: "xz", args: ["-dc", "-T0"] } : wasm();
}

function wasm(): Unpacker {
  const library = pathToFileURL(createRequire(import.meta.url).resolve("xz-decompress")).href;
  const script = `
    import { Readable } from "node:stream";
    import { pipeline } from "node:stream/promises";
    const { default: { XzReadableStream } } = await import(${JSON.stringify(library)});
    await pipeline(Readable.fromWeb(new XzReadableStream(Readable.toWeb(process.stdin))), process.stdout);`;
  return { name: "wasm", command: process.execPath, args: ["--input-type=module", "--eval", script] };
}

/**
 * The unpacked bytes of an open file, from its beginning, as they come. The process is ended with the reading.
 * @throws what `refuse` makes of a file that can't be read or unpacked.
 */
export async function* unpackFile(
  { name, command, args }: Unpacker,
  file: FileHandle,
  refuse: (why: string) => never,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  const feeding = file.createReadStream({ start: 0, autoClose: false, highWaterMark: 1 << 20 });
  feeding.on("data", (piece) => onRead(piece.length));
  let fault: Error | undefined;
  feeding.on("error", (error) => {
    fault = error;
    child.kill("SIGKILL"); // it would wait for more for ever
  });
  feeding.pipe(child.stdin);
  child.stdin.on("error", () => undefined); // it has ended, and says why below
  const errors: Buffer[] = [];
  child.stderr.on("data", (piece: Buffer) => void (errors.length < 50 && errors.push(piece)));
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(-1));
    child.once("close", (code) => resolve(code ?? -1));
  });
  let isWhole = false;
  try {
    yield* child.stdout as AsyncIterable<Buffer>;
    isWhole = (await ended) === 0 && !fault;
    if (fault) refuse(`it can't be read: ${reasonOf(fault)}`);
    if (!isWhole) refuse(`it can't be unpacked (${lastLine(errors)})${name === "wasm" ? orBy : ""}`);
  } finally {
    feeding.destroy();
    if (!isWhole) child.kill("SIGKILL");
  }
}

/** It knows neither large dictionaries nor every checksum or filter. */
const orBy = "; what is built in does not read every kind of .xz, and xz on the PATH does";

function lastLine(errors: Buffer[]): string {
  const lines = Buffer.concat(errors).toString("utf8").split("\n");
  const telling = lines.filter((line) => /error|xz:/i.test(line)).at(0) ?? lines.at(0) ?? "";
  return telling.replace(/^.*?xz: /, "").trim().slice(0, 200) || "the unpacking ended early"; // prettier-ignore
}
