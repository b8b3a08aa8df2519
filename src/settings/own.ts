/** A setting as it was given, and where, for the words of a refusal. */
export interface GivenSetting {
  name: string;
  value: string;
  from: string;
  /** Its default, which serves as an example. */
  byDefault?: string | undefined;
}

export type Environment = Record<string, string | undefined>;

/** A web service: where it is, and how far apart its requests must be (ms; 0 for a mirror of one's own). */
export interface ServiceConfig {
  url: string;
  intervalMs: number;
}

/**
 * The settings that one place owns, beside what they set: their names with defaults, and how they are read. The same names
 * serve in the environment and in `config.json`; `config.ts` merges them, and knows where each value came from.
 */
export interface OwnSettings<Name extends `IMPORTER_${string}`, Value> {
  defaults: Record<Name, string | undefined>;
  /** What counts where one without a default is not set, in words. */
  unset?: Partial<Record<Name, string>>;
  /** @throws UserError naming the setting, its value and where it came from. */
  read(given: (name: Name) => GivenSetting): Value;
}

/** For the compiler: the names come from `defaults`, the value from `read`. */
export const ownSettings = <Name extends `IMPORTER_${string}`, Value>(
  own: OwnSettings<Name, Value>,
): OwnSettings<Name, Value> => own;
