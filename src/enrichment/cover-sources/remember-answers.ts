/** Asks, unless it has the answer already. */
export type AskOnce = <Answer>(question: string, ask: () => Promise<Answer>) => Promise<Answer>;

/** Of so many albums, the last ones: more than are worked at once. */
const mostAlbums = 200;

/**
 * Memoisation. A cover may take a handful of questions, and a failure in the middle makes the caller try again from the start.
 * This remembers what was answered, so that the next try goes on where the last one failed. What ended well, with a
 * cover or without, is forgotten: who asks for that album again wants new answers.
 */
export function createAnswerMemory() {
  const albums = new Map<number, Map<string, unknown>>();

  function answersOf(albumId: number): Map<string, unknown> {
    const answers = albums.get(albumId) ?? new Map<string, unknown>();
    albums.delete(albumId);
    albums.set(albumId, answers); // the last used stands last
    const [oldest] = albums.keys();
    if (albums.size > mostAlbums) albums.delete(oldest!);
    return answers;
  }

  return async function resume<Found>(
    albumId: number,
    search: (askOnce: AskOnce) => Promise<Found>,
  ): Promise<Found> {
    const answers = answersOf(albumId);
    const found = await search(async <Answer>(question: string, ask: () => Promise<Answer>) => {
      if (!answers.has(question)) answers.set(question, await ask());
      return answers.get(question) as Answer;
    });
    albums.delete(albumId);
    return found;
  };
}
