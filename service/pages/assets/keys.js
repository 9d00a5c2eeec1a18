// Keyboard shortcuts. Single keys can be switched off: speech input may type them by accident.
"use strict";

{
  const help = document.getElementById("help");
  const single = document.getElementById("single-keys");
  single.checked = localStorage.getItem("single-keys") !== "off";
  single.addEventListener("change", () => {
    localStorage.setItem("single-keys", single.checked ? "on" : "off");
  });
  document.querySelector("[data-help]").addEventListener("click", () => help.showModal());

  const articles = () => [...document.querySelectorAll(".article")];
  let current = 0;
  document.addEventListener("focusin", ({ target }) => {
    const at = articles().indexOf(target.closest(".article"));
    if (at >= 0) current = at;
  });

  const go = (step) => {
    const all = articles();
    if (!all.length) return;
    const inside = document.activeElement.closest(".article");
    current = Math.min(all.length - 1, Math.max(0, inside ? current + step : current));
    all[current].focus({ preventScroll: true });
    all[current].scrollIntoView({ block: "start" });
  };
  const inCurrent = (selector) => articles()[current]?.querySelector(selector);
  const edit = (name) => {
    const field = inCurrent(`[name=${name}]`);
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  };
  const nextFault = () => {
    const all = [...(articles()[current]?.querySelectorAll("[data-fault]") ?? [])];
    const fault = all[(all.indexOf(document.activeElement) + 1) % all.length];
    fault?.focus();
    fault?.click();
  };
  const choose = (number) => {
    const choices = articles()[current]?.querySelectorAll(".headline [data-choice]") ?? [];
    choices[number - 1]?.click();
  };

  const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    e: () => edit("headline"),
    b: () => edit("brief"),
    x: nextFault,
    c: () => inCurrent("[data-copy=text]")?.click(),
    w: () => inCurrent("[data-copy=word]")?.click(),
    g: () => inCurrent("[data-copy=wechat]")?.click(),
    n: () => { location.href = "/"; },
    "/": () => {
      const search = document.getElementById("q");
      if (search) search.focus(); else location.href = "/history";
    },
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || help.open) return;
    const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox]), select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const put = document.querySelector("[data-drop]");
      if (put) put.requestSubmit(); else inCurrent("[data-approve]")?.click();
      event.preventDefault();
    } else if (event.key === "Escape" && typing) {
      const article = event.target.closest(".article");
      if (article) article.focus({ preventScroll: true }); else event.target.blur();
    } else if (!typing && single.checked && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const act = /^[1-9]$/.test(event.key) ? () => choose(Number(event.key))
        : Object.hasOwn(KEYS, event.key) && KEYS[event.key];
      if (act) { act(); event.preventDefault(); }
    }
  });
}
