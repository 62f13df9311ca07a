// Answers that take their time: for three tenths of a second nothing is said, then that one is under way; where none comes, the reader is told and may ask again.

const UNNOTICED_MILLIS = 300;

/**
 * Does what fills a place of the page, and says what becomes of it.
 * @param place element that shows the answer
 * @param work asks, and shows; it throws where no answer came
 */
export async function waiting(place, work) {
  const trouble = document.getElementById("trouble");
  const timer = setTimeout(() => place.setAttribute("aria-busy", "true"), UNNOTICED_MILLIS);
  try {
    await work();
    trouble.hidden = true;
  } catch (problem) {
    if (problem.name !== "AbortError") {
      trouble.hidden = false;
      trouble.querySelector("button").onclick = () => waiting(place, work);
    }
  } finally {
    clearTimeout(timer);
    place.removeAttribute("aria-busy");
  }
}

/** @throws Error where the answer is no good one */
export function good(answer) {
  if (!answer.ok) {
    throw new Error(`${answer.url}: ${answer.status}`);
  }
  return answer;
}
