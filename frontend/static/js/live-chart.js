// The curve of the loss while it is being made: a chart, the same as a table, and one sentence for who sees neither.

import { colour } from "./colour.js";
import { fill } from "./sentences.js";

const TABLE_ROWS = 50;
const LINES = [["--cost-parameters", []], ["--cost-latency", [6, 4]], ["--cost-memory", [2, 3]], ["--family-soft-prompt", [8, 3, 2, 3]]];

const text = (value, digits) => (value === undefined ? "–" : value.toFixed(digits));

const cell = (content, className) => {
  const made = document.createElement("td");
  made.textContent = content;
  made.className = className ?? "";
  return made;
};

export class LossChart {
  #card;
  #canvas;
  #table;
  #points = [];
  #chart = null;

  constructor(card, canvas, table) {
    this.#card = card;
    this.#canvas = canvas;
    this.#table = table;
    const redraw = () => this.#redraw();
    document.addEventListener("themechange", redraw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    addEventListener("load", () => this.#show()); // Chart.js may come later than the first points
  }

  clear() {
    this.#points = [];
  }

  add(points) {
    if (points.length > 0) {
      this.#points.push(...points);
      this.#show();
    }
  }

  #redraw() {
    this.#chart?.destroy();
    this.#chart = null;
    this.#show();
  }

  #show() {
    if (this.#points.length === 0) {
      return;
    }
    this.#card.hidden = false;
    this.#showTable();
    this.#describe();
    if (!window.Chart) {
      return;
    }
    this.#chart ??= new window.Chart(this.#canvas, { type: "line", data: { datasets: [] }, options: this.#options() });
    this.#chart.data.datasets = this.#datasets();
    this.#chart.update("none");
  }

  #showTable() {
    this.#table.replaceChildren(...this.#points.slice(-TABLE_ROWS).reverse().map((point) => {
      const row = document.createElement("tr");
      row.append(cell(point.task), cell(String(point.step), "number"), cell(text(point.loss, 4), "number"), cell(text(point.validationScore, 1), "number"));
      return row;
    }));
  }

  #describe() {
    const last = this.#points.filter((point) => point.loss !== undefined).at(-1);
    if (last) {
      this.#canvas.setAttribute("aria-label", fill(this.#canvas.dataset.last, [last.loss.toFixed(3), last.step, last.task]));
    }
  }

  #datasets() {
    const tasks = [...new Set(this.#points.map((point) => point.task))];
    return tasks.map((task, index) => {
      const [name, dash] = LINES[index % LINES.length];
      const data = this.#points.filter((point) => point.task === task && point.loss !== undefined).map((point) => ({ x: point.step, y: point.loss }));
      return { label: task, data, borderColor: colour(name), borderDash: dash, borderWidth: 2, pointRadius: 0 };
    });
  }

  #options() {
    const ink = colour("--ink-soft");
    const grid = colour("--line");
    const axis = (type, title) => ({
      type, title: { display: true, text: title, color: ink }, ticks: { color: ink }, grid: { color: grid }, border: { color: grid },
    });
    return {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      // a loss falls by factors, not by amounts
      scales: { x: { ...axis("linear", this.#canvas.dataset.step), min: 0 }, y: axis("logarithmic", this.#canvas.dataset.loss) },
      plugins: { legend: { position: "bottom", labels: { color: ink, boxHeight: 2, boxWidth: 24 } } },
    };
  }
}
