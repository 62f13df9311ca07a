// Reads the page of a search again every ten seconds and puts in place what changed. Without this the page loads itself again.

const PAUSE_MILLIS = 10_000;
const PARTS = ["search-progress", "search-members"];

const read = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of PARTS) {
    const now = document.getElementById(id);
    const next = page.getElementById(id);
    if (next && now.innerHTML !== next.innerHTML) {
      now.replaceChildren(...next.childNodes);
    }
  }
  return page.getElementById(PARTS[0])?.dataset.done === "true";
};

const follow = async () => {
  const done = await read().catch(() => false);
  if (!done) {
    setTimeout(follow, PAUSE_MILLIS);
  }
};

setTimeout(follow, PAUSE_MILLIS);
