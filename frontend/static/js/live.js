// Keeps the page of a submission fresh: by an event stream, and where that fails by asking every few seconds.
// The server sends a whole view each time, with only the points of the chart being new ones.

import { LossChart } from "./live-chart.js";

const POLL_MILLIS = 3000;
const STREAM_FAILURES = 3;

const live = document.getElementById("live");
const address = live.dataset.address;
const byId = (id) => document.getElementById(id);

const chart = new LossChart(byId("chart-card"), byId("chart"), byId("points"));
let attempt = 0;
let after = 0;

const element = (name, text, className) => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
};

const showSteps = (steps) => {
  byId("steps").replaceChildren(...steps.map((step) => {
    const item = document.createElement("li");
    item.dataset.state = step.state;
    if (step.state === "current") {
      item.setAttribute("aria-current", "step");
    }
    item.append(element("span", step.title));
    return item;
  }));
};

const showFacts = (facts) => {
  byId("facts").hidden = facts.length === 0;
  byId("facts").replaceChildren(...facts.map((fact) => {
    const item = document.createElement("li");
    item.append(element("strong", fact.value), " ", element("span", fact.name));
    return item;
  }));
};

const showLabel = (view) => {
  const label = byId("label");
  label.textContent = view.label;
  label.className = `badge badge-${view.tone === "info" ? "accent" : view.tone}`;
};

const showSentence = (view) => {
  const sentence = byId("sentence");
  sentence.dataset.tone = view.tone;
  if (sentence.textContent !== view.sentence) {
    sentence.textContent = view.sentence;
  }
};

const showLog = (log) => {
  const box = byId("log");
  byId("log-card").hidden = log === "";
  if (box.textContent === log && box.dataset.seen === "true") {
    return;
  }
  const following = box.dataset.seen !== "true" || box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  box.textContent = log;
  box.dataset.seen = "true";
  if (following) {
    box.scrollTop = box.scrollHeight;
  }
};

const takePoints = (view) => {
  if (view.attempt !== attempt) {
    attempt = view.attempt;
    chart.clear();
  }
  chart.add(view.points);
  after = view.next;
};

const show = (view) => {
  showLabel(view);
  showSteps(view.steps);
  showSentence(view);
  showFacts(view.facts);
  showLog(view.log ?? "");
  takePoints(view);
  const done = byId("done");
  done.hidden = view.done === undefined;
  done.value = view.done ?? 0;
  const result = byId("result");
  result.hidden = view.result === undefined;
  if (view.result) {
    result.href = view.result;
  }
  if (view.ended) {
    byId("cancel")?.remove();
    connection("");
  }
};

const connection = (text) => {
  const line = byId("connection");
  line.textContent = text;
  line.hidden = text === "";
};

const poll = async () => {
  try {
    const answer = await fetch(`${address}/live?after=${after}`, { headers: { Accept: "application/json" } });
    if (answer.status === 404) {
      connection(live.dataset.gone);
      return;
    }
    const view = await answer.json();
    connection("");
    show(view);
    if (view.ended) {
      return;
    }
  } catch {
    connection(live.dataset.silent);
  }
  setTimeout(poll, POLL_MILLIS);
};

const stream = () => {
  if (!window.EventSource) {
    poll();
    return;
  }
  let failures = 0;
  const source = new EventSource(`${address}/events?after=${after}`);
  source.addEventListener("view", (event) => {
    failures = 0;
    connection("");
    const view = JSON.parse(event.data);
    show(view);
    if (view.ended) {
      source.close();
    }
  });
  source.addEventListener("error", () => {
    failures += 1;
    if (source.readyState === EventSource.CLOSED || failures >= STREAM_FAILURES) {
      source.close();
      poll();
    } else {
      connection(live.dataset.broken);
    }
  });
};

show(JSON.parse(live.dataset.view));
stream();
