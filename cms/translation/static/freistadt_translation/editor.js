// What the translation editor does beyond its HTML: keys, texts copied into fields, a warning before typed text is lost.

const editor = document.querySelector("[data-translation-editor]");
const form = editor?.querySelector("[data-translation-form]");

// The preview stays open or closed, as somebody left it; at first it is open where there is room beside the texts.

const preview = editor?.querySelector("[data-preview]");
if (preview) {
  const KEY = "translation-preview";
  const remembered = (() => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  })();
  preview.open = remembered ? remembered === "open" : matchMedia("(min-width: 90em)").matches;
  preview.addEventListener("toggle", () => {
    try {
      localStorage.setItem(KEY, preview.open ? "open" : "closed");
    } catch {
      // A browser that remembers nothing.
    }
  });
}

if (form) {
  const fields = [...form.querySelectorAll("[data-unit] textarea")];
  const open = fields.filter((field) => field.closest("[data-needs-work]"));
  let sending = false;

  for (const element of editor.querySelectorAll("[data-needs-script]")) element.hidden = false;

  // Which field somebody is in, or was in last.
  let current = null;
  form.addEventListener("focusin", ({ target }) => {
    if (fields.includes(target)) current = target;
  });

  const go = (field) => {
    if (!field) return;
    field.focus({ preventScroll: true });
    // At once: Wagtail would scroll smoothly, and the second step would put an end to the first.
    for (const element of [field.closest("[data-unit]"), field]) {
      element.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  };

  /** The field after (or before) the current one among some fields in their order on the page; else the first. */
  const neighbour = (among, step) => {
    if (!current) return among[step > 0 ? 0 : among.length - 1];
    const here = fields.indexOf(current);
    const others = among.filter((field) => Math.sign(fields.indexOf(field) - here) === step);
    return step > 0 ? others[0] : others[others.length - 1];
  };

  // What is not saved yet

  const snapshot = () =>
    JSON.stringify([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "at"].includes(name)));
  const saved = snapshot();
  const status = form.querySelector("[data-unsaved]");
  const held = form.querySelector("[data-held]");
  const isUnsaved = () => held !== null || snapshot() !== saved;
  if (status) {
    const words = form.querySelector("[data-unsaved-text]").content.textContent;
    const tell = () => {
      const text = isUnsaved() ? words : "";
      if (status.textContent !== text) status.textContent = text;
    };
    form.addEventListener("input", tell);
    tell();
  }

  addEventListener("beforeunload", (event) => {
    if (!sending && isUnsaved()) event.preventDefault();
  });

  const send = (place) => {
    form.elements.at.value = place?.id ?? "";
    form.requestSubmit(form.querySelector("[data-save]"));
  };

  form.addEventListener("submit", () => {
    sending = true;
    form.elements.at.value ||= current?.id ?? "";
  });

  // Back to a page that the browser kept: it may be left again.
  addEventListener("pageshow", () => {
    sending = false;
    form.elements.at.value = "";
  });

  // Buttons

  const put = (field, text, from, to) => {
    field.focus();
    field.setSelectionRange(from, to);
    // The only way that can be undone with the keyboard; where there is none, undoing is lost.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-for]");
    const field = button && document.getElementById(button.dataset.for);
    if (button?.dataset.copy !== undefined) {
      put(field, button.dataset.copy, 0, field.value.length);
    } else if (button) {
      const { before, after } = button.dataset;
      const { selectionStart: from, selectionEnd: to } = field;
      put(field, before + field.value.slice(from, to) + after, from, to);
      const caret = from === to ? from + before.length : from + before.length + (to - from) + after.length;
      field.setSelectionRange(caret, caret);
    } else if (target.closest("[data-next]")) {
      go(neighbour(open, 1) ?? open[0]);
    } else if (target.closest("[data-first]")) {
      requestAnimationFrame(() => go(open[0]));
    }
  });

  // Keys

  addEventListener("keydown", (event) => {
    const { key, altKey, shiftKey } = event;
    const command = event.ctrlKey || event.metaKey;
    let action;
    if (command && !altKey && !shiftKey && key.toLowerCase() === "s") action = () => send(current);
    else if (command && !altKey && !shiftKey && key === "Enter") action = () => send(neighbour(open, 1) ?? current);
    else if (altKey && !command && key === "PageDown") action = () => go(neighbour(shiftKey ? open : fields, 1));
    else if (altKey && !command && key === "PageUp") action = () => go(neighbour(shiftKey ? open : fields, -1));
    if (action && fields.length) {
      event.preventDefault();
      action();
    }
  });

  // Arriving

  const remarks = form.querySelector("[data-remarks]");
  if (remarks) remarks.focus();
  else if (fields.includes(held)) go(held);
  else if (held) held.focus();
  else if (location.hash === "#next") go(open[0]);
  else if (fields.some((field) => `#${field.id}` === location.hash)) go(document.querySelector(location.hash));
}
