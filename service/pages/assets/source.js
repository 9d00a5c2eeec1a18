// Where words come from: the source of what the pointer or the caret is on lights up.
"use strict";

{
  const clear = (article, name) => {
    for (const lit of article.querySelectorAll(`.${name}`)) lit.classList.remove(name);
  };

  const mark = (article, ids, name) => {
    clear(article, name);
    for (const id of ids) {
      for (const piece of article.querySelectorAll(`[data-ids~="${id}"]`)) piece.classList.add(name);
    }
  };

  // Brings a place of the source into its panel without moving the window.
  const reveal = (article, name) => {
    const panel = article.querySelector(".source");
    const place = panel.querySelector(`.${name}`);
    if (!place) return;
    const gap = place.getBoundingClientRect().top - panel.getBoundingClientRect().top;
    if (gap < 40 || gap > panel.clientHeight - 60) panel.scrollTop += gap - panel.clientHeight / 3;
  };

  const light = (article, piece) => {
    const ids = piece?.dataset.ids?.split(" ") ?? [];
    const clauses = ids.filter((id) => !id.includes("x"));
    mark(article, clauses, "lit");
    if (clauses.length) reveal(article, "lit");
  };

  const pieceUnder = (x, y) => document
    .elementsFromPoint(x, y)
    .find((element) => element.matches(".mirror [data-ids]"));

  const pieceAtCaret = (field) => {
    const mirror = document.getElementById(`m${field.id}`);
    let left = field.selectionStart;
    for (const node of mirror.childNodes) {
      left -= node.textContent.length;
      if (left < 0 || (left === 0 && node === mirror.lastChild)) {
        return node.nodeType === Node.ELEMENT_NODE ? node : null;
      }
    }
    return null;
  };

  let last = null;
  document.addEventListener("pointermove", ({ clientX, clientY, target }) => {
    const sheet = target.closest?.(".sheet");
    const piece = sheet ? pieceUnder(clientX, clientY) : null;
    if (piece === last) return;
    if (last && !piece) {
      const article = last.closest(".article");
      if (article) clear(article, "lit");
    }
    last = piece;
    if (piece) light(piece.closest(".article"), piece);
  });

  document.addEventListener("selectionchange", () => {
    const field = document.activeElement;
    if (field?.matches("[data-field]")) light(field.closest(".article"), pieceAtCaret(field));
  });
  document.addEventListener("focusout", ({ target }) => {
    if (target.matches?.("[data-field]")) clear(target.closest(".article"), "lit");
  });

  document.addEventListener("click", ({ target }) => {
    const fault = target.closest("[data-fault]");
    if (!fault) return;
    const article = fault.closest(".article");
    mark(article, [fault.dataset.fault], "pointed");
    reveal(article, "pointed");
    const place = article.querySelector(".mirror .pointed");
    place?.scrollIntoView({ block: "nearest" });
    if (window.matchMedia("(max-width: 55.99rem)").matches) {
      article.querySelector(".source").scrollIntoView({ block: "nearest" });
    }
  });
}
