// Score against one cost, with the frontier; the same numbers as a table for those who cannot see a drawing.

import { colour } from "./colour.js";
import { frontier } from "./scoring.js";

/** The same shapes as the glyphs of the table. */
const SHAPES = { reparametrised: "rectRot", additive: "rect", selective: "circle", "soft-prompt": "triangle", baseline: "crossRot" };

let chart = null;

/**
 * Draws the plot and its table.
 * @param rows  {id, title, family, score, parameters, latency, memory}
 * @param cost  which of the three
 * @param title   of the axis, with unit ("Memory, GB")
 * @param divisor from stored values to that unit
 */
export function draw(rows, cost, title, divisor) {
  const logarithmic = cost === "parameters";
  const points = rows
    .filter((row) => row[cost] !== null && !Number.isNaN(row.score) && (!logarithmic || row[cost] > 0))
    .map((row) => ({ id: row.id, title: row.title, family: row.family, cost: row[cost] / divisor, score: row.score }));
  const best = frontier(points);
  describe(points, best, title);
  fillTable(points, new Set(best.map((point) => point.id)), title);
  drawChart(points, best, title, logarithmic);
}

function describe(points, best, title) {
  const names = best.map((point) => point.title).join(", ");
  document.getElementById("pareto").setAttribute("aria-label",
    `Score against ${title}, ${points.length} rows. On the frontier, cheapest first: ${names || "none"}.`);
}

function fillTable(points, best, title) {
  const table = document.getElementById("pareto-table");
  table.replaceChildren();
  const head = table.createTHead().insertRow();
  for (const heading of ["Method", title, "Score", "On the frontier"]) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = heading;
    cell.className = heading === title || heading === "Score" ? "number" : "";
    head.append(cell);
  }
  const body = table.createTBody();
  for (const point of [...points].sort((a, b) => a.cost - b.cost)) {
    const row = body.insertRow();
    for (const [text, kind] of [[point.title, ""], [format(point.cost), "number"], [point.score.toFixed(1), "number"],
      [best.has(point.id) ? "yes" : "no", ""]]) {
      const cell = row.insertCell();
      cell.textContent = text;
      cell.className = kind;
    }
  }
}

function format(value) {
  return value.toLocaleString("en", { maximumFractionDigits: value >= 1000 ? 0 : 2 });
}

function drawChart(points, best, title, logarithmic) {
  if (!window.Chart) {
    return;
  }
  chart?.destroy();
  const families = [...new Set(points.map((point) => point.family))];
  const line = {
    type: "line", label: "frontier", data: best.map((point) => ({ x: point.cost, y: point.score })), stepped: "before",
    borderColor: colour("--ink-soft"), borderWidth: 1.5, borderDash: [5, 4], pointRadius: 0, pointHitRadius: 0, pointStyle: "line",
  };
  const datasets = families.map((family) => dataset(family, points.filter((point) => point.family === family), best));
  chart = new window.Chart(document.getElementById("pareto"), {
    type: "scatter", data: { datasets: [...datasets, line] }, options: options(title, logarithmic, scoreRange(points)),
  });
}

function dataset(family, points, best) {
  const tint = colour(`--family-${family}`);
  const onFrontier = new Set(best.map((point) => point.id));
  return {
    label: family,
    data: points.map((point) => ({ x: point.cost, y: point.score, title: point.title })),
    pointStyle: SHAPES[family] ?? "star",
    pointRadius: 7,
    pointHoverRadius: 9,
    backgroundColor: tint,
    borderColor: points.map((point) => (onFrontier.has(point.id) || family === "baseline"
    ? (family === "baseline" ? tint : colour("--ink")) : tint)), borderWidth: 2,
  };
}

/** From a little below the least to a little above the greatest score, in steps of 5, never outside 0 to 100. */
function scoreRange(points) {
  const scores = points.map((point) => point.score);
  const least = scores.length > 0 ? Math.min(...scores) : 0;
  const greatest = scores.length > 0 ? Math.max(...scores) : 100;
  return { min: Math.max(0, 5 * Math.floor((least - 1) / 5)), max: Math.min(100, 5 * Math.ceil((greatest + 1) / 5)) };
}

function options(title, logarithmic, range) {
  const ink = colour("--ink-soft");
  const grid = colour("--line");
  const axis = (text) => ({
    title: { display: true, text, color: ink }, ticks: { color: ink }, grid: { color: grid }, border: { color: grid }, grace: "8%",
  });
  return {
    maintainAspectRatio: false,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 250 },
    scales: {
      x: { ...axis(`← better   ${title}${logarithmic ? ", logarithmic" : ""}`), type: logarithmic ? "logarithmic" : "linear" },
      y: { ...axis("Score   better →"), ...range, grace: 0 },
    },
    plugins: {
      legend: { position: "bottom", labels: { usePointStyle: true, color: ink, boxHeight: 7 } },
      tooltip: {
        filter: (item) => item.dataset.label !== "frontier",
        callbacks: { label: ({ raw }) => ` ${raw.title}: score ${raw.y.toFixed(1)}, ${format(raw.x)}` },
      },
    },
  };
}
