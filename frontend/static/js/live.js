// Keeps the page of a submission fresh: by an event stream, and where that fails by asking every few seconds.
// The server sends a whole view each time, with only the points of the chart being new ones.

const POLL_MILLIS = 3000;
const STREAM_FAILURES = 3;
const TABLE_ROWS = 50;

const live = document.getElementById("live");
const address = live.dataset.address;
const byId = (id) => document.getElementById(id);

const points = [];
let chart = null;
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
  if (box.textContent === log) {
    return;
  }
  const following = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  box.textContent = log;
  if (following) {
    box.scrollTop = box.scrollHeight;
  }
};

const number = (value, digits) => (value === undefined ? "–" : value.toFixed(digits));

const showTable = () => {
  byId("points").replaceChildren(...points.slice(-TABLE_ROWS).reverse().map((point) => {
    const row = document.createElement("tr");
    row.append(element("td", point.task), element("td", String(point.step), "number"), element("td", number(point.loss, 4), "number"),
      element("td", number(point.validationScore, 1), "number"));
    return row;
  }));
};

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// canvas does not know light-dark(); a probe element resolves it
const resolved = (name) => {
  const probe = document.createElement("span");
  probe.className = "colour-probe";
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value || colour(name);
};

const LINES = [["--cost-parameters", []], ["--cost-latency", [6, 4]], ["--cost-memory", [2, 3]]];

const datasets = () => {
  const tasks = [...new Set(points.map((point) => point.task))];
  return tasks.map((task, index) => {
    const [name, dash] = LINES[index % LINES.length];
    const data = points.filter((point) => point.task === task && point.loss !== undefined).map((point) => ({ x: point.step, y: point.loss }));
    return { label: task, data, borderColor: resolved(name), borderDash: dash, borderWidth: 2, pointRadius: 0, tension: 0 };
  });
};

const chartOptions = () => {
  const ink = resolved("--ink-soft");
  const grid = resolved("--line");
  const axis = (title) => ({ type: "linear", title: { display: true, text: title, color: ink }, ticks: { color: ink }, grid: { color: grid } });
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    scales: { x: { ...axis("step"), min: 0 }, y: { ...axis("loss (nats per token)"), beginAtZero: true } },
    plugins: { legend: { labels: { color: ink } }, tooltip: { intersect: false, mode: "index" } },
  };
};

const describeChart = () => {
  const last = points.findLast((point) => point.loss !== undefined);
  if (last) {
    byId("chart").setAttribute("aria-label", `Training loss by step; ${last.loss.toFixed(3)} at step ${last.step} of task ${last.task}.`);
  }
};

const showChart = () => {
  if (points.length === 0) {
    return;
  }
  byId("chart-card").hidden = false;
  showTable();
  describeChart();
  if (!window.Chart) {
    return;
  }
  if (chart) {
    chart.data.datasets = datasets();
    chart.update("none");
  } else {
    chart = new window.Chart(byId("chart"), { type: "line", data: { datasets: datasets() }, options: chartOptions() });
  }
};

document.addEventListener("themechange", () => {
  if (chart) {
    chart.destroy();
    chart = null;
    showChart();
  }
});

const takePoints = (view) => {
  if (view.attempt !== attempt) {
    attempt = view.attempt;
    points.length = 0;
  }
  if (view.points.length > 0) {
    points.push(...view.points);
    showChart();
  }
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
      connection("This page is not there any more, or you were logged out. Load it again.");
      return;
    }
    const view = await answer.json();
    connection("");
    show(view);
    if (view.ended) {
      return;
    }
  } catch {
    connection("The server does not answer; trying again.");
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
      connection("The connection broke; trying again.");
    }
  });
};

show(JSON.parse(live.dataset.view));
stream();
