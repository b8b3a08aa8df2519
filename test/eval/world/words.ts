/** Words that titles and names are made of, the commonest first. */
const listed = (words: string): string[] => words.trim().split(/\s+/);

export const titleWords = listed(`
love live time night life day heart world one man blue black dream light home soul music song songs sun dance
fire girl red baby back way river road rain moon star stars sky city street summer winter water white gold
golden dark good new last long little big sweet wild lost free high low deep slow young old first hard cold
hot never always forever again tonight tomorrow today here there all everything nothing something you me us
we they who what where when how why come go stay run walk fly fall rise stand turn burn break hold wait
remember forget believe feel see hear tell say know think want need give take make play sing cry smile kiss
touch lie die born live alive dead ghost angel devil god heaven hell earth sea ocean island mountain valley
desert forest garden tree flower rose wind storm thunder lightning snow ice stone steel iron silver glass
mirror shadow silence sound noise voice echo rhythm beat blues jazz rock roll pop soul funk country folk
machine electric radio television video satellite space planet mars venus saturn human animal wolf bear
bird dog cat horse lion tiger snake eye eyes hand hands head face body blood bone skin hair mouth king queen
prince princess lady woman boy child mother father brother sister friend enemy stranger lover hunter soldier
war peace power glory freedom justice money gold diamond diamonds pearl crown throne castle house room door
window bridge train car ship plane highway station town village north south east west morning evening
midnight dawn dusk monday sunday saturday friday january june july october november december spring autumn
magic mystery secret story book letter picture postcard diary map journey travel escape return beginning end
ending edge line circle square wall tower mask game toy doll circus carnival party holiday christmas wedding
funeral prayer church temple saint spirit ritual voodoo zen karma paradise utopia empire revolution rebel
riot parade anthem hymn lullaby ballad waltz tango symphony sonata nocturne suite opera theatre stage
`);

export const smallWords = listed("the of and in a to for my on from with your is at no by be our into");

export const places = listed(`
London Paris Tokyo Berlin Hamburg Montreux Budokan Wembley Glastonbury Newport Philadelphia Chicago Boston
Detroit Nashville Memphis Austin Havana Rio Sydney Melbourne Dublin Glasgow Leeds Oslo Stockholm Copenhagen
Helsinki Moscow Prague Vienna Rome Milan Madrid Barcelona Lisbon Athens Istanbul Toronto Montreal
`);

export const firstNames = listed(`
John David Paul James Michael Mary Anna Maria Robert Peter George Sarah Tom Laura Chris Emma Nick Julia Mark
Alice Joe Kate Sam Lisa Ben Nina Max Eva Leo Rosa Jack Ella Ray Etta Otis Joni Neil Carole Miles Billie Chet
Astrid Bjorn Ingrid Sven Jean Pierre Claude Marie Carlos Luis Carmen Pedro Giulia Marco Yuki Hiroshi Akiko
`);

export const lastNames = listed(`
Smith Jones Brown Johnson Williams Miller Davis Wilson Moore Taylor Thomas Jackson White Harris Martin King
Wright Scott Green Baker Adams Nelson Hill Young Allen Walker Hall Cooper Reed Bailey Ross Gray Brooks Price
Larsson Nilsson Hansen Berg Lund Müller Schmidt Weber Fischer Dubois Moreau Garcia Lopez Rossi Ferrari Tanaka
Sato Suzuki Ivanov Petrov Kowalski Novak Silva Santos O'Brien O'Connor McDonald
`);

const onsets = listed("b br c cr d dr f fl g gr h j k kl l m n p pr qu r s sh sk st t th tr v w z");
const middles = listed("a e i o u ae ai ea io ou y");
const codas = ["", "", "n", "r", "l", "s", "x", "th", "nd", "rk", "st", "m"];

/** A word that nobody else is likely to use: `number` from 0, each time another. */
export function rareWord(number: number): string {
  const parts: string[] = [];
  let rest = number + 1;
  while (rest > 0) {
    parts.push(onsets[rest % onsets.length]! + middles[(rest >> 2) % middles.length]!);
    rest = Math.floor(rest / onsets.length);
  }
  return parts.join("") + codas[number % codas.length]!;
}
