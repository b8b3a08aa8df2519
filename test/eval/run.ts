import { parseArgs } from "node:util";
import { evaluate } from "./evaluate.ts";
import { judgeFile } from "./products/file.ts";
import { evaluateProducts, formatProducts, showHand, wrongAccepts } from "./products/report.ts";
import { countWrong, formatReport } from "./report.ts";

const { values } = parseArgs({
  options: { missed: { type: "boolean" }, products: { type: "string" }, json: { type: "boolean" } },
});
if (values.products === undefined) evaluateAll(values.missed ?? false);
else console.log(JSON.stringify(judgeFile(values.products), null, values.json ? undefined : 2));

function evaluateAll(missed: boolean): void {
  const evaluation = evaluate();
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
