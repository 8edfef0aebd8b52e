"use strict";
// The page of "headroom serve": sends what the knobs say, and shows the answer. All figures and words are the server's.
(() => {
  const knobs = [...document.querySelectorAll(".knob")];
  const answer = document.getElementById("answer");
  const state = document.getElementById("state");
  const WAIT_MS = 120; // of a slider that is still moving
  let timer = 0;
  let asked = 0; // number of the last question; what belongs to an older one is dropped

  const text = knob => knob.querySelector("input[type=text]");
  const range = knob => knob.querySelector("input[type=range]");
  const stops = knob => knob.dataset.stops.split("|");

  /** Sets a knob's field, its slider to the nearest stop, and its mark. */
  function set(knob, value) {
    text(knob).value = value;
    const place = stops(knob).indexOf(value);
    range(knob).value = place >= 0 ? place : nearest(stops(knob), value);
    knob.classList.toggle("turned", value !== knob.dataset.value);
  }

  function nearest(all, value) {
    const wanted = parseFloat(value);
    let best = 0;
    all.forEach((stop, i) => {
      const distance = Math.abs(parseFloat(stop) - wanted);
      if (distance < Math.abs(parseFloat(all[best]) - wanted)) best = i;
    });
    return best;
  }

  function settings() {
    const turned = {};
    for (const knob of knobs) {
      const value = text(knob).value.trim();
      if (value !== knob.dataset.value) turned[knob.dataset.id] = value;
    }
    return turned;
  }

  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(ask, ms);
  }

  async function ask() {
    const question = ++asked;
    history.replaceState(null, "", "#" + new URLSearchParams(settings()));
    say("Simulating …", true);
    answer.classList.add("old");
    try {
      const reply = await fetch("/look", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(settings()),
      });
      await show(question, await reply.json());
    } catch (failure) {
      if (question === asked) say("headroom serve does not answer; is it still running?", false);
    }
  }

  /** Shows a reply, and as long as there is a better one to come, waits for that. */
  async function show(question, reply) {
    if (question !== asked) return;
    showProblems(reply.problems || {});
    if (reply.html === undefined) {
      answer.classList.remove("old");
      if (reply.failure) say(reply.failure, false);
      else if (reply.problems) say("The figures are those of before.", false);
      else if (reply.progress !== undefined) say(`${lastState}; refining, ${Math.round(100 * reply.progress)}% …`, true);
    } else {
      answer.classList.remove("old");
      keepOpen(() => (answer.innerHTML = reply.html));
      lastState = reply.state;
      say(reply.whole ? reply.state : `${reply.state}; refining …`, !reply.whole);
    }
    if (reply.number !== undefined && !reply.whole) {
      const next = await fetch(`/refined?number=${reply.number}`);
      await show(question, await next.json());
    }
  }
  let lastState = "";

  function say(words, busy) {
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

  /** What the reader has unfolded stays so when the figures are refined. */
  function keepOpen(change) {
    const open = [...answer.querySelectorAll("details")].map(each => each.open);
    change();
    answer.querySelectorAll("details").forEach((each, i) => (each.open = open[i] || false));
  }

  for (const knob of knobs) {
    range(knob).addEventListener("input", () => {
      set(knob, stops(knob)[range(knob).value]);
      later(WAIT_MS);
    });
    text(knob).addEventListener("change", () => {
      set(knob, text(knob).value.trim());
      later(0);
    });
    knob.querySelector(".reset").addEventListener("click", () => {
      set(knob, knob.dataset.value);
      later(0);
    });
  }
  document.getElementById("knobs").addEventListener("submit", event => event.preventDefault());
  document.getElementById("resetAll").addEventListener("click", () => {
    knobs.forEach(knob => set(knob, knob.dataset.value));
    later(0);
  });
  answer.addEventListener("click", event => {
    if (event.target.matches(".copy")) {
      navigator.clipboard.writeText(event.target.previousElementSibling.textContent);
      event.target.textContent = "Copied";
    }
    if (event.target.matches(".try")) {
      for (const [key, value] of new URLSearchParams(event.target.dataset.try)) {
        const knob = knobs.find(each => each.dataset.id === key);
        if (knob) set(knob, value);
      }
      later(0);
    }
  });
  new URLSearchParams(location.hash.slice(1)).forEach((value, key) => {
    const knob = knobs.find(each => each.dataset.id === key);
    if (knob) set(knob, value);
  });
  ask();
})();
