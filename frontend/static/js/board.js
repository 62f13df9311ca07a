// The board: sliders re-rank the rows in place, the address keeps what was chosen, new results come in by themselves.

import { draw } from "./pareto.js";
import { DEFAULT_WEIGHTS, largestOf, rank, risesSince } from "./scoring.js";
import { changeSentence, query, weightOf } from "./state.js";

const ANNOUNCE_AFTER_MILLIS = 400;
const ASK_EVERY_MILLIS = 4000;
const MOVE_MILLIS = 260;

const form = document.getElementById("weights");
const weightNames = ["alpha", "beta", "gamma"];
const rowsSection = () => document.getElementById("rows");

let announced = null;
let announceTimer = 0;

// ---- what the reader chose

function chosen() {
  const state = { board: form.elements.board.value, refs: form.elements.refs.value, x: form.elements.x.value };
  state.score = form.elements.score?.value ?? offeredScores()[0];
  for (const name of weightNames) {
    state[name] = weightOf(form.elements[name].value) ?? Number(slider(name).value);
  }
  return state;
}

function offeredScores() {
  return Object.keys(JSON.parse(rowsSection().dataset.scores));
}

function slider(name) {
  return form.querySelector(`input[type=range][data-for=${name}]`);
}

function choose(state) {
  for (const name of weightNames.filter((weight) => weight in state)) {
    form.elements[name].value = state[name];
    slider(name).value = state[name];
    describe(name);
  }
  if (state.score && form.elements.score) {
    form.elements.score.value = state.score;
  }
  if (state.refs) {
    form.elements.refs.value = state.refs;
  }
  changed();
}

function describe(name) {
  slider(name).setAttribute("aria-valuetext", `${slider(name).value}`);
}

// ---- rows

function candidate(row) {
  const number = (text) => (text === undefined ? null : Number(text));
  const { id, score, parameters, latency, memory } = row.dataset;
  return { id, score: Number(score), parameters: number(parameters), latency: number(latency), memory: number(memory) };
}

function rowElements() {
  return [...document.querySelectorAll("#ranked > tr")];
}

function references(state, candidates) {
  const relative = state.refs === "largest" && state.score === "pscp-exp/1";
  return relative ? largestOf(candidates) : JSON.parse(rowsSection().dataset.scores)[state.score];
}

function rankNow() {
  const state = chosen();
  const candidates = rowElements().map(candidate);
  const relativeTo = references(state, candidates);
  const ranking = rank(candidates, state.score, state, relativeTo);
  const byDefault = rank(candidates, state.score, DEFAULT_WEIGHTS, relativeTo);
  return { state, ranking, rises: risesSince(ranking, byDefault) };
}

function show({ ranking, rises }) {
  const body = document.getElementById("ranked");
  if (!body) {
    return;
  }
  const longest = ranking.places.reduce((most, { penalties: p }) => Math.max(most, p.parameters + p.latency + p.memory), 0);
  const rows = new Map(rowElements().map((row) => [row.dataset.id, row]));
  const order = ranking.places.map((place) => rows.get(place.id));
  ranking.places.forEach((place, index) => write(order[index], place, rises.get(place.id), longest));
  if (order.some((row, index) => body.children[index] !== row)) {
    moving([...rows.values()], () => body.append(...order));
  }
}

function write(row, place, rise, longest) {
  row.querySelector(".rank").textContent = `${place.rank}${place.tied ? "=" : ""}`;
  const move = row.querySelector(".move");
  move.dataset.move = rise === 0 ? "" : `${rise > 0 ? "▲" : "▼"}${Math.abs(rise)}`;
  move.children[0].textContent = move.dataset.move;
  move.children[1].textContent = rise === 0 ? "" : `${rise > 0 ? "up" : "down"} ${Math.abs(rise)} against weights of 1`;
  row.querySelector(".pscp").textContent = place.pscp.toFixed(2);
  const tag = row.querySelector(".tag");
  tag.hidden = !place.belowChance;
  tag.textContent = place.belowChance ? "below chance" : "";
  writeBar(row, place.penalties, longest);
}

function writeBar(row, penalties, longest) {
  const scale = longest > 0 ? 100 / longest : 0;
  let start = 0;
  for (const cost of ["parameters", "latency", "memory"]) {
    const rect = row.querySelector(`.bar-${cost}`);
    rect.setAttribute("x", start);
    rect.setAttribute("width", penalties[cost] * scale);
    start += penalties[cost] * scale;
    row.querySelector(`.part-${cost}`).textContent = penalties[cost].toFixed(3);
  }
  const { parameters, latency, memory } = penalties;
  row.querySelector(".bar").setAttribute("aria-label", `Penalties: parameters ${parameters.toFixed(3)}, latency ${latency.toFixed(3)}, ` +
    `memory ${memory.toFixed(3)}; together ${(parameters + latency + memory).toFixed(3)}`);
}

/** Changes the order, and lets each row glide from where it was (first, last, invert, play). */
function moving(rows, change) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || rows.length > 300;
  const before = still ? null : new Map(rows.map((row) => [row.dataset.id, row.getBoundingClientRect().top]));
  const focused = document.activeElement;
  change();
  if (focused && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
  if (still) {
    return;
  }
  for (const row of rowElements()) {
    const distance = (before.get(row.dataset.id) ?? row.getBoundingClientRect().top) - row.getBoundingClientRect().top;
    if (distance !== 0) {
      row.animate([{ transform: `translateY(${distance}px)` }, { transform: "none" }], { duration: MOVE_MILLIS, easing: "ease-out" });
    }
  }
}

// ---- telling

function standing(ranking) {
  return { leader: ranking.places[0]?.id, ranks: new Map(ranking.places.map((place) => [place.id, place.rank])) };
}

function announceSoon(ranking) {
  clearTimeout(announceTimer);
  announceTimer = setTimeout(() => {
    const now = standing(ranking);
    const titles = new Map(rowElements().map((row) => [row.dataset.id, row.dataset.title]));
    document.getElementById("announcement").textContent = changeSentence(announced, now, titles);
    announced = now;
  }, ANNOUNCE_AFTER_MILLIS);
}

function relativeToText(state) {
  const relative = state.refs === "largest" && state.score === "pscp-exp/1";
  const section = rowsSection();
  section.querySelector("[data-relative-notice]").hidden = !relative;
  const [text, why] = JSON.parse(section.dataset.relative)[`${state.score} ${relative ? "largest" : "frozen"}`];
  const details = section.querySelector("[data-relative-to]");
  if (details) {
    details.textContent = text;
    section.querySelector("[data-why]").textContent = why;
  }
}

// ---- change

let waiting = false;

function changed() {
  if (waiting) {
    return;
  }
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const now = rankNow();
    show(now);
    relativeToText(now.state);
    announceSoon(now.ranking);
    history.replaceState(null, "", query(now.state, offeredScores()[0]));
    form.elements.refs.disabled = now.state.score !== "pscp-exp/1";
  });
}

form.addEventListener("input", (event) => {
  const input = event.target;
  if (input.type === "range") {
    form.elements[input.dataset.for].value = input.value;
    form.elements[input.dataset.for].removeAttribute("aria-invalid");
    describe(input.dataset.for);
  } else if (weightNames.includes(input.name)) {
    const weight = weightOf(input.value);
    input.toggleAttribute("aria-invalid", false);
    if (weight === null) {
      input.setAttribute("aria-invalid", "true");
      return;
    }
    slider(input.name).value = weight;
    describe(input.name);
  } else {
    return;
  }
  changed();
});

form.addEventListener("change", (event) => {
  const input = event.target;
  if (weightNames.includes(input.name) && weightOf(input.value) === null) {
    input.value = slider(input.name).value; // what was typed is no weight: back to the last one that was
    input.removeAttribute("aria-invalid");
  }
  changed();
});

document.querySelector("select[name=x]").addEventListener("change", () => {
  changed();
  plot();
});

form.addEventListener("submit", (event) => event.preventDefault());

form.addEventListener("click", (event) => {
  const preset = event.target.closest("a[data-state], a[data-reset]");
  if (!preset || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  event.preventDefault();
  choose(preset.dataset.state ? JSON.parse(preset.dataset.state) : { ...DEFAULT_WEIGHTS, score: offeredScores()[0], refs: "frozen" });
});

// ---- plot

function plot() {
  const rows = [...document.querySelectorAll("#rows tr[data-id]")].map((row) => ({
    ...candidate(row), title: row.dataset.title, family: row.dataset.family,
  }));
  const axis = document.querySelector("select[name=x]");
  const { textContent: title, dataset } = axis.selectedOptions[0];
  draw(rows, axis.value, title, Number(dataset.divisor));
}

document.addEventListener("themechange", plot);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", plot);

// ---- new results

let entityTag = "";

async function askForNewRows() {
  if (document.hidden) {
    return;
  }
  const board = encodeURIComponent(form.elements.board.value);
  const answer = await fetch(`/board/rows?board=${board}`, { headers: entityTag ? { "If-None-Match": entityTag } : {}, cache: "no-store" });
  if (answer.status !== 200) {
    return;
  }
  const first = entityTag === "";
  entityTag = answer.headers.get("ETag") ?? "";
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("rows");
  if (fresh && !(first && sameRows(fresh))) {
    replaceRows(fresh);
  }
}

function sameRows(fresh) {
  const ids = (section) => [...section.querySelectorAll("tr[data-id]")].map((row) => row.dataset.id).sort().join();
  return ids(fresh) === ids(rowsSection()) && fresh.dataset.scores === rowsSection().dataset.scores;
}

function replaceRows(fresh) {
  const known = new Set(rowElements().map((row) => row.dataset.id));
  const focused = document.activeElement?.closest("tr[data-id]")?.dataset.id;
  moving(rowElements(), () => rowsSection().replaceWith(document.adoptNode(fresh)));
  rowElements().filter((row) => !known.has(row.dataset.id)).forEach((row) => row.classList.add("fresh"));
  if (focused) {
    document.querySelector(`#row-${CSS.escape(focused)} a`)?.focus({ preventScroll: true });
  }
  changed();
  plot();
}

// ---- start

const first = rankNow();
show(first);
announced = standing(first.ranking);
form.elements.refs.disabled = first.state.score !== "pscp-exp/1";
weightNames.forEach(describe);
addEventListener("load", plot);
if (rowsSection().dataset.live === "true") {
  setInterval(() => askForNewRows().catch(() => {}), ASK_EVERY_MILLIS); // the server may be restarting: the next question is answered again
}
