import { StringDecoder } from "node:string_decoder";
import { UserError } from "../../errors.ts";
import { isSecret } from "../../settings/secret.ts";
import { untilStopped } from "../io/until-stopped.ts";
import type { Io } from "../io/io.ts";
import { tell } from "../io/output.ts";
import { typedInput } from "../io/typed-input.ts";
import { askLine } from "../io/converse.ts";

/** No setting is longer, and an endless input must end somewhere. */
const mostBytes = 64 * 1024;

/**
 * A setting's new value: as typed, of standard input (`-`), or asked for on a terminal, which does not show a secret.
 * @throws UserError for none, several lines, or control characters.
 */
export async function readNewValue(name: string, typed: string | undefined, io: Io): Promise<string> {
  const value = (typed === undefined || typed === "-" ? await readIn(name, typed, io) : typed).trim();
  if (value === "")
    throw new UserError(`${name} needs a value`, { hint: `importer config unset ${name} takes it out` });
  if (/[\u0000-\u001f\u007f]/.test(value)) {
    throw new UserError(`${name} must be one line, without control characters`, {
      hint: `importer config set ${name} -`,
    });
  }
  if (typed !== undefined && typed !== "-" && isSecret(name)) {
    tell(
      io,
      `importer: ${name} stays in the history of your shell; another time: importer config set ${name} -`,
    );
  }
  return value;
}

async function readIn(name: string, typed: string | undefined, io: Io): Promise<string> {
  if (io.interactive) return ask(name, io);
  if (typed === "-") return untilStopped(io, (signal) => readAll(name, io, signal));
  throw new UserError(`${name} needs a value`, {
    hint: `importer config set ${name} <value>, or - for standard input`,
  });
}

const ask = (name: string, io: Io): Promise<string> =>
  untilStopped(io, (signal) => askLine(`${name}: `, io, signal, { isSecret: isSecret(name) }));

async function readAll(name: string, io: Io, signal: AbortSignal): Promise<string> {
  const decoder = new StringDecoder("utf8");
  let text = "";
  for await (const chunk of typedInput(io, signal, name)) {
    text += typeof chunk === "string" ? chunk : decoder.write(chunk);
    if (text.length > mostBytes)
      throw new UserError(`${name} can't be longer than 64 KB`, { hint: "nothing was written" });
  }
  return text + decoder.end();
}
