import { shellQuoted } from "../../plain-text.ts";
import { isSecret, withoutSecrets } from "../../settings/secret.ts";
import type { Io } from "../io/io.ts";

const secretFlag = /^(--[a-z-]*(?:token|secret|password|api-key)[a-z-]*)(?:=|$)/i;

/**
 * What was typed, as it may be kept: no value of a secret setting, no name and password in an address, nothing behind a flag for a
 * secret; quoted where the shell needs that.
 */
export function wordsTyped(argv: string[], env: Io["env"]): string {
  return ["importer", ...withoutSecretWords(argv, env).map(shellQuoted)].join(" ").slice(0, longestTyped);
}

/** The same, word by word. */
export function withoutSecretWords(argv: string[], env: Io["env"]): string[] {
  const secrets = Object.entries(env).flatMap(([name, value = ""]) =>
    isSecret(name) && value.length >= 4 ? [value] : [],
  );
  return argv.map((word, at) => {
    if (secretFlag.test(argv[at - 1] ?? "") && !(argv[at - 1] ?? "").includes("=")) return "***";
    const flag = secretFlag.exec(word);
    if (flag && word.includes("=")) return `${flag[1]}=***`;
    const bare = secrets.reduce((text, secret) => text.replaceAll(secret, "***"), word);
    return withoutSecrets(bare);
  });
}

/** Of what is longer only the beginning is kept. */
export const longestTyped = 1_000;
