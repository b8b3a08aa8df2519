/** Words that people type for a command: they come from other programs. */
export const synonyms: Readonly<Record<string, readonly string[]>> = {
  find: ["search"],
  rm: ["remove"],
  delete: ["remove"],
  ls: ["list"],
  status: ["jobs", "stats"],
  version: ["--version"],
  "-v": ["--version"],
};

/** The arguments with the program's own word in the place of another one; a command of that name comes first. */
export function withoutSynonyms(argv: string[], commands: readonly string[]): string[] {
  const [first = "", ...rest] = argv;
  if (commands.includes(first) || !Object.hasOwn(synonyms, first)) return argv;
  return [...synonyms[first]!, ...rest];
}
