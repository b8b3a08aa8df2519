/** Rules made of the plan in `.rooms.js`; `npm run layers` enforces them. */
import { packages, rooms } from "./.rooms.js";

const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });
const escaped = (path) => path.replace(/[.]/g, "\\.");
const pattern = (files) => escaped(files).replace(/\*/g, "[^/]+");
/** A room, a file that lies in `src`, or a pattern of files. */
const inside = (room) => `^src/${pattern(room)}${room.endsWith(".ts") ? "$" : "/"}`;

const perRoom = Object.entries(rooms).map(([room, { sees, why }]) =>
  rule(
    `from-${room.replace(/\.ts$/, "")}`,
    why,
    { path: inside(room) },
    { path: "^src/", pathNot: [room, ...sees].map(inside) },
  ),
);

const perPackage = Object.entries(packages).map(([name, { in: places, why }]) =>
  rule(
    `only-here-${name}`,
    why,
    { path: "^src/", pathNot: places.map((place) => `^src/${escaped(place)}`) },
    { path: `(^|node_modules/)${name}(/|$)`, pathNot: "drizzle-orm", dependencyTypesNot: ["type-only"] },
  ),
);

export default {
  forbidden: [
    rule(
      "no-circular",
      "Two files that need each other are one file, or a third is missing.",
      {},
      { circular: true },
    ),
    rule(
      "nothing-unused",
      "A module that nobody needs is a module that nobody keeps right.",
      { orphan: true, pathNot: "^src/cli/main\\.ts$" },
      {},
    ),
    rule(
      "no-unnamed-room",
      "A new folder says in .rooms.js what it may see, and why, before it looks at anything or is looked at.",
      { path: "^src/", pathNot: Object.keys(rooms).map(inside) },
      { path: "^src/" },
    ),
    ...perRoom,
    ...perPackage,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  },
};
