// Which rows another row beats in everything that is shown: the twin of org.peftboard.scoring.Dominance.

/**
 * For each row that some other row dominates, the best such row: no lower score, no higher cost in any of the costs given, and better in
 * one of them. A row without a score, or without one of these costs, neither dominates nor is dominated.
 * @param rows  {id, score, parameters, latency, memory}
 * @param costs those that count
 * @returns Map from id to the id of the row that dominates it: of several, the one with the highest score, then the first by id
 */
export function dominatedBy(rows, costs) {
  const complete = rows.filter((row) => row.score !== null && costs.every((cost) => row[cost] !== null));
  const sum = (row) => costs.reduce((total, cost) => total + row[cost], 0);
  const sorted = complete.map((row) => ({ row, sum: sum(row) }))
    .sort((a, b) => b.row.score - a.row.score || a.sum - b.sum || (a.row.id < b.row.id ? -1 : 1));
  const front = [];
  const found = new Map();
  for (const { row } of sorted) {
    const better = front.find((other) => dominates(other, row, costs));
    if (better) {
      found.set(row.id, better.id);
    } else {
      front.push(row);
    }
  }
  return found;
}

function dominates(other, row, costs) {
  return costs.every((cost) => other[cost] <= row[cost]) && (other.score > row.score || costs.some((cost) => other[cost] < row[cost]));
}
