// The menu and the list of languages close when the focus goes elsewhere, which they might cover, and on Escape.

for (const details of document.querySelectorAll(".site-header details")) {
  details.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !details.contains(relatedTarget)) details.open = false;
  });
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}
