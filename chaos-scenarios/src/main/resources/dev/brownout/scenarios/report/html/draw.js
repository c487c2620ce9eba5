// Paints the plots of the timeline: what stands behind the lines, above them and beside them. Knows nothing of the page but its
// colours.
"use strict";
const MODES = ["full", "slow", "stale", "queued", "refused", "error", "hung", "wrong"];
const STRIP = 28, LANE = 25, BAND = 22, AXIS = 46;

/** The painters of one run. */
const painters = (data, xs) => {
  let colours = {};
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    colours = {};
    for (const name of [...MODES, "ink", "soft", "line", "grid", "card", "good", "bad", "doubt", "window", "fading", "fault", "blind", "p50", "p99"])
      colours[name] = style.getPropertyValue("--" + name).trim();
  };
  // all coordinates are canvas pixels
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
        if (bar.proven) {
          ctx.fillStyle = colours.fading;
          box(u, t.asked, gone(bar), y, h);
          ctx.fillStyle = colours.fault;
          if (t.witnessed !== undefined) box(u, seen, Math.max(seen, leaving), y, h);
        } else {
          // what is not proven is only an outline
          const left = px(u, t.asked), width = Math.max(4 * r, px(u, gone(bar)) - left);
          ctx.strokeStyle = colours.doubt; ctx.lineWidth = 1.5 * r;
          ctx.setLineDash([4 * r, 3 * r]);
          ctx.strokeRect(left + r, y + r / 2, width - 2 * r, h - r);
          ctx.setLineDash([]);
        }
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
      if (x + half < u.scales.x.min || x - half > u.scales.x.max) return;
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

  return { readColours, colour: name => colours[name], gone, backdrop, drawFaults, drawStrip };
};
