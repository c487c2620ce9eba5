// Draws the timeline of a run: phases and faults, and for each capability a strip of modes over its response times. All plots
// share one time axis and one cursor. The file works from disk and asks nobody for anything.
"use strict";
(() => {
  const holder = document.getElementById("data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const MODES = ["full", "slow", "stale", "queued", "refused", "error", "hung", "wrong"];
  const STRIP = 28, LANE = 25, BAND = 22, AXIS = 46;
  const n = data.strips.length ? data.strips[0].p50.length : 1;
  const xs = Array.from({ length: n }, (_, i) => data.from + (i + 0.5) * data.width);
  const plots = [];
  let colours = {};
  let shown = { min: data.from, max: data.to };

  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    colours = {};
    for (const name of [...MODES, "ink", "soft", "line", "grid", "card", "good", "bad", "window", "fading", "fault", "blind", "p50", "p99"])
      colours[name] = style.getPropertyValue("--" + name).trim();
  };
  const ms = v => v >= 1000 ? (v / 1000).toFixed(1) + " s" : v < 10 ? v.toFixed(1) + " ms" : Math.round(v) + " ms";
  const seconds = v => (v < 0 ? "−" : "+") + Math.abs(v).toFixed(1) + " s";

  /** When it was in the incident, by the phase's own scale. */
  const incident = t => {
    const phase = data.phases.find(p => p.from <= t && t < p.to && p["incident-from"] >= 0);
    if (!phase) return "";
    const at = phase["incident-from"] + (t - phase.from) / (phase.to - phase.from) * (phase["incident-to"] - phase["incident-from"]);
    if (data.began) return new Date(Date.parse(data.began) + at * 1000).toISOString().replace("T", " ").slice(0, 16) + " UTC of the incident";
    return "+" + Math.floor(at / 60) + " min of the incident";
  };

  // ---- drawing; all coordinates are canvas pixels -------------------------------------------------------------------
  const px = (u, t) => u.valToPos(t, "x", true);
  const clip = (u, draw) => {
    const { left, width } = u.bbox;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, 0, width, u.ctx.canvas.height);
    u.ctx.clip();
    draw(u.ctx, devicePixelRatio);
    u.ctx.restore();
  };
  const box = (u, from, to, top, height, least = 1) => {
    const x = px(u, from);
    u.ctx.fillRect(x, top, Math.max(least * devicePixelRatio, px(u, to) - x), height);
  };
  const fitted = (ctx, text, width) => {
    if (ctx.measureText(text).width <= width) return text;
    let end = text.length;
    while (end > 1 && ctx.measureText(text.slice(0, end) + "…").width > width) end--;
    return end > 1 ? text.slice(0, end) + "…" : "";
  };
  const hatch = (u, from, to, top, height) => {
    const ctx = u.ctx, x = px(u, from), w = Math.max(3 * devicePixelRatio, px(u, to) - x);
    ctx.save();
    ctx.beginPath(); ctx.rect(x, top, w, height); ctx.clip();
    ctx.fillStyle = colours.card; ctx.globalAlpha = .55; ctx.fillRect(x, top, w, height); ctx.globalAlpha = 1;
    ctx.strokeStyle = colours.blind; ctx.lineWidth = 1.2 * devicePixelRatio;
    const step = 5 * devicePixelRatio;
    for (let d = x - height; d < x + w; d += step) { ctx.beginPath(); ctx.moveTo(d, top + height); ctx.lineTo(d + height, top); ctx.stroke(); }
    ctx.restore();
  };
  const bars = data.lanes.flatMap(l => l.bars);
  const gone = b => b.times.restored ?? b.times.continued ?? data.to;

  /** Behind everything: where any fault is in place, and where phases meet. */
  const backdrop = u => clip(u, ctx => {
    const height = ctx.canvas.height;
    ctx.fillStyle = colours.window;
    for (const [from, to] of windows) box(u, from, to, 0, height);
    ctx.fillStyle = colours.line;
    for (const p of data.phases) box(u, p.from, p.from, 0, height);
  });
  // overlapping faults shade once
  const windows = bars.map(b => [b.times.asked, gone(b)]).sort((a, b) => a[0] - b[0]).reduce((all, [from, to]) => {
    const last = all[all.length - 1];
    if (last && from <= last[1] + .05) last[1] = Math.max(last[1], to); else all.push([from, to]);
    return all;
  }, []);

  const drawFaults = u => clip(u, (ctx, r) => {
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.font = `600 ${12 * r}px system-ui, sans-serif`;
    for (const p of data.phases) {
      const left = Math.max(px(u, p.from), u.bbox.left) + 5 * r;
      const width = Math.min(px(u, p.to), u.bbox.left + u.bbox.width) - left - 3 * r;
      ctx.fillStyle = colours.ink;
      if (width > 12 * r) ctx.fillText(fitted(ctx, p.id, width), left, BAND / 2 * r);
    }
    data.lanes.forEach((lane, i) => {
      const top = (BAND + i * LANE) * r;
      for (const bar of lane.bars) {
        const t = bar.times, y = top + 15 * r, h = 8 * r;
        const seen = t.witnessed ?? t.removing ?? gone(bar), leaving = t.removing ?? gone(bar);
        ctx.fillStyle = colours.fading;
        box(u, t.asked, gone(bar), y, h);
        ctx.fillStyle = colours.fault;
        if (t.witnessed !== undefined) box(u, seen, Math.max(seen, leaving), y, h);
        if (t.continued === undefined) {
          const good = bar.end === "proven restored";
          ctx.font = `700 ${12 * r}px system-ui, sans-serif`;
          ctx.fillStyle = good ? colours.good : colours.bad;
          ctx.fillText(good ? "✓" : "✗", px(u, gone(bar)) + 3 * r, y + h / 2);
        } else {
          ctx.fillStyle = colours.card;
          box(u, t.continued, t.continued, y, h, 2);
        }
      }
      const first = Math.min(...lane.bars.map(b => b.times.asked));
      ctx.font = `${11.5 * r}px system-ui, sans-serif`;
      ctx.fillStyle = colours.ink;
      const room = u.bbox.left + u.bbox.width;
      const width = ctx.measureText(lane.name).width;
      const left = Math.max(u.bbox.left + 3 * r, Math.min(px(u, first), room - width - 4 * r));
      ctx.fillText(fitted(ctx, lane.name, room - left), left, top + 7 * r);
    });
    for (const [from, to] of data.stalls) hatch(u, from, to, BAND * r, ctx.canvas.height);
  });

  const drawStrip = (u, strip) => clip(u, (ctx, r) => {
    const height = STRIP * r, half = data.width / 2;
    xs.forEach((x, i) => {
      if (x + half < shown.min || x - half > shown.max) return;
      const all = MODES.reduce((sum, m) => sum + (strip.modes[m] ? strip.modes[m][i] : 0), 0);
      if (!all) return;
      const left = Math.round(px(u, x - half)), width = Math.max(1, Math.round(px(u, x + half)) - left);
      let y = height;
      for (const m of MODES) {
        const share = strip.modes[m] ? strip.modes[m][i] / all * height : 0;
        if (!share) continue;
        ctx.fillStyle = colours[m];
        ctx.fillRect(left, y - share, width, share);
        y -= share;
      }
    });
    const slow = u.valToPos(strip.slow, "y", true);
    ctx.strokeStyle = colours.soft; ctx.lineWidth = r; ctx.setLineDash([3 * r, 4 * r]);
    ctx.beginPath(); ctx.moveTo(u.bbox.left, slow); ctx.lineTo(u.bbox.left + u.bbox.width, slow); ctx.stroke();
    ctx.setLineDash([]);
    for (const [from, to] of data.stalls) hatch(u, from, to, 0, ctx.canvas.height);
  });

  // ---- the plots ----------------------------------------------------------------------------------------------------
  let syncing = false;
  const follow = u => {
    if (syncing || u.scales.x.min == null) return;
    syncing = true;
    shown = { min: u.scales.x.min, max: u.scales.x.max };
    for (const p of plots) if (p.u !== u) p.u.setScale("x", shown);
    syncing = false;
  };
  const axisX = last => ({
    size: last ? 26 : 4, stroke: () => colours.soft, font: "11px system-ui, sans-serif", gap: 3,
    grid: { stroke: () => colours.grid, width: 1 }, ticks: { show: last, stroke: () => colours.grid, size: 4 },
    values: (u, ticks) => ticks.map(t => last ? t + " s" : ""),
  });
  const common = (element, height, last) => ({
    width: Math.max(200, element.clientWidth), height, legend: { show: false },
    cursor: { sync: { key: "run" }, drag: { x: true, y: false, uni: 20 }, points: { show: false }, y: false },
    scales: { x: { time: false, range: (u, min, max) => [Math.max(data.from, min), Math.min(data.to, max)] } },
  });
  const line = name => ({ stroke: () => colours[name], width: 1.4, points: { size: 3 }, spanGaps: false });

  const faultsPlot = element => {
    const height = BAND + data.lanes.length * LANE + 4 + 4;
    const options = common(element, height, false);
    options.padding = [0, 14, 0, 0];
    options.scales.y = { range: [0, 1] };
    options.axes = [axisX(false), { size: AXIS, values: () => [], grid: { show: false }, ticks: { show: false } }];
    options.series = [{}, { show: true, stroke: "transparent", points: { show: false } }];
    options.hooks = { drawClear: [backdrop], draw: [drawFaults], setScale: [follow], setCursor: [u => tell(u)] };
    return new uPlot(options, [xs, xs.map(() => null)], element);
  };
  const capabilityPlot = (element, strip, last) => {
    const options = common(element, STRIP + 78 + (last ? 22 : 0), last);
    options.padding = [STRIP + 7, 14, 0, 0];
    options.scales.y = { distr: 3, range: [1, Math.max(1000, strip.deadline * 1.2)] };
    options.axes = [axisX(last), {
      size: AXIS, stroke: () => colours.soft, font: "11px system-ui, sans-serif", gap: 3,
      grid: { stroke: () => colours.grid, width: 1 }, ticks: { show: false },
      splits: (u, axis, min, max) => [1, 10, 100, 1000, 10000].filter(v => v >= min && v <= max), filter: (u, ticks) => ticks, values: (u, ticks) => ticks.map(v => v >= 1000 ? v / 1000 + " s" : v + " ms"),
    }];
    options.series = [{}, line("p99"), line("p50")];
    options.hooks = {
      drawClear: [backdrop], draw: [u => drawStrip(u, strip)], setScale: [follow], setCursor: [u => tell(u)],
    };
    const known = values => values.map(v => v < 0 ? null : Math.max(1, v));
    return new uPlot(options, [xs, known(strip.p99), known(strip.p50)], element);
  };

  // ---- what is under the cursor -------------------------------------------------------------------------------------
  const readouts = new Map([...document.querySelectorAll("[data-readout]")].map(e => [e.dataset.readout, e]));
  const tell = u => {
    const i = u.cursor.idx;
    if (i == null || u.cursor.left < 0) {
      for (const e of readouts.values()) e.textContent = e.dataset.whole;
      return;
    }
    const t = xs[i];
    const phase = data.phases.find(p => p.from <= t && t < p.to);
    const faults = data.lanes.filter(l => l.bars.some(b => b.times.asked <= t && t < gone(b))).map(l => l.name);
    const blind = data.stalls.some(([from, to]) => from < t + data.width / 2 && to > t - data.width / 2);
    readouts.get("faults").textContent = [seconds(t), incident(t), phase && phase.id, blind && "harness blind",
      faults.length ? faults.join(", ") : "no fault"].filter(Boolean).join(" · ");
    for (const strip of data.strips) {
      const modes = MODES.filter(m => strip.modes[m] && strip.modes[m][i]).map(m => strip.modes[m][i] + " " + m);
      const took = strip.p50[i] < 0 ? [] : ["p50 " + ms(strip.p50[i]), "p99 " + ms(strip.p99[i])];
      readouts.get(strip.id).textContent = [modes.join(", ") || "no sample", ...took].join(" · ");
    }
  };

  // ---- controls -----------------------------------------------------------------------------------------------------
  const show = (min, max) => {
    const least = data.width * 4;
    if (max - min < least) { const middle = (min + max) / 2; min = middle - least / 2; max = middle + least / 2; }
    if (min < data.from) { max += data.from - min; min = data.from; }
    if (max > data.to) { min -= max - data.to; max = data.to; }
    if (plots.length) plots[0].u.setScale("x", { min: Math.max(min, data.from), max });
  };
  const zoom = factor => {
    const middle = (shown.min + shown.max) / 2, half = (shown.max - shown.min) / 2 * factor;
    show(middle - half, middle + half);
  };
  const move = share => { const by = (shown.max - shown.min) * share; show(shown.min + by, shown.max + by); };
  const does = {
    in: () => zoom(.5), out: () => zoom(2), left: () => move(-.25), right: () => move(.25), all: () => show(data.from, data.to),
  };
  const moveCursor = by => {
    const u = plots[0].u;
    const at = u.cursor.left >= 0 && u.cursor.idx != null ? u.cursor.idx + by : Math.round((n - 1) * (by > 0 ? 0 : 1));
    const i = Math.min(n - 1, Math.max(0, at));
    if (xs[i] < shown.min || xs[i] > shown.max) move(by > 0 ? .5 : -.5);
    for (const p of plots) p.u.setCursor({ left: p.u.valToPos(xs[i], "x"), top: 1 }, p === plots[0]);
  };
  const keys = {
    ArrowLeft: e => moveCursor(e.shiftKey ? -10 : -1), ArrowRight: e => moveCursor(e.shiftKey ? 10 : 1),
    "+": does.in, "=": does.in, "-": does.out, "0": does.all,
  };

  const build = () => {
    readColours();
    const elements = [...document.querySelectorAll("[data-plot]")];
    elements.forEach((element, i) => {
      const id = element.dataset.plot;
      const strip = data.strips[i - 1];
      const u = i === 0 ? faultsPlot(element) : capabilityPlot(element, strip, i === elements.length - 1);
      plots.push({ id, u, element });
    });
  };
  const fit = () => { for (const p of plots) p.u.setSize({ width: Math.max(200, p.element.clientWidth), height: p.u.height }); };
  const repaint = () => { readColours(); for (const p of plots) p.u.redraw(false); };

  build();
  const controls = document.getElementById("controls");
  controls.hidden = false;
  controls.addEventListener("click", e => { const what = e.target.dataset && e.target.dataset.do; if (what) does[what](); });
  const figure = document.getElementById("plots");
  figure.tabIndex = 0;
  figure.setAttribute("role", "group");
  figure.setAttribute("aria-label", "Timeline; arrow keys move along it, plus and minus zoom, 0 shows the whole run");
  figure.addEventListener("keydown", e => {
    const act = keys[e.key];
    if (act && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); act(e); }
  });
  const choice = document.getElementById("phase");
  for (const p of data.phases) choice.add(new Option(p.id, p.id));
  choice.addEventListener("change", () => {
    const p = data.phases.find(b => b.id === choice.value);
    if (p) show(p.from - data.width, p.to + data.width); else does.all();
  });
  new ResizeObserver(fit).observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  addEventListener("beforeprint", () => {
    document.documentElement.dataset.print = "";
    for (const d of document.querySelectorAll("details")) if (!d.open) { d.open = true; d.dataset.opened = ""; }
    for (const p of plots) p.u.setSize({ width: Math.min(p.element.clientWidth || 680, 680), height: p.u.height });
    repaint();
  });
  addEventListener("afterprint", () => {
    delete document.documentElement.dataset.print;
    for (const d of document.querySelectorAll("details[data-opened]")) { d.open = false; delete d.dataset.opened; }
    fit();
    repaint();
  });
  const copy = document.getElementById("copy");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", () =>
      navigator.clipboard.writeText(document.getElementById("replay").textContent).then(() => { copy.textContent = "Copied"; }));
  }
  document.documentElement.dataset.drawn = String(plots.length);
})();
