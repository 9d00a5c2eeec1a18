// To the clipboard: as text, for Word, for a WeChat article (which keeps inline styles only).
"use strict";

{
  const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

  const WORD = {
    headline: "margin:0 0 8pt;text-align:center;font:bold 18pt 方正小标宋简体,宋体,SimSun,serif",
    brief: "margin:0 0 12pt;text-indent:2em;text-align:justify;font:14pt/1.6 仿宋,FangSong,serif",
  };
  const WECHAT = {
    headline: "margin:24px 0 8px;font-size:18px;font-weight:bold;line-height:1.5;color:#1d1b18;" +
      "padding-left:10px;border-left:4px solid #9b1c1f",
    brief: "margin:0 0 16px;font-size:16px;line-height:1.85;letter-spacing:0.5px;color:#333333;" +
      "text-align:justify",
  };

  const html = (items, styles) => items.map(({ headline, brief }) =>
    (headline && `<p style="${styles.headline}">${escape(headline)}</p>`) +
    (brief && `<p style="${styles.brief}">${escape(brief)}</p>`)).join("");

  const text = (items) => items.map(({ headline, brief }) =>
    [headline, brief].filter(Boolean).join("\n")).join("\n\n");

  // What is in the fields now; in the history, what was kept.
  const item = (place) => ({
    headline: place.querySelector("[name=headline]")?.value ?? place.dataset.headline ?? "",
    brief: place.querySelector("[name=brief]")?.value ?? place.dataset.brief ?? "",
  });

  // The event of a copy works on plain HTTP too, where navigator.clipboard is missing.
  const put = (plain, rich) => {
    const fill = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData("text/plain", plain);
      if (rich) event.clipboardData.setData("text/html", rich);
    };
    document.addEventListener("copy", fill, { capture: true, once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill, { capture: true });
    return done;
  };

  const NAMES = { text: "文字", word: "，可粘贴到 Word", wechat: "，可粘贴到公众号" };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-copy]");
    if (!button) return;
    const places = "all" in button.dataset
      ? [...document.querySelectorAll(".article:has(.draft)")]
      : [button.closest(".article, .kept")];
    const items = places.map(item);
    const form = button.dataset.copy;
    const rich = form === "text" ? "" : html(items, form === "word" ? WORD : WECHAT);
    const done = items.length > 0 && put(text(items), rich);
    const said = done ? `已复制${NAMES[form]}` : "没有复制成，请手动选取";
    document.dispatchEvent(new CustomEvent("say", { detail: { value: said } }));
  });
}
