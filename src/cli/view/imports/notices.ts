/** What Discogs' terms want beside what came from there; its pages are among the links. */
export const discogsCredit = "  Data provided by Discogs.";
