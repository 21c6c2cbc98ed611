/* Adds to pages that work without it: copy buttons, preview cards on references, lists opened in place, the outline's place. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  /* Copy: the sentence itself can be selected with one press; the button and the word "Đã chép" come with script. */
  const said = make("p", { className: "hide", role: "status" });
  document.body.append(said);
  for (const text of all(".copy[data-copy]")) {
    const button = make("button", { type: "button", textContent: text.dataset.copy });
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
      } catch {
        getSelection().selectAllChildren(text);
        document.execCommand("copy");
      }
      said.textContent = "Đã chép";
      button.textContent = "Đã chép";
      setTimeout(() => { button.textContent = text.dataset.copy; said.textContent = ""; }, 2500);
    });
    text.after(make("p", {}, button));
  }

  /* Preview cards: 300 ms of hover, or focus; Esc closes; the link stays a link. */
  const known = new Map();
  let card = null, owner = null, wait = 0;
  const close = () => { clearTimeout(wait); card?.remove(); card = owner = null; };
  const later = (what, time) => { clearTimeout(wait); wait = setTimeout(what, time); };
  const ask = (link) => {
    const url = new URL(link.href);
    if (!url.pathname.startsWith("/vb/")) return null;
    const path = decodeURIComponent(url.hash.slice(1));
    const address = "/api/v1/documents" + url.pathname.slice(3) + (path ? "/provisions/" + path : "/card");
    if (!known.has(address)) {
      known.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
    }
    return known.get(address);
  };
  const day = (iso) => (iso ? iso.split("-").reverse().join("/") : "");
  const show = async (link) => {
    if (owner === link) return;
    owner = link;
    const found = await ask(link);
    if (!found || owner !== link) return;
    card?.remove();
    card = make("span", { className: "box card" });
    const text = found.text ?? found.title ?? "";
    card.append(make("strong", { textContent: found.name }));
    if (text) card.append(make("span", { textContent: text.length > 420 ? text.slice(0, 420) + " …" : text }));
    const facts = [found.issuer, found.issued && "ban hành " + day(found.issued)].filter(Boolean).join(", ");
    if (facts) card.append(make("span", { className: "soft", textContent: facts }));
    if (found.badge) card.append(make("span", { className: "badge " + found.badge.mark, textContent: found.badge.name }));
    card.addEventListener("mouseenter", () => clearTimeout(wait));
    card.addEventListener("mouseleave", () => later(close, 200));
    if (matchMedia("(max-width: 40rem)").matches) {
      (link.closest("p, li, td, blockquote") ?? link).after(card);
    } else {
      document.body.append(card);
      const at = link.getClientRects()[0];
      card.style.left = Math.max(16, Math.min(at.left, innerWidth - card.offsetWidth - 16)) + scrollX + "px";
      card.style.top = at.bottom + scrollY + 6 + "px";
    }
  };
  for (const link of all("a.ref")) {
    link.addEventListener("mouseenter", () => later(() => show(link), 300));
    link.addEventListener("mouseleave", () => later(close, 200));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", () => later(close, 200));
  }
  addEventListener("keydown", (event) => event.key === "Escape" && close());

  /* "2 văn bản dẫn": the same list that the link's own page shows, put in its place. */
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.by");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const side = link.parentElement;
    const open = side.nextElementSibling;
    if (open?.classList.contains("box")) return open.remove();
    const id = new URL(link.href).hash.slice(1);
    const page = await fetch(link.href).then((answer) => answer.text()).catch(() => "");
    const box = new DOMParser().parseFromString(page, "text/html").getElementById(id)?.closest("section, div")?.parentElement?.querySelector(".box[role=group]");
    if (!box) return void (location.href = link.href);
    box.querySelector("p:last-child")?.remove();
    side.after(box);
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
