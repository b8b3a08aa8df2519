/** Featured artists: how "feat." is written before a guest's name. A regular expression, for those that say what may stand around it. */
export const guestWord = String.raw`(?:feat\.?|ft\.?|featuring)`;

const behindGuestWord = /^(?:feat|ft|featuring)\b/;

/** Whether a folded text, as of a note in brackets, names guests. */
export const namesGuests = (folded: string): boolean => behindGuestWord.test(folded);
