import { RejectedError, UnavailableError } from "../../src/errors.ts";
import type { Reply } from "../../src/demo/stand-in.ts";
import { seeded } from "../helpers/random.ts";
import { mutation } from "./mutate.ts";
import type { Target } from "./targets.ts";

/** A case in which something else came of a spoilt answer than the whole truth, or a typed fault. */
export interface Finding {
  seed: number;
  target: string;
  what: string;
  came: string;
}

const hangMs = 20_000;

/**
 * Asks what the program asks, of services whose valid answers are spoilt in one way each. Whatever comes, it must not be
 * "they have none", less than was there, an untyped fault, or nothing at all.
 */
export async function fuzz(
  targets: Target[],
  options: { cases: number; firstSeed: number },
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const wholes = new Map<Target, number>();
  for (const target of targets) {
    const whole = await target.ask();
    if (whole === 0) throw new Error(`${target.name}: there is nothing to spoil`);
    wholes.set(target, whole);
  }
  for (let seed = options.firstSeed; seed < options.firstSeed + options.cases; seed++) {
    const random = seeded(seed);
    const target = targets[Math.floor(random() * targets.length)]!;
    const { what, rewrite } = mutation(random);
    let isNone = false;
    const note = (reply: Reply): Reply => {
      const spoilt = rewrite(reply);
      isNone ||= target.none !== undefined && spoilt.body === target.none;
      return spoilt;
    };
    target.standIn.setFault(() => ({ kind: "rewrite", rewrite: note }));
    const came = await outcomeOf(target, wholes.get(target)!);
    target.standIn.setFault(undefined);
    if (came !== undefined && !isNone) findings.push({ seed, target: target.name, what, came });
  }
  return findings;
}

async function outcomeOf(target: Target, whole: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it hangs")), hangMs);
  });
  const { isOpinion } = target;
  try {
    const found = await Promise.race([target.ask(), hang]);
    if (found >= whole || (found === 0 && isOpinion)) return undefined;
    return found === 0 ? "absent" : `${found} instead of ${whole}`;
  } catch (error) {
    const isTyped = error instanceof UnavailableError || error instanceof RejectedError;
    return isTyped ? undefined : `${(error as Error).name}: ${(error as Error).message}`;
  } finally {
    clearTimeout(timer);
  }
}
