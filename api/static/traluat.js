/* Adds to pages that work without it: copy buttons, preview cards on references. */
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
  const copier = (name, value) => {
    const button = make("button", { type: "button", textContent: name });
    button.addEventListener("click", async () => {
      const text = value();
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const field = make("textarea", { value: text });
        document.body.append(field);
        field.select();
        document.execCommand("copy");
        field.remove();
      }
      said.textContent = button.textContent = "Đã chép";
      setTimeout(() => { button.textContent = name; said.textContent = ""; }, 2500);
    });
    return button;
  };
  for (const text of all("[data-copy]")) {
    const link = text.dataset.link;
    const button = copier(text.dataset.copy, () => (link ? new URL(link, location.href).href : text.textContent));
    text.after(link ? button : make("p", {}, button));
  }
  const pointed = () => {
    const side = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector(":scope > .side");
    if (!side || side.querySelector("button")) return;
    const { href } = location;
    side.append(copier("Chép liên kết", () => href));
  };
  addEventListener("hashchange", pointed);
  pointed();

  /* Preview cards: 300 ms of hover, or focus; Esc closes; the link stays a link. */
  const known = new Map();
  let card = null, owner = null, wait = 0, touch = false;
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
    if (owner !== link) return;
    if (!found) return void (touch && (location.href = link.href));
    card?.remove();
    card = make("span", { className: "box card" });
    const text = found.text ?? found.title ?? "";
    card.append(make("strong", { textContent: found.name }));
    if (text) card.append(make("span", { textContent: text.length > 420 ? text.slice(0, 420) + " …" : text }));
    const facts = [found.issuer, found.issued && "ban hành " + day(found.issued)].filter(Boolean).join(", ");
    if (facts) card.append(make("span", { className: "soft", textContent: facts }));
    if (found.badge) card.append(make("span", { className: "badge " + found.badge.mark, textContent: found.badge.name }));
    if (touch) card.append(make("a", { href: link.href, textContent: "Mở" }));
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
    link.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; });
    link.addEventListener("click", (event) => {
      if (!touch || owner === link) return;
      event.preventDefault();
      show(link);
    });
  }
  addEventListener("keydown", (event) => event.key === "Escape" && close());
})();
