/**
 * The words of edition notes, as shops, labels and rippers write them, in the languages they do. Folded: lower case, no
 * accents, no punctuation.
 */

const wordSet = (...lines: string[]): Set<string> => new Set(lines.flatMap((line) => line.split(" ")));

/** "Edition" and its like: before it within brackets may stand a word or two that nobody can list. */
export const editionNouns = wordSet(
  "edition editions edicion ediciones edizione edizioni edicao edice edycja editie utgava utgave udgave ausgabe auflage",
  "sonderedition sonderausgabe jubilaumsedition jubilaumsausgabe sammleredition uitgave utgivelse utgava wydanie kiadas julkaisu издание",
);

/** Records of vinyl: which colour or how many may be said in any words, "Baby Pink Vinyl", "doppio vinile". */
export const vinylNouns = wordSet("vinyl vinile vinili vinilo vinilos vinyle vinyles vinil винил");

/** Each of these says by itself that an edition is meant. */
export const telling = wordSet(
  ...editionNouns,
  "deluxe dlx remast rmst remaster remasters remastered remastering anniversary expanded reissue reissued rerelease rereleased repress",
  "remasterizado remasterizada remasterise remasterisee remasterisiert rimasterizzato rimasterizzata ristampa reedition",
  "reedicion reedicao wiederveroffentlichung neuauflage nachpressung jubilaum anniversaire aniversario anniversario",
  "ремастер ремастеринг юбилейное",
);

/** These do within brackets, where nothing else is meant; bare at the end of a title they may be its words. */
export const tellingInBrackets = wordSet(
  ...vinylNouns,
  "explicit clean edited uncensored mono stereo lp cd cds sacd dvd bonus digital digipak digipack digisleeve gatefold",
  "schallplatte langspielplatte lossless version import hires audiophile cassette obi mfsl mofi ultradisc flac alac mp3 aac m4a wav dsd mqa atmos quad quadraphonic",
  "digibook enhanced hdtracks boxed shm uhqcd hqcd hdcd xrcd shmcd bluspec boxset slipcase papersleeve exclusive exclusivity exclusif exklusiv exclusiva",
  "exclusivo rsd pressing repressing limitiert limitada limitee limitata retail promo itunes bandcamp bluray picturedisc",
);

/** Notes that say it in several plain words. */
export const tellingPhrases = new Set([
  "half speed master",
  "half speed mastered",
  "half speed",
  "picture disc",
  "picture disk",
  "box set",
  "hi res",
  "hi res audio",
  "mobile fidelity sound lab",
  "mobile fidelity",
  "original master recording",
  "record store day",
  "parental advisory",
  "parental advisory explicit content",
  "re issue",
  "re issued",
  "re release",
  "re released",
  "re mastered",
  "blu ray",
  "vinyl me please",
  "gold disc",
  "one step",
  "hires surround",
  "hires surround mix",
  "360 reality audio",
  "spatial audio",
  "double disc",
  "jewel case",
  "cardboard sleeve",
  "paper sleeve",
  "test pressing",
  "standard",
  "super deluxe",
  "ultimate mix",
  "extra tracks",
  "edicion de lujo",
  "edition de luxe",
  "disco de oro",
  "8 track",
  "super audio",
  "ltd ed",
  "lim ed",
]);

/** These go along with a telling word. */
export const fillers = wordSet(
  "super special limited collector collectors legacy digitally bonus track tracks version definitive complete",
  "digital stereo mono vinyl speciale especial limitee limitada limitata limitierte limited ltd luxe lujo lusso luxo coleccionista collezione",
  "deconstructed ampliada erweiterte augmentee numbered original",
);

export const fillersInBrackets = wordSet(
  "ultimate platinum gold golden tour box set recording audio disc disk discs double triple the and with of de du des la le a",
  "para per di der die das fur zum us uk usa eu u s europe european japan japanese german germany french france italian",
  "spanish international intl australian australia canada canadian american british asian asia world worldwide standard",
  "exclusive newly new hi res half speed mastered mastering master hd blu ray bluray dolby surround spatial release press",
  "pressing re issue album retail extended content anniv amazon spotify apple music itunes target walmart hmv fnac tidal qobuz",
  "deezer best buy bandcamp store day record pa parental advisory picture colored coloured clear black white red blue green",
  "splatter marbled heavyweight virgin cardboard sleeve mini paper jewel case gram inch k2 hqcd spec fidelity mobile sound lab",
  "versione versao versie fassung ed w indie dcc ans jahre anni anos years year amp plus incl including extra extras material web size wide download reality",
);

/** An edition of one of these is another record: *Karaoke Edition*, *Acoustic Version*, *Remix Edition*. */
export const otherRecords = wordSet(
  "live karaoke tribute cover covers instrumental instrumentals remix remixes remixed acoustic unplugged demo demos dub",
  "cappella acappella orchestral symphonic piano lullaby chopped screwed slowed sped nightcore sessions session outtakes",
  "rarities hits sides christmas xmas acustico acustica akustik singles mixtape vol volume part pt score cast english",
  "spanish versions translated reimagined revisited redux",
);
