import { evaluate } from "./evaluate.ts";
import { evaluateProducts, formatProducts, showHand, wrongAccepts } from "./products/report.ts";
import { countWrong, formatReport } from "./report.ts";

const evaluation = evaluate();
console.log(formatReport(evaluation));
const products = evaluateProducts();
console.log(`\nproducts\n\n${formatProducts(products)}`);
if (process.argv.includes("--missed")) {
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
