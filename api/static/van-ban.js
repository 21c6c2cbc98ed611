/* Adds to the pages of a document, which work without it: lists opened in place, the drawing, the outline's place. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* The last piece of a provision's own text, above the provisions in it. */
  const endOfOwn = (unit) => {
    const own = [...unit.children];
    const below = own.findIndex((one) => one.matches(".unit, section, .sheet"));
    return own.at(below < 0 ? -1 : below - 1);
  };

  /* "2 văn bản dẫn": the same list that the link's own page shows, put in its place. */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.by");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const within = link.closest(".box");
    const side = link.parentElement;
    const open = within ?? side.parentElement.querySelector(":scope > .box[role=group]");
    if (!within && open) return open.remove();
    const id = new URL(link.href).hash.slice(1);
    const page = await fetch(link.href).then((answer) => answer.text()).catch(() => "");
    const box = new DOMParser().parseFromString(page, "text/html").getElementById(id)?.closest("section, div")?.parentElement?.querySelector(".box[role=group]");
    if (!box) return void (location.href = link.href);
    box.querySelector(":scope > p:last-child")?.remove();
    if (within) within.replaceWith(box);
    else if (side.classList.contains("acts")) endOfOwn(side.parentElement).after(box);
    else side.after(box);
    if (within) box.querySelector("[aria-current]")?.focus();
  });

  /* The drawing opens and closes a document's own references where it stands; the link's page shows the same. */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".graph a.mo");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const href = new URL(link.getAttribute("href"), location.href);
    const fresh = new DOMParser().parseFromString(await (await fetch(href)).text(), "text/html").querySelector("#do-thi");
    const name = link.getAttribute("aria-label").replace(/^(Thu gọn|Mở dẫn chiếu của) /, "");
    document.getElementById("do-thi").replaceWith(fresh);
    history.replaceState(null, "", href);
    all(".mo", fresh).find((one) => one.getAttribute("aria-label").endsWith(name))?.focus();
  });

  /* Outline: where scroll-target-group is not known, mark the place that is read. */
  const outline = document.querySelector(".outline");
  if (outline && !CSS.supports("scroll-target-group", "auto")) {
    const entries = new Map(all("a[href^='#']", outline).map((link) => [link.hash.slice(1), link]));
    const watch = new IntersectionObserver((seen) => {
      const top = seen.find((one) => one.isIntersecting);
      if (!top) return;
      all("[aria-current]", outline).forEach((link) => link.removeAttribute("aria-current"));
      const link = entries.get(top.target.id);
      link?.setAttribute("aria-current", "true");
      link?.scrollIntoView({ block: "nearest" });
    }, { rootMargin: "-10% 0px -75% 0px" });
    entries.forEach((_, id) => { const place = document.getElementById(id); if (place) watch.observe(place); });
  }
})();
