import type { TheAudioDb } from "../../sources/theaudiodb/source.ts";
import type { CoverSource } from "../covers/cover-source.ts";
import { releaseGroupCovers } from "./release-group.ts";

export const theAudioDbCovers = (theAudioDb: TheAudioDb): CoverSource =>
  releaseGroupCovers("theaudiodb", theAudioDb);
