"use strict";
// The page of "headroom serve": sends what the knobs say, and shows the answer. All figures and words are the server's.
(() => {
  const WAIT_MS = 120; // for a slider that is still moving
  const knobs = [...document.querySelectorAll(".knob")];
  const answer = document.getElementById("answer");
  let timer = 0;
  let asked = 0; // number of the last question; a reply to an older one is dropped
  let shown = { whole: true }; // the reply whose figures are shown

  const field = knob => knob.querySelector("input[type=text]");
  const slider = knob => knob.querySelector("input[type=range]");
  const find = id => knobs.find(knob => knob.dataset.id === id);
  const stops = knob => knob.dataset.stops.split("|");

  /** Turns a knob: its field, its slider to the nearest stop, and its mark. */
  function turn(knob, value) {
    field(knob).value = value;
    slider(knob).value = nearest(stops(knob), value);
    slider(knob).setAttribute("aria-valuetext", value || "none");
    knob.classList.toggle("turned", value !== knob.dataset.value);
  }

  const UNITS = {
    ns: 1e-9, us: 1e-6, "µs": 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, "/s": 1, "/m": 1 / 60, "/h": 1 / 3600,
    kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40,
  };

  const amount = value => parseFloat(value) * (UNITS[value.replace(/^[\d.]*/, "")] ?? 1);

  /** Place of the stop nearest to a value. */
  function nearest(all, value) {
    if (all.includes(value)) return all.indexOf(value);
    const distance = stop => Math.abs(amount(stop) - amount(value));
    const numbers = all.filter(stop => !isNaN(distance(stop)));
    numbers.sort((a, b) => distance(a) - distance(b));
    return Math.max(0, all.indexOf(numbers[0]));
  }

  function settings() {
    const turned = {};
    for (const knob of knobs) {
      const value = field(knob).value.trim();
      if (value !== knob.dataset.value) turned[knob.dataset.id] = value;
    }
    return turned;
  }

  function askIn(ms) {
    clearTimeout(timer);
    timer = setTimeout(ask, ms);
  }

  /** Asks for the figures of what the knobs say, shows the first, then the refined ones. */
  async function ask() {
    const question = ++asked;
    say("Simulating …", true);
    answer.classList.add("old");
    history.replaceState(null, "", "#" + new URLSearchParams(settings()));
    try {
      const response = await fetch("/look", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(settings()),
      });
      const reply = await response.json();
      if (question !== asked) return;
      showProblems(reply.problems || {});
      answer.classList.remove("old");
      if (!reply.problems) show(reply);
      else if (shown.state) sayState("the figures are those of before");
      else say("No figures yet: a value on the left is not possible.", false);
      while (!shown.whole && question === asked) {
        const refined = await (await fetch(`/refined?number=${shown.number}`)).json();
        if (question === asked) show(refined);
      }
    } catch (failure) {
      if (question === asked) say("headroom serve does not answer; is it still running?", false);
    }
  }

  function show(reply) {
    if (reply.failure) {
      shown.whole = true;
      say(reply.failure, false);
    } else if (reply.html === undefined) {
      sayState(`refining, ${Math.round(100 * reply.progress)}%`);
    } else {
      const open = [...answer.querySelectorAll("details")].map(each => each.open);
      answer.innerHTML = reply.html;
      answer.querySelectorAll("details").forEach((each, i) => (each.open = open[i] || false));
      for (const each of answer.querySelectorAll(".try")) {
        const keys = [...new URLSearchParams(each.dataset.try).keys()];
        each.disabled = !keys.every(find);
      }
      shown = reply;
      sayState(reply.whole ? "" : "refining");
    }
  }

  function sayState(more) {
    say([shown.state, more].filter(Boolean).join("; ") + (shown.whole ? "" : " …"), !shown.whole);
  }

  function say(words, busy) {
    const state = document.getElementById("state");
    state.textContent = words;
    state.classList.toggle("busy", busy);
  }

  function showProblems(problems) {
    document.getElementById("problem").textContent = problems[""] || "";
    for (const knob of knobs) {
      const problem = problems[knob.dataset.id] || "";
      knob.querySelector(".problem").textContent = problem;
      knob.classList.toggle("wrong", problem !== "");
      if (problem) knob.closest("details").open = true;
    }
  }

  function turnAll(values) {
    for (const [id, value] of new URLSearchParams(values)) {
      if (find(id)) turn(find(id), value);
    }
  }

  for (const knob of knobs) {
    slider(knob).addEventListener("input", () => {
      turn(knob, stops(knob)[slider(knob).value]);
      askIn(WAIT_MS);
    });
    field(knob).addEventListener("change", () => {
      turn(knob, field(knob).value.trim());
      askIn(0);
    });
    knob.querySelector(".reset").addEventListener("click", () => {
      turn(knob, knob.dataset.value);
      askIn(0);
    });
  }
  document.getElementById("knobs").addEventListener("submit", event => event.preventDefault());
  document.getElementById("resetAll").addEventListener("click", () => {
    knobs.forEach(knob => turn(knob, knob.dataset.value));
    askIn(0);
  });
  answer.addEventListener("click", event => {
    if (event.target.matches(".copy")) {
      navigator.clipboard.writeText(event.target.previousElementSibling.textContent);
      event.target.textContent = "Copied";
    } else if (event.target.matches(".try")) {
      turnAll(event.target.dataset.try);
      askIn(0);
    }
  });
  turnAll(location.hash.slice(1));
  ask();
})();
