// What happened, said once: shown at the foot of the window and read out by screen readers.
"use strict";

{
  const place = document.getElementById("said");
  let timer = 0;

  document.addEventListener("say", (event) => {
    place.textContent = event.detail.value;
    clearTimeout(timer);
    timer = setTimeout(() => { place.textContent = ""; }, 5000);
  });

  // A refusal belongs where it was met: into the form's own place for it.
  const fail = (element, words) => {
    const form = element.closest("form") ?? element;
    const where = form.querySelector("[data-failure]");
    form.setAttribute("data-failed", "");
    if (where) where.textContent = words;
    place.textContent = words;
  };

  // What waits for the model asks again by itself when the service is busy, so long as it says.
  const again = (element, xhr) => {
    const late = xhr.status === 504;
    const seconds = late ? 2 : Number(xhr.getResponseHeader("retry-after"));
    const times = Number(element.dataset.times ?? 0);
    const allowed = late ? 3 : 60;
    if (!seconds || times >= allowed || !element.matches(".pending")) return;
    element.dataset.times = times + 1;
    setTimeout(() => { if (element.isConnected) element.requestSubmit(); }, 1000 * seconds);
  };

  document.addEventListener("htmx:responseError", ({ detail }) => {
    const plain = detail.xhr.getResponseHeader("content-type")?.startsWith("text/plain");
    fail(detail.elt, plain ? detail.xhr.responseText : "服务出错，请再试一次。");
    again(detail.elt, detail.xhr);
  });
  document.addEventListener("htmx:sendError", ({ detail }) => {
    fail(detail.elt, "连不上服务，请稍后再试；写好的内容不会丢。");
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const form = detail.elt.closest("form");
    const where = form?.querySelector("[data-failure]");
    form?.removeAttribute("data-failed");
    if (where) where.textContent = "";
  });
}
