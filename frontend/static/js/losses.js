// The curves of one run, drawn from its own record: the same file that can be downloaded.

import { colour } from "./colour.js";
import { fill } from "./sentences.js";

const TINTS = ["--cost-parameters", "--cost-latency", "--cost-memory", "--family-soft-prompt", "--family-additive"];
const DASHES = [[], [6, 4], [2, 3], [8, 3, 2, 3], [1, 2]];

const section = document.getElementById("curves");
const texts = section.dataset;
let charts = [];

async function read() {
  const answer = await fetch(section.dataset.record);
  if (!answer.ok) {
    throw new Error(`result.json: got status ${answer.status}`);
  }
  return (await answer.json()).tasks.flatMap((task) => task.runs.map((run) => ({
    ...run, task: task.runs.length > 1 ? fill(texts.seed, [task.task, run.seed]) : task.task,
  })));
}

function draw(tasks) {
  charts.forEach((chart) => chart.destroy());
  charts = [curve("losses", tasks, (task) => task.losses, texts.loss),
      curve("validations", tasks, (task) => task.validations, texts.score)];
}

function curve(id, tasks, points, title) {
  const ink = colour("--ink-soft");
  const grid = colour("--line");
  const axis = (text) => ({
    type: "linear", title: { display: true, text, color: ink }, ticks: { color: ink }, grid: { color: grid }, border: { color: grid },
  });
  const datasets = tasks.map((task, index) => ({
    label: task.task,
    data: points(task).map(({ step, value }) => ({ x: step, y: value })),
    borderColor: colour(TINTS[index % TINTS.length]),
    borderDash: DASHES[index % DASHES.length],
    borderWidth: 2,
    pointRadius: points(task).length > 30 ? 0 : 3,
  }));
  describe(id, tasks, points, title);
  return new window.Chart(document.getElementById(id), {
    type: "line",
    data: { datasets },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { ...axis(texts.step), min: 0 }, y: { ...axis(title), beginAtZero: true } },
      plugins: { legend: { position: "bottom", labels: { color: ink, boxHeight: 2, boxWidth: 24 } } },
    },
  });
}

function describe(id, tasks, points, title) {
  const parts = tasks.filter((task) => points(task).length > 0).map((task) => {
    const first = points(task)[0];
    const last = points(task)[points(task).length - 1];
    return fill(texts.course, [task.task, first.value.toFixed(2), first.step, last.value.toFixed(2), last.step]);
  });
  document.getElementById(id).setAttribute("aria-label", fill(texts.label, [title, parts.join("; ")]));
}

async function start() {
  const tasks = await read();
  if (tasks.every((task) => task.losses.length === 0)) {
    section.querySelector(".columns").hidden = true;
    document.getElementById("no-curves").hidden = false;
    return;
  }
  draw(tasks);
  document.addEventListener("themechange", () => draw(tasks));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => draw(tasks));
}

addEventListener("load", () => start().catch((error) => {
  section.querySelector(".columns").hidden = true;
  const note = document.getElementById("no-curves");
  note.hidden = false;
  note.textContent = fill(texts.broken, [error.message]);
}));
