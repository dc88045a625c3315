// [data-embed]: offers to load a video or a map from another host, and does so only on a click.

for (const embed of document.querySelectorAll("[data-embed]")) {
  const player = new URL(embed.dataset.embed, location);

  // A frame of this site, or one that is a program, would not be held by the sandbox.
  if (!/^https?:$/.test(player.protocol) || player.origin === location.origin) continue;

  const offer = embed.querySelector("[data-embed-offer]");

  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.title = embed.dataset.embedTitle;
    frame.allow = "fullscreen";
    frame.referrerPolicy = "no-referrer";
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-presentation";
    frame.src = player.href;
    frame.tabIndex = 0;
    offer.replaceWith(frame);
    frame.focus();
  }, { once: true });
}
