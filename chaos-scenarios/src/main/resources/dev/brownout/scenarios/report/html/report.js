// Draws the timeline of a run: phases and faults, and for each capability a strip of modes over its response times. All plots
// share one time axis and one cursor. The file works from disk and asks nobody for anything.
(() => {
  const holder = document.getElementById("data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const n = data.strips.length ? data.strips[0].p50.length : 1;
  const xs = Array.from({ length: n }, (_, i) => data.from + (i + 0.5) * data.width);
  const { readColours, colour, gone, backdrop, drawFaults, drawStrip } = painters(data, xs);
  const plots = [];
  let shown = { min: data.from, max: data.to };

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
    size: last ? 26 : 4, stroke: () => colour("soft"), font: "11px system-ui, sans-serif", gap: 3,
    grid: { stroke: () => colour("grid"), width: 1 }, ticks: { show: last, stroke: () => colour("grid"), size: 4 },
    values: (u, ticks) => ticks.map(t => last ? t + " s" : ""),
  });
  const common = (element, height, last) => ({
    width: Math.max(200, element.clientWidth), height, legend: { show: false },
    cursor: { sync: { key: "run" }, drag: { x: true, y: false, uni: 20 }, points: { show: false }, y: false },
    scales: { x: { time: false, range: (u, min, max) => [Math.max(data.from, min), Math.min(data.to, max)] } },
  });
  const line = name => ({ stroke: () => colour(name), width: 1.4, points: { size: 3 }, spanGaps: false });

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
      size: AXIS, stroke: () => colour("soft"), font: "11px system-ui, sans-serif", gap: 3,
      grid: { stroke: () => colour("grid"), width: 1 }, ticks: { show: false },
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
