import { renderRows, type Row } from "./table.ts";

// Node reads what this names at each start, for 30 ms: it is a machine's, few people's, and would make a bare start look dear.
delete process.env["NODE_EXTRA_CA_CERTS"];

/** `npm run bench` runs all; `npm run bench -- startup jobs-wake` runs some. */
const benches: Record<string, () => Promise<{ run: () => Row[] | Promise<Row[]> }>> = {
  requests: () => import("./requests.ts"),
  products: () => import("./products.ts"),
  startup: () => import("./startup.ts"),
  "jobs-throughput": () => import("./jobs-throughput.ts"),
  "jobs-claim-cost": () => import("./jobs-claim-cost.ts"),
  "jobs-wake": () => import("./jobs-wake.ts"),
  "jobs-recovery": () => import("./jobs-recovery.ts"),
  import: () => import("./import.ts"),
  ledger: () => import("./ledger.ts"),
  enrichment: () => import("./enrichment.ts"),
  scan: () => import("./scan.ts"),
  complete: () => import("./complete.ts"),
  catalogue: () => import("./catalogue.ts"),
  finding: () => import("./finding.ts"),
  million: () => import("./million.ts"),
  lists: () => import("./lists.ts"),
};

const chosen = process.argv.slice(2);
for (const [name, load] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const { run } = await load();
  process.stdout.write(`\n## ${name}\n\n${renderRows(await run())}\n`);
}
