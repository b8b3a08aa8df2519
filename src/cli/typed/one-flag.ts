import { UserError } from "../../errors.ts";

/**
 * Mutually exclusive flags: which of them was given.
 * @throws UserError naming those that can't be given together.
 */
export function oneFlagOf<Name extends string>(
  flags: Partial<Record<Name, unknown>>,
  names: readonly Name[],
  command: string,
): Name | undefined {
  const given = names.filter((name) => flags[name] !== undefined);
  if (given.length > 1) {
    const words = given.map(flagOf).join(" and ");
    throw new UserError(`${words} can't be given together`, { hint: `${command} --help` });
  }
  return given[0];
}

/** As it is typed: `errorsTo` → `--errors-to`. */
const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
