/** `Albums` → `album`: whether one or many are typed makes no difference. */
export const singularOf = (word: string): string => word.toLowerCase().replace(/(?<=[^s])s$/, "");
