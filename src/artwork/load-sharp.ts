import { exitCodes, UserError } from "../errors.ts";

/**
 * Native module. sharp brings a library for each platform as an optional package, which only those who fetch covers need.
 * @throws UserError with the command that mends it, where that package is missing or made for another system.
 */
export async function loadSharp(): Promise<(typeof import("sharp"))["default"]> {
  try {
    return (await import("sharp")).default;
  } catch (cause) {
    throw new UserError("pictures can't be read: sharp was installed without its part for this system", {
      hint: "npm install --include=optional sharp",
      exitCode: exitCodes.failed,
      cause,
    });
  }
}
