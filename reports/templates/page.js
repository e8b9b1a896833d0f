"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const root = document.documentElement;
  for (const part of all(".tools, #filtering, .keys")) part.hidden = false;

  // Filters: a part stays where each filter in force names one of its tokens, or says nothing of that kind.
  const form = one("#filters");
  const parts = all("[data-s]");
  const groups = all("details.group");
  const first = new Map(groups.map((group) => [group, group.open]));
  const cards = all("article.card");
  const wanted = () => ({
    v: all("[name=v]:checked", form).map((box) => box.value),
    r: [form.elements.r.value].filter(Boolean),
    s: [form.elements.s.value].filter(Boolean),
    c: [form.elements.c.value].filter(Boolean),
  });
  const passes = (part, filters) =>
    Object.entries(filters).every(([key, values]) => {
      if (!values.length || part.dataset[key] === undefined) return true;
      const tokens = part.dataset[key].split(" ");
      return values.some((value) => tokens.includes(value));
    });
  const apply = () => {
    const filters = wanted();
    const active = Object.values(filters).some((values) => values.length);
    for (const part of parts) part.hidden = !passes(part, filters);
    let shown = 0;
    for (const group of groups) {
      const left = all("article.card", group).filter((card) => !card.hidden).length;
      const count = one(`#${group.id} .count`);
      count.textContent = left === Number(count.dataset.all) ? count.dataset.all : `${left} / ${count.dataset.all}`;
      group.hidden = !left;
      group.open = active ? left > 0 : first.get(group);
      shown += left;
    }
    for (const company of all(".company")) {
      for (const table of all(".scroll", company)) table.hidden = !all("tbody tr", table).some((row) => !row.hidden);
      for (const single of all(".single", company)) single.hidden = all(".scroll", single).every((t) => t.hidden);
      company.hidden = all(".scroll", company).every((table) => table.hidden);
    }
    one("#none").hidden = shown > 0;
    one("#result").textContent = active ? one("#result").dataset.text.replace("#", shown) : "";
  };
  if (form) {
    one("#filtering").open = innerWidth >= 704;
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(apply));
    if (all("[name=v]:checked", form).length || form.elements.r.value || form.elements.s.value || form.elements.c.value) apply();
  }

  // A link into something folded or filtered away shows it first.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      if (part.hidden) part.hidden = false;
    }
    target.scrollIntoView({ block: target.matches(".m, tr") ? "center" : "start" });
    if (target.tabIndex >= 0 || target.hasAttribute("tabindex")) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reveal);
  reveal();

  // From finding to finding: the buttons anywhere, the letters only while the focus is among the findings.
  const step = (by) => {
    const shown = cards.filter((card) => card.checkVisibility());
    if (!shown.length) return;
    const at = shown.findIndex((card) => card.contains(document.activeElement) || card.classList.contains("here"));
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)];
    for (const card of cards) card.classList.toggle("here", card === next);
    next.scrollIntoView({ block: "start" });
    next.focus({ preventScroll: true });
  };
  one("#previous").addEventListener("click", () => step(-1));
  one("#next").addEventListener("click", () => step(1));
  one("#findings").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
  one("#findings").addEventListener("focusin", (event) => {
    const card = event.target.closest("article.card");
    for (const other of cards) other.classList.toggle("here", other === card);
  });

  // Explanations: moved into view, closed by Escape until the pointer or the focus goes elsewhere.
  const place = (event) => {
    root.classList.remove("quiet");
    const mark = event.target.closest && event.target.closest(".m");
    const tip = mark && mark.querySelector(".tip");
    if (!tip) return;
    tip.style.left = "0";
    const over = tip.getBoundingClientRect().right - root.clientWidth + 8;
    if (over > 0) tip.style.left = `${-over}px`;
  };
  document.addEventListener("mouseover", (event) => {
    const mark = event.target.closest(".m");
    if (mark && !mark.contains(event.relatedTarget)) place(event);
  });
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") root.classList.add("quiet");
  });

  one("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // On paper all findings and facts are there; what unfolds further stays as the reader left it.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all(".group:not([open]), .single:not([open])");
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of closed) part.open = false;
  });
})();
