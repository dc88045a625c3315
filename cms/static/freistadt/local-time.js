// [data-local-time]: says when an event is on the visitor's own clock, where that differs from the event's.
// The words around the time are the server's; data-locale says how the server writes dates, as a BCP 47 tag.

const at = (locale, options) => new Intl.DateTimeFormat(locale, options);
const time = { hour: "numeric", minute: "2-digit" };
const day = { weekday: "short", day: "numeric", month: "short" };

for (const element of document.querySelectorAll("[data-local-time]")) {
  const { localTime: zone, locale, begins, ends } = element.dataset;
  const start = new Date(begins), end = ends && new Date(ends);
  const here = (options) => at(locale, options).format(start);
  const there = (options) => at(locale, { ...options, timeZone: zone }).format(start);

  if (here({ ...day, ...time }) !== there({ ...day, ...time })) {
    const format = at(locale, here(day) === there(day) ? time : { ...day, ...time });
    element.querySelector("span").textContent = end ? format.formatRange(start, end) : format.format(start);
    element.hidden = false;
  }
}
