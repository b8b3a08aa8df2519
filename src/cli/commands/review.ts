import type { Command } from "commander";
import { UserError } from "../../errors.ts";
import type { Unfitting } from "../../importers/context.ts";
import type { Decision } from "../../lists/review/decision.ts";
import { withImporting } from "../run/context.ts";
import { parseId } from "../typed/flags.ts";
import type { CommandEnding, Io } from "../io/io.ts";
import { oneFlagOf } from "../typed/one-flag.ts";
import { createOutput } from "../io/output.ts";

interface ReviewFlags {
  where?: string;
  acceptFirst?: boolean;
  dryRun?: boolean;
  csv?: boolean;
  json?: boolean;
}

/** What only a person can tell, wherever it came from. */
export function addReviewCommand(program: Command, io: Io, ending: CommandEnding): void {
  const review = program
    .command("review")
    .description("decide what is ambiguous, weak or not found: by keys, as JSON, or in a spreadsheet")
    .option("--where <condition>", "only these: score>0.9, outcome=weak, artist~floyd (joined by and)")
    .option("--accept-first", "pick the first candidate of each that --where names")
    .option("-n, --dry-run", "with --accept-first: ask as it would, say what would be picked")
    .option("--csv", "print CSV: fill in the column decision, then importer review apply")
    .option("--json", "print one JSON document")
    .action(async (flags: ReviewFlags) => {
      checkTogether(flags);
      ending.exitCode = await run(io, flags);
    });
  addApply(review, io, ending);
  addDecision(review, io, {
    name: "pick",
    says: "it is this one: a candidate's number, an MBID, an address or a ref",
    argument: "<ref>",
  });
  addDecision(review, io, { name: "keep", says: "keep it as it is: an item that no source has" });
  addDecision(review, io, { name: "drop", says: "not wanted, never again" });
  addDecision(review, io, { name: "later", says: "put it off" });
}

function checkTogether({ where, acceptFirst, dryRun, csv, json }: ReviewFlags): void {
  const clash =
    csv && json
      ? "--csv and --json can't be given together"
      : acceptFirst && csv
        ? "--accept-first and --csv can't be given together"
        : acceptFirst && where === undefined
          ? "--accept-first needs --where: which questions it may settle"
          : dryRun && !acceptFirst
            ? "--dry-run goes with --accept-first"
            : undefined;
  if (clash !== undefined)
    throw new UserError(clash, {
      hint: "for instance: importer review --where 'score>0.9' --accept-first --dry-run",
    });
}

async function run(io: Io, flags: ReviewFlags): Promise<number> {
  const { parseWhere } = await import("../../lists/review/where.ts");
  const fits = parseWhere(flags.where ?? "");
  return withImporting(io, { dryRun: flags.dryRun }, async (context) => {
    const { findMoot, settleMoot } = await import("../../lists/review/settle.ts");
    const { listQuestions } = await import("../../lists/review/list-questions.ts");
    const { putMerges } = await import("../../lists/review/merges.ts");
    const isShown = !flags.acceptFirst && (flags.csv || flags.json || !io.interactive);
    if (!flags.dryRun) await putMerges(context.importing); // each needs its number
    const moot = findMoot(context.db);
    if (!isShown && !flags.dryRun) await settleMoot(context.importing, moot);
    const ended = new Set(moot.map(({ id }) => id));
    const questions = listQuestions(context.db).filter((each) => !ended.has(each.id) && fits(each));
    if (flags.acceptFirst) {
      const { acceptFirst } = await import("../view/review/accept.ts");
      return acceptFirst(context, questions, io, flags);
    }
    const { showQuestions } = await import("../view/review/questions.ts");
    if (isShown) return showQuestions(questions, io, flags);
    const { askQuestions } = await import("../view/review/ask.ts");
    return askQuestions(context, questions, io);
  });
}

function addApply(review: Command, io: Io, ending: CommandEnding): void {
  review
    .command("apply")
    .description("do what the column decision of a CSV says: a number, an MBID, keep, drop or later")
    .argument("<file>", "as --csv printed it, filled in; - for standard input")
    .option("--json", "print one JSON document")
    .action(async (path: string, flags: { json?: boolean }) => {
      ending.exitCode = await withImporting(io, {}, async (context) => {
        const { readDecisions } = await import("../../lists/review/read-decisions.ts");
        const { typedInput } = await import("../io/typed-input.ts");
        const { openList } = await import("../../lists/open-list.ts");
        const { applyDecisions } = await import("../view/review/accept.ts");
        const { bytes, says } = await openList(path, typedInput(io, context.signal, "the decisions"));
        const decisions = await readDecisions(bytes, says);
        return applyDecisions(context, decisions, io, {
          json: flags.json ?? review.opts<ReviewFlags>().json,
        });
      });
    });
}

function addDecision(
  review: Command,
  io: Io,
  { name, says, argument }: { name: Decision["kind"]; says: string; argument?: string },
): void {
  const command = review.command(name).description(says).argument("<id>", "the question's id", parseId);
  if (argument !== undefined)
    command
      .argument(argument, "the number of a candidate, an MBID, an address or a ref")
      .option("--partial", "of an album that was read from files: bind those that fit, leave the others")
      .option("--yes", "of such an album: bind all of its files, those that don't fit by their place");
  command.option("--json", "print one JSON document").action((id: number, ...rest: unknown[]) =>
    withImporting(io, {}, async (context) => {
      const { decide } = await import("../../lists/review/decide.ts");
      const { watchQueued } = await import("../view/imports/queued.ts");
      const { decidedWords, jsonOfDecided } = await import("../view/review/accept.ts");
      const flags = command.opts<{ json?: boolean; partial?: boolean; yes?: boolean }>();
      oneFlagOf(flags, ["partial", "yes"], "importer review pick");
      const unfitting: Unfitting = flags.yes ? "by place" : flags.partial ? "leave" : "ask";
      const output = createOutput(io, { json: flags.json ?? review.opts<ReviewFlags>().json });
      const decision: Decision = name === "pick" ? { kind: "pick", ref: String(rest[0]) } : { kind: name };
      const sayQueued = watchQueued(context.db, io);
      const decided = await decide({ ...context.importing, unfitting }, id, decision);
      output.document(jsonOfDecided(decision, decided));
      output.line(decidedWords(context.db, decision, decided));
      sayQueued();
    }),
  );
}
