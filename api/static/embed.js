/* Tra luật in other pages: <tra-luat> searches, <tra-luat-links> turns citations into links, iframes get their height.
   One file, no cookies, nothing from third parties; the page works without it. */
(() => {
  "use strict";
  const base = new URL(document.currentScript.src).origin;
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const sheet = (css) => {
    const made = new CSSStyleSheet();
    made.replaceSync(css);
    return made;
  };
  const ask = async (path, options = {}) => {
    const answer = await fetch(base + path, { credentials: "omit", referrerPolicy: "no-referrer", ...options });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };
  const place = (id) => base + "/vb/" + id;
  const day = (iso) => (iso ? iso.split("-").reverse().join("/") : "");
  const LOOK = `
    :host { --mau: var(--tra-luat-mau, #0b4f7d); --nen: var(--tra-luat-nen, #fff); --chu: var(--tra-luat-chu, #1c1f22);
      --phu: var(--tra-luat-phu, #535a60); --vien: var(--tra-luat-vien, #7a7e82); --danh-dau: var(--tra-luat-danh-dau, #ffe694);
      color: var(--chu); font-size: var(--tra-luat-co, 1rem); line-height: 1.55; font-family: var(--tra-luat-phong, inherit); }
    * { box-sizing: border-box; }
    a { color: var(--mau); text-underline-offset: .2em; }
    :focus-visible { outline: 3px solid var(--tra-luat-vien-chon, #b4480a); outline-offset: 2px; }
    .phu { color: var(--phu); font-size: .875em; }
    p { margin: 0; }`;
  const BOX = sheet(`${LOOK}
    :host { display: block; max-width: var(--tra-luat-rong, 42rem); background: var(--nen); }
    :host([hidden]) { display: none; }
    form { display: flex; }
    label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    input, button { font: inherit; min-height: 2.75rem; padding: .4rem .8rem; border: 1px solid var(--vien); }
    input { flex: 1; min-width: 0; color: var(--chu); background: var(--nen); border-radius: 3px 0 0 3px; }
    button { color: var(--tra-luat-chu-nut, #fff); background: var(--mau); border-color: var(--mau); border-radius: 0 3px 3px 0; font-weight: 600; cursor: pointer; }
    ol { margin: .75rem 0; padding: 0; list-style: none; }
    li { padding: .6rem 0; border-top: 1px solid color-mix(in srgb, var(--vien) 40%, transparent); }
    mark { background: var(--danh-dau); color: inherit; }
    [role=status]:not(:empty) { margin-top: .75rem; }`);
  const CARD = sheet(`${LOOK}
    :host { position: absolute; z-index: 2147483000; width: 24rem; max-width: calc(100vw - 2rem); }
    div { padding: .75rem 1rem; background: var(--nen); border: 1px solid var(--vien); border-radius: 4px; box-shadow: 0 6px 24px #0003; }
    strong { display: block; }`);

  /* The search box: results stand below it, every link leads into the library. */
  class Search extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [BOX];
      for (const [name, property] of [["mau", "--tra-luat-mau"], ["co", "--tra-luat-co"], ["rong", "--tra-luat-rong"]]) {
        if (this.hasAttribute(name)) this.style.setProperty(property, this.getAttribute(name));
      }
      this.words = make("input", { type: "search", name: "q", id: "q", maxLength: 500, required: true, placeholder: this.getAttribute("goi-y") ?? "Số hiệu, tên văn bản hoặc nội dung" });
      this.told = make("p", { role: "status" });
      this.list = make("ol");
      const form = make("form", { action: base + "/tim-kiem", method: "get" }, make("label", { htmlFor: "q", textContent: "Tìm điều khoản, số hiệu hoặc tên văn bản" }), this.words, make("button", { textContent: "Tìm" }));
      form.setAttribute("role", "search");
      form.addEventListener("submit", (event) => { event.preventDefault(); this.find(); });
      root.append(form, this.told, this.list);
      if (this.hasAttribute("tim")) { this.words.value = this.getAttribute("tim"); this.find(); }
    }
    asked(size) {
      const asked = new URLSearchParams({ q: this.words.value.trim() });
      if (size) asked.set("size", size);
      for (const [name, parameter, page] of [["co-quan", "issuer", "co-quan"], ["loai", "kind", "loai"]]) {
        if (this.hasAttribute(name)) asked.append(size ? parameter : page, this.getAttribute(name));
      }
      return asked;
    }
    async find() {
      const whole = base + "/tim-kiem?" + this.asked(0);
      this.told.textContent = "Đang tìm…";
      this.list.replaceChildren();
      try {
        const found = await ask("/api/v1/search?" + this.asked(Number(this.getAttribute("so")) || 5));
        this.told.replaceChildren(found.total ? `${found.total} điều khoản trong ${found.documents} văn bản. ` : "Không có điều khoản nào khớp. ", make("a", { href: whole, textContent: "Xem ở thư viện" }));
        const first = [found.jump, ...found.choices].filter(Boolean).map((one) => this.line(one.id, one.name ?? "Mở đúng chỗ được trích dẫn", one.title ?? ""));
        this.list.append(...first, ...found.hits.map((hit) => this.hit(hit)));
      } catch {
        this.told.replaceChildren("Không hỏi được thư viện. ", make("a", { href: whole, textContent: "Tìm ở trang của thư viện" }));
      }
    }
    line(id, name, title) {
      return make("li", {}, make("a", { href: place(id), textContent: name }), make("p", { className: "phu", textContent: title }));
    }
    hit(hit) {
      const text = make("p");
      let at = 0;
      for (const mark of hit.marks) {
        text.append(hit.snippet.slice(at, mark.start), make("mark", { textContent: hit.snippet.slice(mark.start, mark.end) }));
        at = mark.end;
      }
      text.append(hit.snippet.slice(at));
      const name = [hit.labels.join(" › "), hit.name].filter(Boolean).join(", ");
      const item = this.line(hit.id, name, [hit.heading, hit.title].filter(Boolean).join(" – "));
      item.append(text);
      return item;
    }
  }

  /* Citations of the host's own text as links, each with its status; a card on hover and focus. */
  const NOT_TEXT = "a, button, script, style, code, pre, textarea, select, [contenteditable], tra-luat";
  const BLOCKS = /^(?:block|list-item|table|table-row|table-cell|flex|grid)$/;
  class Links extends HTMLElement {
    connectedCallback() {
      if (this.done) return;
      this.done = true;
      if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => this.read());
      else this.read();
    }
    async read() {
      const { text, pieces } = this.gather();
      if (!text.trim()) return;
      const body = JSON.stringify({ text: text.slice(0, 1_000_000) });
      const found = await ask("/api/v1/citations", { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => null);
      if (!found) return;
      const units = [0];
      for (const char of text) units.push(units.at(-1) + char.length);
      for (const one of found.citations.reverse()) {
        const link = one.links.find((target) => target.href);
        if (link) this.wrap(pieces, units[one.start], units[one.end], link);
      }
      this.dispatchEvent(new CustomEvent("tra-luat-links", { bubbles: true, detail: { citations: found.citations.length } }));
    }
    gather() {
      const pieces = [];
      let text = "", block = null;
      const walker = document.createTreeWalker(this, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(NOT_TEXT)) continue;
        let own = node.parentElement;
        while (own !== this && !BLOCKS.test(getComputedStyle(own).display)) own = own.parentElement;
        if (block && own !== block) text += "\n";
        block = own;
        pieces.push({ node, start: text.length });
        text += node.data;
      }
      return { text, pieces };
    }
    wrap(pieces, start, end, link) {
      for (const { node, start: at } of pieces.toReversed()) {
        const from = Math.max(start - at, 0), to = Math.min(end - at, node.data.length);
        if (from >= to || at + node.data.length <= start) continue;
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        const anchor = make("a", { href: base + link.href, className: "tra-luat-dan" });
        anchor.dataset.hieuLuc = link.held ? link.badge?.mark ?? "" : "none";
        range.surroundContents(anchor);
        if (!link.held) anchor.title = "Chưa có trong thư viện";
        card(anchor, link);
      }
    }
  }
  let shown = null, wait = 0;
  const close = () => { clearTimeout(wait); shown?.remove(); shown = null; };
  const card = (anchor, link) => {
    const open = async () => {
      close();
      const host = make("div");
      const root = host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [CARD];
      const facts = [link.issuer, link.issued && "ban hành " + day(link.issued), link.held ? link.badge?.name : "chưa có trong thư viện"].filter(Boolean).join(", ");
      const text = make("p", { textContent: link.title });
      root.append(make("div", { part: "the" }, make("strong", { textContent: link.name }), text, make("p", { className: "phu", textContent: facts })));
      document.body.append(host);
      const at = anchor.getClientRects()[0];
      host.style.left = Math.max(16, Math.min(at.left, innerWidth - host.offsetWidth - 16)) + scrollX + "px";
      host.style.top = at.bottom + scrollY + 6 + "px";
      host.addEventListener("mouseenter", () => clearTimeout(wait));
      host.addEventListener("mouseleave", close);
      shown = host;
      if (!link.held || !link.path) return;
      const found = await ask(`/api/v1/documents/${link.document}/provisions/${link.path}`).catch(() => null);
      if (found && shown === host) text.textContent = found.text.length > 400 ? found.text.slice(0, 400) + " …" : found.text;
    };
    anchor.addEventListener("mouseenter", () => { clearTimeout(wait); wait = setTimeout(open, 300); });
    anchor.addEventListener("mouseleave", () => { clearTimeout(wait); wait = setTimeout(close, 250); });
    anchor.addEventListener("focus", () => anchor.matches(":focus-visible") && open());
    anchor.addEventListener("blur", close);
  };
  addEventListener("keydown", (event) => event.key === "Escape" && close());

  /* <iframe src="…/nhung">: as high as what it shows. */
  addEventListener("message", (event) => {
    const height = event.origin === base && event.data?.traLuatCao;
    if (!Number.isFinite(height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = Math.min(Math.max(height, 60), 20000) + "px";
    }
  });

  if (!customElements.get("tra-luat")) {
    customElements.define("tra-luat", Search);
    customElements.define("tra-luat-links", Links);
  }
})();
