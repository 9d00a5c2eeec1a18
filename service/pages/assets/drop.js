// Files dropped on a form, or chosen; the count of what is pasted.
"use strict";

{
  const form = document.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  const shown = form.querySelector("[data-file]");
  const text = form.querySelector("textarea");
  const counter = form.querySelector("[data-count]");
  const empty = shown.textContent;

  const show = () => {
    const names = [...input.files].map((file) => file.name);
    shown.textContent = names.length > 3 ? `${names.slice(0, 3).join("、")} 等 ${names.length} 个`
      : names.join("、") || empty;
    if (text && names.length) text.placeholder = `将处理文件：${shown.textContent}`;
  };
  input.addEventListener("change", show);
  text?.addEventListener("input", () => { counter.textContent = [...text.value].length; });

  const take = (files) => {
    if (!files?.length) return false;
    const kept = new DataTransfer();
    for (const file of input.multiple ? files : [files[0]]) kept.items.add(file);
    input.files = kept.files;
    show();
    return true;
  };

  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    form.addEventListener(name, () => form.classList.remove("over"));
  }
  form.addEventListener("drop", (event) => {
    if (take(event.dataTransfer?.files)) event.preventDefault();
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData.types.includes("text/plain") && take(event.clipboardData.files)) {
      event.preventDefault();
    }
  });

  const most = Number(form.dataset.most ?? Infinity);
  const mostBytes = Number(form.dataset.bytes);
  const objection = () => {
    const bytes = [...input.files].reduce((sum, file) => sum + file.size, 0);
    if (bytes > mostBytes) return `文件太大，一共最多 ${mostBytes >> 20} MB`;
    if (!text || input.files.length) return "";
    if (!text.value.trim()) return "先粘贴文字，或选择文件";
    return [...text.value].length > most ? `最多 ${most} 字，请分几次，或改用“批量”` : "";
  };

  form.addEventListener("submit", (event) => {
    const button = form.querySelector("button.primary");
    const value = objection();
    if (value) {
      event.preventDefault();
      text?.focus();
      document.dispatchEvent(new CustomEvent("say", { detail: { value } }));
      return;
    }
    button.disabled = true;
    button.textContent = "正在分篇……";
  });
  // Back to this page: the button is there to be used again.
  window.addEventListener("pageshow", () => {
    const button = form.querySelector("button.primary");
    button.disabled = false;
    if (text) { button.textContent = "开始"; counter.textContent = [...text.value].length; }
    show();
  });
}
