/**
 * The plan of the house: which room of `src` may look into which, and why. An allow-list: what is not named here is refused, type
 * imports included, and so is a new folder until it has a row. A row's key is a folder of `src`, or a file that lies directly in it;
 * what it sees may also be some of a room's files, as a pattern.
 * `.dependency-cruiser.js` makes the rules of it; `test/layers.test.ts` plants an import for each pair that is not allowed.
 */
const words = [
  "errors.ts",
  "errno.ts",
  "plain-text.ts",
  "counts.ts",
  "facts.ts",
  "refs.ts",
  "stamp.ts",
  "events.ts",
];

export const rooms = {
  "errno.ts": { sees: [], why: "What the system's error names mean: a table of words." },
  "errors.ts": {
    sees: ["errno.ts"],
    why: "The faults that a caller can act on lie below everything that throws them.",
  },
  "plain-text.ts": { sees: [], why: "Text from outside made harmless: functions of nothing but text." },
  "counts.ts": { sees: [], why: "How a count is told: one is one, for whoever makes a sentence." },
  "decode-text.ts": {
    sees: [],
    why: "Bytes of unknown encoding as text: for whoever reads files that other programs wrote.",
  },
  "given-file.ts": { sees: [], why: "A small file that a person names: for whoever takes one." },
  "durable.ts": {
    sees: [],
    why: "fsync and mkdir: calls of the system, for whoever puts a file in its place.",
  },
  "package-root.ts": {
    sees: [],
    why: "Where the installed package lies: migrations and version are read from there.",
  },
  "facts.ts": { sees: [], why: "The words that sources, library and importers share." },
  "refs.ts": { sees: ["facts.ts"], why: "Which thing of which source: an identity, and how it is typed." },
  "stamp.ts": { sees: [], why: "A dump's name as a day: for whoever says or believes something as of it." },
  "events.ts": { sees: [], why: "Work announces itself here; whoever shows it listens." },
  matching: {
    sees: ["errors.ts", "facts.ts"],
    why: "Matching decides from its arguments alone, so that an evaluation can replay every decision.",
  },
  network: {
    sees: ["settings", "errors.ts"],
    why: "Which link carries the default route: it asks the system, and nobody else.",
  },
  db: {
    sees: ["durable.ts", "errors.ts", "errno.ts", "package-root.ts", "facts.ts"],
    why: "Schema, opening, migrations, transactions: below every statement.",
  },
  library: {
    sees: ["db", "matching", ...words],
    why: "Statements on the music tables: nothing in it may wait for the network.",
  },
  jobs: { sees: ["db", ...words], why: "The queue moves rows. tasks.ts says which room does the work." },
  artwork: {
    sees: ["settings", "durable.ts", "errors.ts"],
    why: "Pictures checked and kept as files: for whoever brings a cover, from a disk or a service.",
  },
  settings: {
    sees: ["errors.ts"],
    why: "What a setting is, and how one value is checked: without zod, since `--version` and `list` pay for it.",
  },
  "config.ts": {
    sees: [
      "settings",
      "sources/*/settings.ts",
      "sources/http/proxy/settings.ts",
      "network/settings.ts",
      "enrichment/cover-sources/settings.ts",
      "artwork/settings.ts",
      "catalogue/settings.ts",
      "errors.ts",
      "plain-text.ts",
    ],
    why: "The only room that reads the environment: it merges what each owner says of its own settings, and knows origins.",
  },
  sources: {
    sees: ["matching", "settings", ...words],
    why: "A source speaks to a web service; the gate is handed to it. It never sees the database.",
  },
  catalogue: {
    sees: ["sources", "matching", "settings", "db/faults.ts", "durable.ts", ...words],
    why: "MusicBrainz in one file: built of its dumps, asked through the source's own interface. It never sees the library.",
  },
  enrichment: {
    sees: ["artwork", "sources", "library", "jobs", "db", "matching", "network", "settings", ...words],
    why: "Covers and lyrics: it joins sources and library, is called, and calls nobody above.",
  },
  products: {
    sees: ["artwork", "sources", "library", "db", "matching", ...words],
    why: "A shop's products for an album: gathered from sources, judged by matching, kept in the library.",
  },
  importers: {
    sees: [
      "ledger/items/merge.ts",
      "ledger/items/rebind.ts",
      "ledger/items/remove.ts",
      "ledger/items/still-there.ts",
      "ledger/items/stranded.ts",
      "ledger/items/queued-jobs.ts",
      "sources",
      "library",
      "jobs",
      "db",
      "matching",
      ...words,
    ],
    why: "Find, ask, save: it joins sources and library, queues jobs, makes one of what is one, and calls nobody above.",
  },
  scan: {
    sees: ["artwork", "library", "db", "matching", "decode-text.ts", "given-file.ts", ...words],
    why: "A scan reads files and saves what they say: it must work offline, and asks nobody.",
  },
  ledger: {
    sees: ["library", "jobs", "db", "matching", ...words],
    why: "Who wrote what, told and taken back: it listens at the writing door, and writes through it.",
  },
  which: {
    sees: ["importers/words.ts", "importers/*/query.ts", "library", "db", "matching", ...words],
    why: "Which item of the library a person means: every command that takes one asks here, and nowhere else.",
  },
  backup: {
    sees: [
      "library",
      "jobs",
      "db",
      "durable.ts",
      "package-root.ts",
      "errors.ts",
      "errno.ts",
      "plain-text.ts",
    ],
    why: "A library copied whole and put back whole: it reads what there is to copy, and who still works on it.",
  },
  finding: {
    sees: ["library", "db", "matching", ...words],
    why: "Any question to the library, and its full-text index: it reads every table, and writes none of the music.",
  },
  lists: {
    sees: ["importers", "library", "jobs", "db", "matching", "decode-text.ts", ...words],
    why: "Many albums at once: it reads lists, remembers their rows, and imports each as a typed title. Nobody below knows of lists.",
  },
  tasks: {
    sees: ["lists", "importers", "enrichment", "products", "library", "jobs", "db", ...words],
    why: "One file a kind of job: what the room does that works it, and what its ending means for the queue.",
  },
  "tasks.ts": {
    sees: ["tasks", "ledger", "jobs", "errors.ts"],
    why: "Job kind → task: the compiler checks that none is missing; and which faults of the network every job waits out.",
  },
  demo: {
    sees: ["errors.ts"],
    why: "The stand-ins play the web services: sharing code with the real clients would let both be wrong together.",
  },
  composition: {
    sees: [
      "tasks",
      "importers",
      "enrichment",
      "products",
      "artwork",
      "sources",
      "catalogue",
      "library",
      "db",
      "network",
      "config.ts",
      "settings",
      "package-root.ts",
      ...words,
    ],
    why: "The composition root: config → library → gates → sources → contexts, for the command line and whoever else works.",
  },
  cli: {
    sees: [
      "composition",
      "tasks.ts",
      "tasks",
      "which",
      "finding",
      "lists",
      "ledger",
      "importers",
      "enrichment",
      "products",
      "scan",
      "backup",
      "artwork",
      "sources",
      "catalogue",
      "library",
      "jobs",
      "db",
      "matching",
      "network",
      "config.ts",
      "settings",
      "durable.ts",
      "package-root.ts",
      "demo",
      "given-file.ts",
      ...words,
    ],
    why: "The top: what a person types and sees. Nobody looks up at it, so all below can be used without it.",
  },
  "index.ts": {
    sees: ["cli", "enrichment", "db", "events.ts"],
    why: "The package's public face, for other people's programs. Nobody in the house looks at it.",
  },
};

/** Packages that only one place may hold, and why. */
export const packages = {
  "better-sqlite3": {
    in: [
      "db/opening/open.ts",
      "db/opening/open-foreign.ts",
      "db/opening/frozen.ts",
      "db/opening/driver.ts",
      "db/snapshot.ts",
      "db/numbers.ts",
      "catalogue/damage.ts",
      "catalogue/open.ts",
    ],
    why: "Pragmas and migrations must not be by-passed; open-foreign.ts only reads what is not ours, frozen.ts a copy of what can't be written, driver.ts whether it loads at all, snapshot.ts copies a library whole; a catalogue is a file of its own.",
  },
  undici: { in: ["sources/http/"], why: "One client: gate, retries, limits, proxy and faults in one place." },
  chalk: { in: ["cli/"], why: "Rooms return values and emit events; how they look is the business of cli." },
  "cli-progress": { in: ["cli/"], why: "As chalk." },
  commander: { in: ["cli/"], why: "As chalk." },
  "csv-parse": { in: ["lists/"], why: "Lists are read in one room." },
  "music-metadata": { in: ["scan/"], why: "Audio files are read in one room." },
  sharp: { in: ["artwork/", "demo/"], why: "Pictures are decoded in one room; the demo draws its own." },
};
