export interface Side {
  id: number;
  /** A person said something of it, or has files of it. */
  hasWord: boolean;
}

export interface Survivor {
  from: number;
  into: number;
  isQuestion: boolean;
}

/**
 * Survivorship of a merge: which of two items that are one remains. The one with a person's word or files, else the older. Two such
 * sides are a question for the person; then `into` is what to suggest.
 */
export function survivorOf(one: Side, other: Side): Survivor {
  const [older, newer] = one.id < other.id ? [one, other] : [other, one];
  const isNewerKept = newer.hasWord && !older.hasWord;
  const isQuestion = newer.hasWord && older.hasWord;
  return isNewerKept
    ? { from: older.id, into: newer.id, isQuestion }
    : { from: newer.id, into: older.id, isQuestion };
}
