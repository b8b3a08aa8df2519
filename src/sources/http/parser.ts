import { setFlagsFromString } from "node:v8";

/** Later ones may call these flags otherwise, and V8 complains on the screen of one that it does not know. */
const lastNodeKnown = 25;

/**
 * Leaves WebAssembly as V8 compiles it first, in the whole process. undici reads answers by it, and after some fifty of them V8 makes an
 * optimized copy of its parser beside the program: 80 ms of processor time, a seventh of completing twenty albums. What the copy saves is
 * microseconds an answer. To be called before the first connection, for what is compiled until then.
 */
export function leaveParserAsItIs(): void {
  if (Number.parseInt(process.versions.node, 10) > lastNodeKnown) return;
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
}
