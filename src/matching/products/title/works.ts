import { foldName } from "../../text/fold.ts";
import type { AlbumToMatch } from "../product.ts";

/** What a work is called, in the languages of the shops and labels. */
const terms: [RegExp, string][] = [
  [/\b(?:symphonie|sinfonie|sinfonia|symfonie|symphonia)\b/g, "symphony"],
  [/\b(?:symphonien|sinfonien|sinfonie complete|symphonies|sinfonias)\b/g, "symphonies"],
  [
    /\b(?:klavierkonzert|concerto pour piano|concierto para piano|concerto per pianoforte)\b/g,
    "piano concerto",
  ],
  [
    /\b(?:violinkonzert|concerto pour violon|concierto para violin|concerto per violino)\b/g,
    "violin concerto",
  ],
  [/\b(?:cellokonzert|concerto pour violoncelle|concierto para violonchelo)\b/g, "cello concerto"],
  [/\b(?:konzert|concierto)\b/g, "concerto"],
  [/\b(?:klaviersonate|sonate pour piano)\b/g, "piano sonata"],
  [/\b(?:klaviersonaten|sonates pour piano)\b/g, "piano sonatas"],
  [/\b(?:sonate)\b/g, "sonata"],
  [/\b(?:sonaten|sonates)\b/g, "sonatas"],
  [/\b(?:streichquartett|quatuor a cordes)\b/g, "string quartet"],
  [/\b(?:streichquartette|quatuors a cordes)\b/g, "string quartets"],
  [/\b(?:variationen|variaciones|variazioni)\b/g, "variations"],
  [/\b(?:ouverture|obertura)\b/g, "overture"],
  [/\b(?:moll|mineur|menor|minore)\b/g, "minor"],
  [/\b(?:dur|majeur|mayor|maggiore)\b/g, "major"],
];

/** A quick look before the careful one: few titles have any. */
const anyTerm =
  /s[iy][mn][fp]|kon[zt]|cier|concerto p|sonat|quat|quart|varia|ouv|obert|moll|mineur|meno|dur|maj|mayor|magg/;

/** "Symphonie Nr. 9" as "Symphony Nr. 9": the terms of works in one language. Takes a folded text. */
export const inEnglishTerms = (folded: string): string =>
  !anyTerm.test(folded)
    ? folded
    : terms.reduce((text, [term, english]) => text.replace(term, english), folded);

/** "Op. 32", "BWV 988", "K. 626": the number of a work in its composer's catalogue. Takes a folded text. */
export const isOpus = (text: string): boolean =>
  /^(?:op(?:us)?|bwv|kv?|hob|rv|hwv|woo|buxwv|twv|sz|fp|d|s) ?\d{1,4}[a-z]?(?: (?:no|nr) ?\d{1,2})?$/.test(
    text,
  );

const ensembles =
  /\b(?:orchestra|orchester|orchestre|orquesta|philharmon\w*|filarmonic\w*|symphony|symphoniker|sinfoni\w*|ensemble|consort|choir|chor|choeur|coro|kammer\w*|academy of|collegium|concentus|staatskapelle|gewandhaus\w*|concertgebouw\w*|string quartet|opera)\b/;
const composers = new Set(
  (
    "albinoni bach barber bartok beethoven berlioz bernstein bizet boccherini borodin brahms britten bruch bruckner chopin copland " +
    "corelli debussy delibes dvorak elgar faure franck gershwin glass gluck gorecki gounod grieg handel haydn holst hummel ibert " +
    "janacek khachaturian kodaly lehar liszt lully mahler mascagni massenet mendelssohn messiaen monteverdi mozart mussorgsky nielsen " +
    "offenbach orff pachelbel paganini palestrina part pergolesi poulenc prokofiev puccini purcell rachmaninoff rachmaninov rameau ravel " +
    "respighi rimsky rossini saint saens satie scarlatti schoenberg schonberg schubert schumann scriabin shostakovich sibelius smetana " +
    "strauss stravinsky tallis tavener tchaikovsky telemann vaughan verdi vivaldi wagner weber webern"
  ).split(" "),
);

/** A work that many have recorded: each performer tells one recording from the next. */
export const isWork = ({ artists }: Pick<AlbumToMatch, "artists">): boolean =>
  artists.length > 1 &&
  (artists.length > 2 ||
    artists.some(
      (name) => ensembles.test(foldName(name)) || composers.has(foldName(name).split(" ").at(-1)!),
    ));
