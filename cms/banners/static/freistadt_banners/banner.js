// [data-banner]: lets visitors close the banner, and keeps it closed in their browser until an editor changes it.
// Unlike the others no module: those wait for the whole page, and a banner that was closed would flash up first.

{
  const banner = document.querySelector("[data-banner]");
  const { banner: key, bannerVersion: version } = banner.dataset;

  // Where the browser keeps nothing for us, it says so with an exception.
  const remembered = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = () => { try { localStorage.setItem(key, version); } catch { /* closed on this page alone */ } };

  if (remembered() === version) {
    banner.remove();
  } else {
    const button = banner.querySelector("[data-banner-close]");

    button.hidden = false;
    button.addEventListener("click", () => {
      remember();
      banner.remove();
      document.getElementById("main")?.focus({ preventScroll: true });
    });
  }
}
