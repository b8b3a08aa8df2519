/** Which room may look into which. Every rule says why; `npm run layers` enforces them. */
const only = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    only(
      "no-circular",
      "Two files that need each other are one file, or a third is missing.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    only(
      "nothing-unused",
      "A module that nobody needs is a module that nobody keeps right.",
      { orphan: true, pathNot: "^src/cli/main\\.ts$" },
      {},
    ),
    only(
      "matching-is-pure",
      "Matching decides from its arguments alone, so that an evaluation can replay every decision.",
      { path: "^src/matching/" },
      { pathNot: "^src/(matching/|errors\\.ts$)" },
    ),
    only(
      "sources-do-not-know-the-database",
      "A source speaks to a web service; the gate is handed to it. Answers are saved in importers.",
      { path: "^src/sources/" },
      { path: "^src/(db|library|jobs|importers|enrichment|tasks|cli|demo)" },
    ),
    only(
      "library-does-not-know-the-network",
      "The library is statements on tables; nothing in it may wait for the network.",
      { path: "^src/(library|db)/" },
      { path: "^src/(sources|network|importers|enrichment|jobs|tasks|cli|demo)" },
    ),
    only(
      "jobs-do-not-know-what-a-job-does",
      "The queue moves rows. tasks.ts says which room does the work.",
      { path: "^src/jobs/" },
      { path: "^src/(sources|library|importers|enrichment|matching|network|tasks|cli|demo)" },
    ),
    only(
      "importers-look-downward",
      "Importers join sources and library; they are called, and call nobody above.",
      { path: "^src/(importers|enrichment)/" },
      { path: "^src/(tasks|cli|demo)" },
    ),
    only(
      "scan-knows-the-disk-only",
      "A scan reads files and saves what they say: it must work offline, and asks nobody.",
      { path: "^src/scan/" },
      { path: "^src/(sources|network|importers|jobs|tasks|cli|demo)" },
    ),
    only(
      "scan-takes-only-covers-from-enrichment",
      "It checks and keeps covers as enrichment does; what is asked of services is none of its business.",
      { path: "^src/scan/" },
      { path: "^src/enrichment/", pathNot: "^src/enrichment/(image|artwork-store)\\.ts$" },
    ),
    only(
      "only-cli-scans",
      "Scanning begins when a person asks for it; nothing below may depend on there being files.",
      { path: "^src/", pathNot: "^src/(cli|scan)/" },
      { path: "^src/scan/" },
    ),
    only(
      "the-demo-stands-alone",
      "The stand-ins play the web services: sharing code with the real clients would let both be wrong together.",
      { path: "^src/demo/" },
      { path: "^src/(sources|importers|library|db|jobs|enrichment|matching|scan|tasks|config)" },
    ),
    only(
      "only-cli-reaches-the-demo",
      "The program must not lean on its stand-ins.",
      { path: "^src/", pathNot: "^src/(cli|demo)/" },
      { path: "^src/demo/" },
    ),
    only(
      "only-open-opens-sqlite",
      "Pragmas and migrations must not be by-passed; open-foreign.ts only reads what is not ours.",
      { path: "^src/", pathNot: "^src/db/open(-foreign)?\\.ts$" },
      { path: "better-sqlite3", pathNot: "drizzle-orm", dependencyTypesNot: ["type-only"] },
    ),
    only(
      "only-http-holds-undici",
      "One client: gate, retries, limits, proxy and faults in one place.",
      { path: "^src/", pathNot: "^src/sources/http/" },
      { path: "node_modules/undici" },
    ),
    only(
      "only-cli-prints",
      "Rooms return values and emit events; how they look on a screen is the business of cli.",
      { path: "^src/", pathNot: "^src/cli/" },
      { path: "node_modules/(chalk|cli-progress|commander)" },
    ),
    only(
      "nobody-calls-upward",
      "cli is the top: what lies below it can be used, tested and read without it.",
      { path: "^src/", pathNot: "^src/cli/" },
      { path: "^src/cli/" },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  },
};
