// How stable a rank is: the twin of org.peftboard.scoring.Stability and its neighbours, tested on the same golden file
// (test/golden/stability.json). u(w) = ln S − α·p − β·l − γ·m is linear in the weights, so everything here is exact.

const TIE = 1e9;

export const WEIGHT_NAMES = ["alpha", "beta", "gamma"];

/** How many points of the weight cube are asked who leads, and how large the cube is; the same for every reader. */
export const POINTS = 4096;
export const CUBE = 3;

/**
 * The rows as lines of the weights: {id, logScore, shares: [p, l, m]}, in the order of ids. Rows below chance have no line.
 * @param shares of scoring.js
 */
export function linesOf(shares) {
  return shares.ids.map((id, index) => ({
    id, logScore: shares.logScore[index], shares: [shares.parameters[index], shares.latency[index], shares.memory[index]],
  })).filter((line) => line.logScore > -Infinity);
}

/** @param point the three weights, as an array */
export function at(line, point) {
  return line.logScore - point[0] * line.shares[0] - point[1] * line.shares[1] - point[2] * line.shares[2];
}

/** The value of one weight at which two rows swap, the other weights as they are; null where none does. */
export function flip(line, other, point, weight) {
  const slope = line.shares[weight] - other.shares[weight];
  if (slope === 0) {
    return null;
  }
  return point[weight] + (at(line, point) - at(other, point)) / slope;
}

function tied(line, other, point) {
  return Math.floor(at(line, point) * TIE + 0.5) === Math.floor(at(other, point) * TIE + 0.5);
}

/**
 * Between which values of one weight a row keeps its rank, the other weights as they are.
 * @returns [low, high]; low at least 0, high Infinity where no row ever overtakes
 */
export function interval(line, lines, point, weight) {
  let low = 0;
  let high = Infinity;
  for (const other of lines) {
    if (other === line || other.shares[weight] === line.shares[weight]) {
      continue;
    }
    const value = tied(line, other, point) ? point[weight] : flip(line, other, point, weight);
    if (value >= point[weight] && value < high) {
      high = value;
    }
    if (value <= point[weight] && value > low) {
      low = value;
    }
  }
  return [low, high];
}

/** The row with which a row swaps after the smallest change of weights, and how large that change is (Euclidean); null where none does. */
export function nearestSwap(line, lines, point) {
  let nearest = null;
  for (const other of lines) {
    const norm = Math.hypot(line.shares[0] - other.shares[0], line.shares[1] - other.shares[1], line.shares[2] - other.shares[2]);
    if (norm > 0) {
      const distance = Math.abs(at(line, point) - at(other, point)) / norm;
      if (nearest === null || distance < nearest.distance) {
        nearest = { id: other.id, distance };
      }
    }
  }
  return nearest;
}

/** The rows that no other row beats or equals in everything, one of it strictly: only they can lead alone. */
export function front(lines) {
  const sorted = [...lines].sort((a, b) => b.logScore - a.logScore || total(a) - total(b) || (a.id < b.id ? -1 : 1));
  const kept = [];
  for (const line of sorted) {
    if (!kept.some((other) => dominates(other, line))) {
      kept.push(line);
    }
  }
  return kept.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function total(line) {
  return line.shares[0] + line.shares[1] + line.shares[2];
}

function dominates(other, line) {
  const better = other.logScore > line.logScore || other.shares.some((share, k) => share < line.shares[k]);
  return better && other.logScore >= line.logScore && other.shares.every((share, k) => share <= line.shares[k]);
}

/** The points of the weight cube, by Halton's sequence in bases 2, 3 and 5. */
export function cubePoints() {
  const points = [];
  for (let index = 1; index <= POINTS; index++) {
    points.push([2, 3, 5].map((base) => CUBE * halton(index, base)));
  }
  return points;
}

function halton(index, base) {
  let value = 0;
  let part = 1;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    part /= base;
    value += part * (rest % base);
  }
  return value;
}

/** Map from id to the share of the weight cube, 0 to 1, in which that row leads; equal rows count for the first by id. */
export function winnerShares(lines) {
  const won = new Map(lines.map((line) => [line.id, 0]));
  const candidates = front(lines);
  if (candidates.length > 0) {
    for (const point of cubePoints()) {
      const leader = leaderAt(candidates, point);
      won.set(leader.id, won.get(leader.id) + 1 / POINTS);
    }
  }
  return won;
}

export function leaderAt(lines, point) {
  let leader = lines[0];
  for (const line of lines) {
    if (at(line, point) > at(leader, point)) {
      leader = line;
    }
  }
  return leader;
}

/** The ids of the rows that lead alone at no weights, however large: dominated, or never on top. */
export function leadsNowhere(lines) {
  const candidates = front(lines);
  const leading = new Set(candidates.filter((line) => leadsSomewhere(line, candidates)).map((line) => line.id));
  return new Set(lines.map((line) => line.id).filter((id) => !leading.has(id)));
}

function leadsSomewhere(line, lines) {
  const bounds = lines.filter((other) => other !== line)
    .map((other) => ({ a: line.shares.map((share, k) => share - other.shares[k]), c: line.logScore - other.logScore }));
  return least(bounds, [1, 1, 1]) !== null;
}

/** "However large" ends here: beyond it, differences of shares near the rounding error would decide. */
const LARGEST = 1e6;
const EPSILON = 1e-12;

/**
 * The point w of the box [0, LARGEST]ⁿ that satisfies every a·w ≤ c and has the least objective·w; null where there is none.
 *
 * Seidel's incremental linear programme: where the best point so far violates the next bound, the new best point lies on that bound,
 * which takes away one variable. Source: R. Seidel, Small-dimensional linear programming and convex hulls made easy, 1991.
 */
function least(bounds, objective) {
  if (objective.length === 1) {
    return leastOnLine(bounds, objective[0]);
  }
  let best = objective.map((coefficient) => (coefficient >= 0 ? 0 : LARGEST));
  for (let index = 0; index < bounds.length; index++) {
    if (dot(bounds[index].a, best) > bounds[index].c + EPSILON) {
      best = leastOn(bounds[index], bounds.slice(0, index), objective);
      if (best === null) {
        return null;
      }
    }
  }
  return best;
}

function leastOnLine(bounds, objective) {
  let low = 0;
  let high = LARGEST;
  for (const { a: [slope], c } of bounds) {
    if (Math.abs(slope) < EPSILON) {
      if (c < -EPSILON) {
        return null;
      }
    } else if (slope > 0) {
      high = Math.min(high, c / slope);
    } else {
      low = Math.max(low, c / slope);
    }
  }
  return low > high + EPSILON * Math.max(1, Math.abs(high)) ? null : [objective >= 0 ? low : high];
}

/** The same on the plane a·w = c: the variable with the largest coefficient is replaced by what the others make it. */
function leastOn({ a, c }, bounds, objective) {
  const pivot = a.reduce((most, value, k) => (Math.abs(value) > Math.abs(a[most]) ? k : most), 0);
  if (Math.abs(a[pivot]) < EPSILON) {
    return null;
  }
  const slopes = without(a, pivot).map((value) => -value / a[pivot]);
  const constant = c / a[pivot];
  const reduced = bounds.map((bound) => ({
    a: without(bound.a, pivot).map((value, k) => value + bound.a[pivot] * slopes[k]), c: bound.c - bound.a[pivot] * constant,
  }));
  reduced.push({ a: slopes.map((slope) => -slope), c: constant }, { a: slopes, c: LARGEST - constant });
  const rest = least(reduced, without(objective, pivot).map((value, k) => value + objective[pivot] * slopes[k]));
  if (rest === null) {
    return null;
  }
  const value = constant + dot(slopes, rest);
  return [...rest.slice(0, pivot), value, ...rest.slice(pivot)];
}

function without(values, index) {
  return values.filter((value, k) => k !== index);
}

function dot(a, b) {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
