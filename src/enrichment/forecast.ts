/** What a run has to ask for. */
export interface Work {
  tracks: number;
  /** Albums whose cover is to be asked for. */
  covers: number;
  lyrics: number;
}

/** How far apart two questions to the first source of each must be, in ms. */
export interface Pace {
  covers: number;
  lyrics: number;
}

/** As these services answer on an ordinary day, and how many questions a song takes at LRCLIB. */
const answerMs = 700;
const questionsEach = { covers: 1, lyrics: 1.2 };

/** About how long a run will take, in ms: as long as its slowest part, be that a rate or the answers themselves. */
export function forecastMs(
  { covers, lyrics }: Work,
  maxConcurrent: number,
  pace: Pace = { covers: 0, lyrics: 0 },
): number {
  const questions = { covers: covers * questionsEach.covers, lyrics: lyrics * questionsEach.lyrics };
  return Math.max(
    questions.covers * pace.covers,
    questions.lyrics * pace.lyrics,
    ((questions.covers + questions.lyrics) * answerMs) / maxConcurrent,
  );
}
