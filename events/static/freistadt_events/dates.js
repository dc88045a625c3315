// Below [data-event-dates] the dates of an event, while an editor fills in the form.
(() => {
  const FIELDS = /^(csrfmiddlewaretoken|start_date|start_time|end_date|end_time|all_day|open_end|time_zone|repeats|repeat_until|exceptions-.*)$/;

  function watch(panel) {
    const form = panel.closest("form");
    let waiting, request, shown;

    async function show() {
      const values = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (FIELDS.test(name) && typeof value === "string") values.append(name, value);
      }
      if (values.toString() === shown) return;
      shown = values.toString();
      request?.abort();
      request = new AbortController();
      try {
        const response = await fetch(panel.dataset.eventDates, { method: "POST", body: values, signal: request.signal });
        if (response.ok) panel.innerHTML = await response.text();
      } catch (error) {
        if (error.name !== "AbortError") shown = undefined;
      }
    }

    function soon() {
      clearTimeout(waiting);
      waiting = setTimeout(show, 300);
    }

    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    // Adding, moving and deleting exceptions are clicks.
    form.addEventListener("click", soon);
  }

  // Wagtail loads the scripts of panels before the form.
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-event-dates]").forEach(watch));
})();
