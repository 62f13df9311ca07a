// PSCP, ranks and penalties in the browser: the twin of org.peftboard.scoring, tested on the same golden file (test/golden/pscp.json).
// What holds there holds here: rows are compared by u = ln S − penalties rounded to 1e-9; an absent cost is never imputed; S ≤ 0 gives 0.

export const DEFAULT_WEIGHTS = Object.freeze({ alpha: 1, beta: 1, gamma: 1 });

const COSTS = ["parameters", "latency", "memory"];
const TIE = 1e9;

// Each cost as a share that its weight multiplies; PSCP = S · exp(−Σ weight · share).
const SHARES = {
  "pscp-exp/1": (row, references) => ({
    parameters: row.parameters / references.parameters,
    latency: row.latency / references.latency,
    memory: row.memory / references.memory,
  }),
  "pscp-power/1": (row, references) => ({
    parameters: Math.log1p(row.parameters / references.parameters),
    latency: Math.log1p(Math.max(0, row.latency - references.latencyBase) / references.latency),
    memory: Math.log1p(row.memory / references.memory),
  }),
};

/**
 * Ranks rows, best first.
 * @param rows       {id, score, parameters, latency, memory}, a cost null where it is not known
 * @param version    "pscp-exp/1" or "pscp-power/1"
 * @param weights    {alpha, beta, gamma}, 0 or more
 * @param references {parameters, latency, memory, latencyBase} in the units of the rows
 * @returns {places: [{id, rank, tied, pscp, penalties, belowChance}], incomplete: [{id, missing}]}
 */
export function rank(rows, version, weights, references) {
  const shares = SHARES[version];
  if (!shares) {
    throw new RangeError(`score: got '${version}', need one of: ${Object.keys(SHARES).join(", ")}`);
  }
  const scored = [];
  const incomplete = [];
  for (const row of rows) {
    const missing = COSTS.filter((cost) => row[cost] === null || row[cost] === undefined);
    if (missing.length > 0) {
      incomplete.push({ id: row.id, missing });
    } else {
      scored.push(score(row, shares(row, references), weights));
    }
  }
  scored.sort((a, b) => (a.key === b.key ? byId(a, b) : b.key > a.key ? 1 : -1));
  return { places: placed(scored), incomplete: incomplete.sort(byId) };
}

function score(row, shares, weights) {
  const penalties = {
    parameters: weights.alpha * shares.parameters,
    latency: weights.beta * shares.latency,
    memory: weights.gamma * shares.memory,
  };
  const total = penalties.parameters + penalties.latency + penalties.memory;
  if (row.score <= 0) {
    return { id: row.id, pscp: 0, penalties, belowChance: true, key: -Infinity };
  }
  return {
    id: row.id,
    pscp: row.score * Math.exp(-total),
    penalties,
    belowChance: false,
    key: Math.floor((Math.log(row.score) - total) * TIE + 0.5),
  };
}

function byId(a, b) {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function placed(sorted) {
  let rank = 1;
  return sorted.map((row, index) => {
    const asBefore = index > 0 && sorted[index - 1].key === row.key;
    const asAfter = index + 1 < sorted.length && sorted[index + 1].key === row.key;
    rank = asBefore ? rank : index + 1;
    const { key, ...rest } = row;
    return { ...rest, rank, tied: asBefore || asAfter };
  });
}

/** References that are the largest costs among the rows: relative, so they change when rows change. */
export function largestOf(rows) {
  const largest = (cost) => {
    const value = rows.reduce((most, row) => Math.max(most, row[cost] ?? 0), 0);
    return value > 0 ? value : 1;
  };
  return { parameters: largest("parameters"), latency: largest("latency"), memory: largest("memory"), latencyBase: 0 };
}

/** By how many ranks each row stands above where it stood before; negative for a fall. */
export function risesSince(ranking, before) {
  const earlier = new Map(before.places.map((place) => [place.id, place.rank]));
  return new Map(ranking.places.filter((place) => earlier.has(place.id)).map((place) => [place.id, earlier.get(place.id) - place.rank]));
}

/**
 * The rows that no other row beats in both quantities: less or equal cost and more or equal score, one of them strictly.
 * @param points {id, cost, score}
 * @returns the points of the frontier, cheapest first
 */
export function frontier(points) {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.score - a.score || byId(a, b));
  const kept = [];
  for (const point of sorted) {
    const last = kept[kept.length - 1];
    if (!last || point.score > last.score || (point.score === last.score && point.cost === last.cost)) {
      kept.push(point);
    }
  }
  return kept;
}
