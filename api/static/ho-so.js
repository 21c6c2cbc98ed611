/* Hồ sơ căn cứ: what was read, in order, kept in this browser and in the address of its page, nowhere else. */
(() => {
  "use strict";
  const all = (selector) => [...document.querySelectorAll(selector)];
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const said = document.querySelector("body > .hide[role=status]") ?? document.body.appendChild(make("p", { className: "hide", role: "status" }));
  const store = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch { return null; }
  };
  const kept = () => JSON.parse(store("ho-so") ?? "[]");
  const folder = (items) => "/ho-so" + (items.length ? "?" + new URLSearchParams(items.map((one) => ["m", one])) : "");
  const keep = (item) => store("ho-so", JSON.stringify([...new Set([...kept(), item])].slice(-100)));
  const tell = () => all("a[data-folder]").forEach((link) => {
    const items = kept();
    link.href = folder(items);
    link.textContent = items.length ? `Hồ sơ (${items.length})` : "Hồ sơ";
  });
  const here = /^\/vb\/([^/]+\/\d{4}\/[^/]+)(?:\/([^/]+-\d[^/]*))?$/.exec(location.pathname);
  if (here && store("ghi") === "1") keep(here[1] + (here[2] ? "#" + here[2] : location.hash));
  for (const link of all("a[data-add]")) {
    link.addEventListener("click", (event) => {
      if (kept().includes(link.dataset.add)) return void (link.href = folder(kept()));
      event.preventDefault();
      keep(link.dataset.add);
      said.textContent = "Đã thêm vào hồ sơ";
      link.textContent = "Đã thêm, mở hồ sơ";
      tell();
    });
  }
  if (location.pathname === "/ho-so") {
    const asked = new URLSearchParams(location.search);
    if (asked.has("m") || asked.has("het")) store("ho-so", JSON.stringify(asked.getAll("m")));
    else if (kept().length) location.replace(folder(kept()));
    const box = make("input", { type: "checkbox", id: "ghi", checked: store("ghi") === "1" });
    box.addEventListener("change", () => store("ghi", box.checked ? "1" : "0"));
    document.getElementById("tu-ghi")?.append(box, make("label", { htmlFor: "ghi", textContent: " Tự ghi các văn bản, điều khoản mở sau đây" }));
  }
  tell();
  for (const place of all("[data-print]")) {
    const button = make("button", { type: "button", textContent: place.dataset.print });
    button.addEventListener("click", () => print());
    place.append(button);
  }
})();
