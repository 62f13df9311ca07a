// How ranks, costs and intervals are written: the twin of org.peftboard.leaderboard.Sentences and CostFormat.

export const LETTERS = ["α", "β", "γ"];

/** The page's own sentences, by key, with places for arguments: {0}, {1} … */
export function sayer(texts) {
  return (key, ...given) => fill(texts[key] ?? key, given);
}

/** A sentence with its places filled. */
export function fill(sentence, given) {
  return sentence.replace(/\{(\d)\}/g, (place, index) => String(given[index] ?? place));
}

/** A cost in its column; an en dash where it is not known. */
export function number(value, format, language) {
  if (value === null || value === undefined) {
    return "–";
  }
  const [whole, part] = (value / format.divisor).toFixed(format.decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === "en" ? "," : "\u202f");
  return part === undefined ? grouped : `${grouped}.${part}`;
}

export function withUnit(value, format, language) {
  const text = number(value, format, language);
  return value === null || format.unit === "" ? text : `${text} ${format.unit}`;
}

/** Between which values of each weight a row keeps its rank. */
export function intervalsText(intervals, say) {
  return intervals.map(([low, high], weight) => intervalText(LETTERS[weight], low, high, say)).join(" · ");
}

function intervalText(letter, low, high, say) {
  if (low <= 0 && high === Infinity) {
    return say("stability.any", letter);
  }
  return `${low > 0 ? `${low.toFixed(2)} ≤ ` : ""}${letter}${high === Infinity ? "" : ` ≤ ${high.toFixed(2)}`}`;
}
