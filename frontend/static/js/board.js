// The board: sliders re-rank the rows in place, the address keeps what was chosen, new results come in by themselves.

import { Controls, WEIGHTS } from "./board/controls.js";
import { Ranking } from "./board/ranking.js";
import { query } from "./state.js";
import { waiting } from "./waiting.js";

const LOOK_AGAIN_MILLIS = 4000;
const OTHER_VIEW_MILLIS = 200;
const ADDRESS_MILLIS = 250;

const main = document.getElementById("main");
const controls = new Controls(document.getElementById("controls"));
const ranking = document.getElementById("rows") ? new Ranking(main, controls) : null;

let drawing = false;
let otherView = 0;
let asked = new AbortController();
let addressTimer = 0;
let addressAt = -Infinity;

/** Shows what is chosen with the next frame, and writes it into the address. */
function changed() {
  if (drawing) {
    return;
  }
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    const state = controls.state();
    controls.adapt(state);
    const address = query(state, controls.defaultScore());
    writeAddress(address, state);
    if (ranking) {
      ranking.show(state);
    } else {
      clearTimeout(otherView);
      otherView = setTimeout(() => waiting(document.querySelector("section.view"), () => fetchView(address)), OTHER_VIEW_MILLIS);
    }
  });
}

/** The address follows at once, and while a slider is dragged only now and then: browsers refuse more than a few changes a second. */
function writeAddress(address, state) {
  clearTimeout(addressTimer);
  const wait = addressAt + ADDRESS_MILLIS - performance.now();
  addressTimer = setTimeout(() => {
    addressAt = performance.now();
    history.replaceState(null, "", address);
    linkViews(state);
  }, Math.max(0, wait));
}

/** The other views, and the atlas, show the same weights and rows. */
function linkViews(state) {
  for (const link of document.querySelectorAll("#views a[data-view]")) {
    link.href = query({ ...state, view: link.dataset.view, page: "1" }, controls.defaultScore());
  }
  const { board, score, refs, pref, lref, mref, alpha, beta, gamma } = state;
  const weights = query({ board, score, refs, pref, lref, mref, alpha, beta, gamma }, controls.defaultScore());
  document.querySelector("#views [data-atlas]").href = `/weights${weights}`;
}

/** Plots and the like are drawn by the server; the section with them takes the place of the old one. Only the newest question is waited for. */
async function fetchView(address) {
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(address, { signal: asked.signal });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("section.view");
  if (!fresh) {
    throw new Error(`${address}: ${answer.status}`);
  }
  const focused = document.activeElement?.name;
  document.querySelector("section.view").replaceWith(document.adoptNode(fresh));
  if (focused) {
    document.querySelector(`section.view [name="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

document.addEventListener("input", ({ target }) => {
  if (target.form !== controls.form) {
    return;
  }
  if (target.type === "range" || WEIGHTS.includes(target.name)) {
    if (controls.weightChanged(target)) {
      changed();
    }
  } else if (target.type !== "checkbox" && target.tagName !== "SELECT") {
    controls.kept.page = "1";
    changed();
  }
});

document.addEventListener("change", ({ target }) => {
  if (target.form === controls.form && target.name === "model") {
    // a board adapts one base model, so another model is another board
    location.assign(`${query(controls.state(), controls.defaultScore())}&model=${encodeURIComponent(target.value)}`);
  } else if (target.form === controls.form) {
    controls.restore(target);
    if (!WEIGHTS.includes(target.name)) {
      controls.kept.page = "1";
    }
    changed();
  }
});

controls.form.addEventListener("submit", (event) => event.preventDefault());

/** Links that a script can follow without leaving the page. */
const FOLLOWED = {
  "a[data-state]": (link) => controls.choose(JSON.parse(link.dataset.state)),
  "a[data-reset]": () => controls.choose({ alpha: 1, beta: 1, gamma: 1, score: controls.defaultScore(), refs: "frozen" }),
  "a[data-clear]": () => controls.clearFilters(),
  "a[data-page]": (link) => { controls.kept.page = link.dataset.page; },
  "a[data-sort]": (link) => { controls.kept.sort = new URL(link.href).searchParams.get("sort") ?? "rank"; },
};

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  for (const [selector, follow] of Object.entries(FOLLOWED)) {
    const link = event.target.closest?.(selector);
    if (link && (ranking || !selector.includes("page"))) {
      event.preventDefault();
      follow(link);
      if (selector === "a[data-clear]" || selector === "a[data-sort]") {
        controls.kept.page = "1";
      }
      changed();
      return;
    }
  }
});

/** What was opened is closed by Escape too, and the reader is back where they opened it. */
document.addEventListener("keydown", (event) => {
  const opened = event.key === "Escape" ? event.target.closest?.("details[open]") : null;
  const clearing = event.target.type === "search" && event.target.value !== "";
  if (opened && !clearing) {
    opened.open = false;
    opened.querySelector(":scope > summary").focus();
  }
});

if (ranking) {
  await waiting(ranking.section, async () => {
    await ranking.load();
    ranking.start(controls.state());
    main.dataset.ready = "true";
  });
  if (ranking.board.measured) {
    // the server may be restarting: the next question is answered again
    setInterval(() => ranking.lookAgain().then((fresh) => fresh && changed()).catch(() => {}), LOOK_AGAIN_MILLIS);
  }
} else {
  main.dataset.ready = "true";
}
