import type { FanartTv } from "../../sources/fanart-tv/source.ts";
import type { CoverSource } from "../covers/cover-source.ts";
import { releaseGroupCovers } from "./release-group.ts";

export const fanartTvCovers = (fanartTv: FanartTv): CoverSource => releaseGroupCovers("fanart_tv", fanartTv);
