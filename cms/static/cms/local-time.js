// [data-local-time]: says when an event is on the visitor's own clock, where that differs from the event's.

const language = document.documentElement.lang;
const clock = (zone) => new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: "short", timeStyle: "short" });
const full = new Intl.DateTimeFormat(language, {
  weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "long",
});

for (const element of document.querySelectorAll("[data-local-time]")) {
  const { localTime: zone, begins, ends } = element.dataset;
  const start = new Date(begins);

  if (clock(zone).format(start) !== clock(undefined).format(start)) {
    element.textContent = ends ? full.formatRange(start, new Date(ends)) : full.format(start);
    element.hidden = false;
  }
}
