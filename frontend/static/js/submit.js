// The form to submit works without this. It tells a file that is too large before it travels.

import { fill } from "./sentences.js";

const form = document.getElementById("submit-form");
const files = [
  { input: document.getElementById("file"), message: document.getElementById("file-too-large") },
  { input: document.getElementById("adapterModel"), message: document.getElementById("adapterModel-too-large") },
];

const size = (bytes) => (bytes < 1048576 ? `${bytes / 1024} KiB` : `${(bytes / 1048576).toFixed(0)} MiB`);

const tooLarge = ({ input }) => {
  const largest = Number(input.dataset.largestBytes);
  const chosen = input.files[0];
  if (!chosen || chosen.size <= largest) {
    return "";
  }
  const megabytes = (chosen.size / 1e6).toFixed(1);
  return `${fill(input.dataset.tooLarge, [megabytes, size(largest)])} ${input.dataset.advice}`;
};

const check = (file) => {
  const problem = tooLarge(file);
  file.message.textContent = problem;
  file.message.hidden = problem === "";
  if (problem) {
    file.input.setAttribute("aria-invalid", "true");
  } else {
    file.input.removeAttribute("aria-invalid");
  }
  return problem === "";
};

files.forEach((file) => file.input.addEventListener("change", () => check(file)));
form.addEventListener("submit", (event) => {
  const wrong = files.filter((file) => !check(file));
  if (wrong.length > 0) {
    event.preventDefault();
    wrong[0].input.focus();
  }
});
