import { bundleInto } from "./build.ts";

await bundleInto("dist");
