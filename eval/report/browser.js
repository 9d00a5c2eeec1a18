"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const views = Object.keys(data);
  const state = { view: views[0], system: null, column: 0, item: 0, shown: [] };
  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const show = (column, value) =>
    value === null ? "–" : (column.share ? 100 * value : value).toFixed(1);

  /* Which section is seen; without this script all of them are. */
  function openView(key) {
    state.view = key;
    for (const section of document.querySelectorAll("section.view")) section.hidden = section.dataset.view !== key;
    for (const tab of document.querySelectorAll(".tabs button")) tab.setAttribute("aria-pressed", String(tab.dataset.view === key));
    const view = data[key];
    const [set, task] = [key.slice(0, key.lastIndexOf("/")), key.slice(key.lastIndexOf("/") + 1)];
    $("browser-of").textContent = `${set} ${task === "brief" ? "简讯" : "标题"}`;
    const options = view.columns.map((c, i) => new Option(c.label.toLowerCase() === c.name.toLowerCase() ? c.label : `${c.label} ${c.name}`, i));
    options.push(new Option("原文长度", "source"), new Option("原有次序", "order"));
    const leading = Math.max(0, view.columns.findIndex((c) => c.name === "rouge-L"));
    const kept = state.column === "source" || state.column === "order" ? state.column : leading;
    $("sort-column").replaceChildren(...options);
    $("sort-column").value = kept;
    $("sort-system").replaceChildren(...view.systems.map((s, i) => new Option(s, i)));
    state.system = Math.min(state.system ?? view.first, view.systems.length - 1);
    $("sort-system").value = state.system;
    state.item = -1;
    list();
  }

  function value(item) {
    if (state.column === "source") return item.text.length;
    if (state.column === "order") return 0;
    return item.outputs[state.system].scores[state.column];
  }

  function matches(item, words) {
    if ($("only-failed").checked && !item.outputs[state.system].failed.length) return false;
    if (!words.length) return true;
    const all = [item.id, item.kind, item.text, ...item.references, ...item.outputs.map((o) => o.text || "")].join("\n");
    return words.every((word) => all.includes(word));
  }

  function list() {
    const view = data[state.view];
    const chosen = $("sort-column").value;
    state.column = /^\d+$/.test(chosen) ? Number(chosen) : chosen;
    const words = $("search").value.trim().split(/\s+/).filter(Boolean);
    const sign = $("descending").checked ? -1 : 1;
    state.shown = view.items.map((item, i) => [item, i]).filter(([item]) => matches(item, words));
    state.shown.sort(([a, i], [b, j]) => {
      const [x, y] = [value(a), value(b)];
      if (x === null || y === null) return (x === null) - (y === null) || i - j;
      return sign * (x - y) || i - j;
    });
    const part = view.items.length < view.total ? `（从 ${view.total} 条中均匀选取）` : "";
    $("count").textContent = `${state.shown.length} / ${view.items.length} 条${part}`;
    const column = view.columns[state.column];
    $("list").replaceChildren(...state.shown.map(([item, i]) => {
      const button = make("button", item.outputs[state.system].failed.length ? "bad" : "");
      const score = column ? show(column, value(item)) : state.column === "source" ? `${item.text.length}字` : "";
      button.append(make("span", "title", item.references[0]), make("span", "score", score));
      button.title = item.id;
      button.type = "button";
      button.dataset.item = i;
      button.addEventListener("click", () => openItem(i));
      const line = make("li");
      line.append(button);
      return line;
    }));
    if (!state.shown.some(([, i]) => i === state.item)) openItem(state.shown.length ? state.shown[0][1] : -1);
    else openItem(state.item);
  }

  /* A text cut at every border of its spans; each piece knows the spans it lies in. */
  function pieces(text, layers) {
    const chars = Array.from(text);
    const cuts = new Set([0, chars.length]);
    for (const layer of layers) for (const [a, b] of layer.spans) { cuts.add(a); cuts.add(b); }
    const places = [...cuts].filter((p) => p <= chars.length).sort((a, b) => a - b);
    return places.slice(0, -1).map((a, k) => ({
      start: a,
      end: places[k + 1],
      text: chars.slice(a, places[k + 1]).join(""),
      in: layers.map((layer) => layer.spans.findIndex(([s, e]) => s <= a && places[k + 1] <= e)),
    }));
  }

  function outputText(output, index) {
    const box = make("p", "text");
    if (!output.text) {
      box.append(make("em", "none", `（无）${output.note}`));
      return box;
    }
    const failed = output.failed.filter((f) => f.span);
    const layers = [{ spans: output.new }, { spans: failed.map((f) => f.span) }, { spans: output.trace.map((t) => t[0]) }];
    const gone = $("show-gone").checked ? output.gone : [];
    layers.push({ spans: gone.map(([p]) => [p, p]) });
    for (const piece of pieces(output.text, layers)) {
      for (const [place, text] of gone) if (place === piece.start) box.append(make("del", "", text));
      const [fresh, wrong, clause] = piece.in;
      const node = make("span", clause >= 0 ? "clause" : "");
      const mark = fresh >= 0 ? make("mark", "new", piece.text) : document.createTextNode(piece.text);
      if (wrong >= 0) {
        const wave = make("mark", "failed");
        wave.title = `${failed[wrong].kind}：${failed[wrong].reason}`;
        wave.append(mark);
        node.append(wave);
      } else node.append(mark);
      if (clause >= 0) {
        node.addEventListener("mouseenter", () => { select(index); hit(output.trace[clause][1]); });
        node.addEventListener("mouseleave", () => hit([]));
      }
      box.append(node);
    }
    const length = Array.from(output.text).length;
    for (const [place, text] of gone) if (place >= length) box.append(make("del", "", text));
    return box;
  }

  function card(view, output, index) {
    const box = make("section", `output s${index}`);
    box.tabIndex = 0;
    box.setAttribute("role", "button");
    const head = make("header");
    const methods = { model: "模型撰写", repaired: "按原文改正", extractive: "摘自原文" };
    head.append(make("b", "", view.systems[index]), make("span", "", `${Array.from(output.text || "").length}字`));
    if (methods[output.method]) head.append(make("span", "", methods[output.method]));
    if (output.read !== null && output.read < 0.9995) head.append(make("span", "", `读入原文${(100 * output.read).toFixed(0)}%`));
    box.append(head, outputText(output, index));
    if (output.failed.length) {
      const faults = make("ul");
      for (const f of output.failed) faults.append(make("li", "", `${f.kind}：${f.reason}${f.source ? `（原文：${f.source}）` : ""}`));
      box.append(faults);
    }
    if (output.text && output.note) box.append(make("p", "note", output.note));
    const numbers = make("div", "numbers");
    view.columns.forEach((column, i) => {
      if (!["rouge-1", "rouge-2", "rouge-L", "semantic", "facts-recall", "copied", "repeated"].includes(column.name)) return;
      const one = make("span", "", `${column.label} `);
      one.append(make("b", "", show(column, output.scores[i])));
      numbers.append(one);
    });
    box.append(numbers);
    box.addEventListener("click", () => select(index));
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") select(index); });
    return box;
  }

  /* Scrolls the box that holds the node, and never the page. */
  function intoView(box, node) {
    const top = node.offsetTop - 8;
    const bottom = node.offsetTop + node.offsetHeight + 8;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }

  function openItem(i) {
    state.item = i;
    for (const button of $("list").querySelectorAll("button")) {
      const current = Number(button.dataset.item) === i;
      button.setAttribute("aria-current", String(current));
      if (current) intoView($("list"), button);
    }
    const detail = $("detail");
    if (i < 0) { detail.replaceChildren(make("p", "none", "没有符合条件的稿件")); return; }
    const view = data[state.view];
    const item = view.items[i];
    const left = make("div", "left");
    left.append(make("h4", "", `原文 · ${item.id}${item.kind ? ` · ${item.kind}` : ""} · ${Array.from(item.text).length}字`));
    const source = make("div", "source");
    source.id = "source";
    left.append(source);
    const right = make("div");
    right.append(make("h4", "", "参考"));
    for (const reference of item.references) right.append(make("p", "reference", reference));
    right.append(make("h4", "", "各系统"));
    item.outputs.forEach((output, k) => right.append(card(view, output, k)));
    detail.replaceChildren(left, right);
    select(state.system);
  }

  /* Marks in the source what the chosen system's output rests on. */
  function select(index) {
    const item = data[state.view].items[state.item];
    document.querySelectorAll(".output").forEach((box, k) => box.setAttribute("aria-pressed", String(k === index)));
    const source = $("source");
    if (!item || (source.dataset.of === `${index}` && source.childNodes.length)) return;
    source.dataset.of = `${index}`;
    source.className = `source s${index}`;
    const spans = item.outputs[index].trace.flatMap((t) => t[1]);
    source.replaceChildren(...pieces(item.text, [{ spans }]).map((piece) => {
      const node = piece.in[0] >= 0 ? make("mark", "from", piece.text) : make("span", "", piece.text);
      node.dataset.start = piece.start;
      node.dataset.end = piece.end;
      return node;
    }));
  }

  function hit(spans) {
    for (const node of $("source").querySelectorAll(".from")) {
      const [a, b] = [Number(node.dataset.start), Number(node.dataset.end)];
      node.classList.toggle("hit", spans.some(([s, e]) => s < b && a < e));
    }
    const first = $("source").querySelector(".hit");
    if (first) intoView($("source"), first);
  }

  function step(by) {
    const at = state.shown.findIndex(([, i]) => i === state.item);
    const next = state.shown[at + by];
    if (next) openItem(next[1]);
  }

  for (const tab of document.querySelectorAll(".tabs button")) tab.addEventListener("click", () => openView(tab.dataset.view));
  for (const id of ["sort-column", "descending", "only-failed"]) $(id).addEventListener("change", list);
  $("sort-system").addEventListener("change", () => { state.system = Number($("sort-system").value); list(); });
  $("show-gone").addEventListener("change", () => openItem(state.item));
  $("search").addEventListener("input", list);
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  if (views.length) {
    $("browser").hidden = false;
    openView(views[0]);
  }
})();
