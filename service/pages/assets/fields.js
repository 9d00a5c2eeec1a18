// Fields: one line each, mirrored; candidates and corrections are put into them.
"use strict";

{
  const mirrorOf = (field) => document.getElementById(`m${field.id}`);
  const count = (field) => {
    document.querySelector(`[data-length="${field.id}"]`).textContent = [...field.value].length;
  };

  // Sets a text as if it had been typed, so that the browser can undo it.
  const write = (field, start, end, text) => {
    field.focus();
    field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  document.addEventListener("input", ({ target: field }) => {
    if (!field.matches("[data-field]")) return;
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, "");
    mirrorOf(field).textContent = field.value;
    count(field);
    for (const choice of document.querySelectorAll(`[data-choice="${field.id}"]`)) {
      choice.checked = choice.value === field.value;
    }
  });

  document.addEventListener("change", ({ target: choice }) => {
    if (!choice.matches("[data-choice]")) return;
    const field = document.getElementById(choice.dataset.choice);
    write(field, 0, field.value.length, choice.value);
    choice.focus();
  });

  document.addEventListener("click", ({ target }) => {
    const fix = target.closest("[data-fix]");
    if (!fix) return;
    const { said, with: words } = fix.dataset;
    const field = document.getElementById(fix.dataset.fix);
    // Positions count characters, JavaScript counts UTF-16 units.
    const units = (n) => [...field.value].slice(0, n).join("").length;
    const start = units(Number(fix.dataset.start));
    const end = units(Number(fix.dataset.end));
    if (field.value.slice(start, end) === said) write(field, start, end, words);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing && event.target.matches("[data-field]")) {
      event.preventDefault();
    }
  });

  // While an answer was on its way, the text may have moved on: then its marks are of no use.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    const field = target.id.startsWith("m") && document.getElementById(target.id.slice(1));
    if (field) field.ariaInvalid = fragment.querySelector(".wrong") ? "true" : null;
    if (field && fragment.textContent.trim() !== field.value.trim()) event.detail.shouldSwap = false;
  });
}
