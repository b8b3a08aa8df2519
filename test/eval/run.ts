import { parseArgs } from "node:util";
import { askBoth, isSound } from "./both/measure.ts";
import { evaluate } from "./evaluate.ts";
import { judgeFile } from "./products/file.ts";
import { evaluateProducts, formatProducts, showHand, wrongAccepts } from "./products/report.ts";
import { countWrong, formatReport } from "./report.ts";
import { isAnalyser } from "../../src/demo/musicbrainz/search/analyse.ts";
import { readCases, readPool } from "./road/case-file.ts";
import { askAll } from "./road/measure.ts";
import { formatSummary, summarise } from "./road/summary.ts";

const { values } = parseArgs({
  options: {
    missed: { type: "boolean" },
    products: { type: "string" },
    pool: { type: "string" },
    queries: { type: "string" },
    analyser: { type: "string", default: "musicbrainz" },
    around: { type: "string", default: "100000" },
    every: { type: "string", default: "1" },
    offset: { type: "string", default: "0" },
    catalogue: { type: "string" },
    json: { type: "boolean" },
    both: { type: "boolean" },
  },
});
if (values.products !== undefined) {
  console.log(JSON.stringify(judgeFile(values.products), null, values.json ? undefined : 2));
} else if (values.pool !== undefined || values.queries !== undefined) {
  await askFile(values);
} else {
  await evaluateAll(values.missed ?? false);
}

function isMode(text: string | undefined): text is "first" | "only" | undefined {
  return text === undefined || text === "first" || text === "only";
}

/** A case file, through the program as a person types it. */
async function askFile(files: typeof values): Promise<void> {
  const { pool, queries, analyser, around, catalogue } = files;
  const isAnyNumber = /^\d+$/.test(around);
  if (
    pool === undefined ||
    queries === undefined ||
    !isAnalyser(analyser) ||
    !isMode(catalogue) ||
    !isAnyNumber
  ) {
    console.error(
      "npm run eval -- --pool FILE --queries FILE [--json] [--both] [--analyser musicbrainz|classic] [--around 100000] [--catalogue first|only]",
    );
    process.exitCode = 2;
    return;
  }
  if (files.both) {
    const both = await askBoth(readPool(pool), readCases(queries), Number(around));
    console.log(JSON.stringify(both, null, 2));
    process.exitCode = isSound(both) ? 0 : 1;
    return;
  }
  const asked = await askAll(readPool(pool), readCases(queries), {
    analyser,
    around: Number(around),
    catalogue,
  });
  console.log(files.json ? JSON.stringify(summarise(asked), null, 2) : formatSummary(asked));
  process.exitCode = asked.some(({ verdict }) => verdict.isWrongAccept) ? 1 : 0;
}

async function evaluateAll(missed: boolean): Promise<void> {
  const { analyser, around, every, offset } = values;
  if (!isAnalyser(analyser)) throw new Error(`--analyser ${analyser}: musicbrainz or classic`);
  const { catalogue } = values;
  if (!isMode(catalogue)) throw new Error(`--catalogue ${catalogue}: first or only`);
  const part = { every: Number(every), offset: Number(offset), catalogue };
  const evaluation = await evaluate({ analyser, around: Number(around), ...part });
  console.log(formatReport(evaluation));
  const products = evaluateProducts();
  console.log(`\nproducts\n\n${formatProducts(products)}`);
  if (missed) {
    for (const { case: each, verdict, outcome, why } of evaluation.results) {
      if (verdict === "missed") {
        console.log(
          `${each.damage}: "${each.title}" by ${each.artist} of ${each.year}, expected ${each.expected.outcome}, is ${outcome}: ${why}`,
        );
      }
    }
    for (const each of products.byHand.filter(({ isRight }) => !isRight)) console.log(showHand(each));
    for (const { pair, verdict, why } of [...products.judged.albums, ...products.judged.songs]) {
      if ((verdict === "match") !== pair.same) {
        console.log(
          `${pair.texts.join(" / ")}: ${pair.same ? "the same" : "different"}, is ${verdict}: ${why}`,
        );
      }
    }
  }
  const wrong = countWrong(evaluation.results) + wrongAccepts(products.byHand).length;
  process.exitCode = wrong > 0 ? 1 : 0;
}
