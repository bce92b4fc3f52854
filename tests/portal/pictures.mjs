// Badge pictures made in code: PNG with gradient, ring, motif and a little grain (so that files are as big as real ones), and SVG.
import { png } from "./png.mjs";

const TAU = Math.PI * 2;

/** Distance from the edge of a shape of radius 1 (negative inside), as a function of x and y in -1..1. */
const SHAPES = {
  circle: (x, y) => Math.hypot(x, y) - 0.94,
  square: (x, y) => rounded(x, y, 0.82, 0.18),
  diamond: (x, y) => rounded((x + y) * Math.SQRT1_2, (x - y) * Math.SQRT1_2, 0.66, 0.1),
  hexagon: (x, y) => polygon(x, y, 6, 0.86),
  pentagon: (x, y) => polygon(x, y, 5, 0.8),
  star: (x, y) => wave(x, y, 5, 0.78, 0.15),
  rosette: (x, y) => wave(x, y, 16, 0.88, 0.045),
  gear: (x, y) => wave(x, y, 10, 0.84, 0.08),
  shield: (x, y) => Math.max(Math.abs(x) - 0.76, -0.9 - y, y < 0 ? -1 : Math.hypot(x / 0.76, y / 0.95) * 0.85 - 0.85),
};
const rounded = (x, y, half, corner) => {
  const dx = Math.abs(x) - half + corner;
  const dy = Math.abs(y) - half + corner;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
};
const polygon = (x, y, sides, radius) => {
  const slice = TAU / sides;
  const angle = Math.atan2(x, y);
  return Math.hypot(x, y) * Math.cos(angle - Math.round(angle / slice) * slice) - radius;
};
const wave = (x, y, points, radius, depth) => Math.hypot(x, y) - radius - depth * Math.cos(points * Math.atan2(x, -y));

const MOTIFS = [
  (x, y) => wave(x, y, 5, 0.3, 0.11),
  (x, y) => Math.min(Math.hypot(x, y + 0.16) - 0.17, rounded(x, y - 0.26, 0.3, 0.16)),
  (x, y) => Math.abs(Math.hypot(x, y) - 0.3) - 0.07,
  (x, y) => Math.min(segment(x, y, -0.3, 0.02, -0.08, 0.24), segment(x, y, -0.08, 0.24, 0.34, -0.26)) - 0.07,
  (x, y) => Math.min(rounded(x + 0.28, y - 0.12, 0.1, 0.03), rounded(x, y, 0.1, 0.03), rounded(x - 0.28, y + 0.12, 0.1, 0.03)),
  (x, y) => polygon(x, y - 0.08, 3, 0.24),
  (x, y) => Math.abs(y - 0.1 * Math.sin(x * 12)) - 0.06 + Math.max(0, Math.abs(x) - 0.4),
  (x, y) => Math.hypot(Math.abs(x) - 0.16, y + 0.12) - 0.2 + Math.max(0, y) * 0.55,
];
function segment(x, y, ax, ay, bx, by) {
  const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
  return Math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
}

/** `hsl` in turns and 0..1 to 8-bit RGB. */
function colour(h, s, l) {
  const at = (n) => {
    const k = (n + h * 12) % 12;
    return Math.round(255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [at(0), at(8), at(4)];
}

const look = (index) => {
  const hue = (index * 0.381966 + 0.55) % 1;
  return { top: colour(hue, 0.72, 0.56), bottom: colour((hue + 0.08) % 1, 0.78, 0.34), ring: colour((hue + 0.45) % 1, 0.45, 0.9), motif: MOTIFS[index % MOTIFS.length] };
};

const blend = (over, under, share) => {
  if (share === 0) return under;
  const rest = 1 - share;
  return [over[0] * share + under[0] * rest, over[1] * share + under[1] * rest, over[2] * share + under[2] * rest];
};
const byte = (value) => Math.max(0, Math.min(255, Math.round(value)));
const cover = (distance, pixels) => Math.min(1, Math.max(0, 0.5 - (distance * pixels) / 2));

function drawBadge(index, shape, source, size = 400) {
  const { top, bottom, ring, motif } = look(index);
  const edge = SHAPES[shape];
  return png(size, (px, py) => {
    const x = (px + 0.5) * (2 / size) - 1;
    const y = (py + 0.5) * (2 / size) - 1;
    const distance = edge(x, y);
    const alpha = cover(distance, size);
    if (alpha === 0) return [0, 0, 0, 0];
    const grain = source.draw(20 + index, py * size + px, 1 << 16);
    let rgb = blend(bottom, top, (y + 1) / 2);
    rgb = blend(ring, rgb, cover(Math.abs(distance + 0.1) - 0.022, size));
    rgb = blend([255, 255, 255], rgb, 0.12 * cover(Math.sin((x - y) * 26) * 0.5, 12));
    rgb = blend([255, 255, 255], rgb, 0.94 * cover(motif(x, y), size));
    const rough = grain % 6 === 0 ? ((grain >> 4) % 5) - 2 : 0;
    return [byte(rgb[0] + rough), byte(rgb[1] + rough), byte(rgb[2] + rough), Math.round(alpha * 255)];
  });
}

function drawSvg(index, shape, name) {
  const { top, bottom, ring } = look(index);
  const css = (rgb) => `rgb(${rgb.join(",")})`;
  const points = [];
  for (let i = 0; i < 120; i += 1) {
    const angle = (i / 120) * TAU;
    let radius = 0.4;
    for (let step = 0.3; step > 0.001; step /= 2) radius += SHAPES[shape](Math.sin(angle) * radius, -Math.cos(angle) * radius) < 0 ? step : -step;
    points.push(`${(100 + 100 * radius * Math.sin(angle)).toFixed(1)},${(100 - 100 * radius * Math.cos(angle)).toFixed(1)}`);
  }
  const title = name.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<!-- made by the demo portal -->
<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 200 200">
  <title>${title}</title>
  <defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${css(top)}"/><stop offset="1" stop-color="${css(bottom)}"/></linearGradient></defs>
  <polygon points="${points.join(" ")}" fill="url(#g)" stroke="${css(ring)}" stroke-width="5"/>
  <path d="M62 104l26 26 52-58" fill="none" stroke="#fff" stroke-width="15" stroke-linecap="round" stroke-linejoin="round"/>
</svg>
`);
}

function drawPortrait(source) {
  return png(320, (px, py) => {
    const x = (px + 0.5) / 160 - 1;
    const y = (py + 0.5) / 160 - 1;
    let rgb = blend([64, 120, 160], [240, 205, 160], (y + 1) / 2);
    rgb = blend([48, 96, 92], rgb, cover(Math.hypot(x / 0.82, (y - 1.12) / 0.72) - 1, 200));
    rgb = blend([92, 52, 32], rgb, cover(Math.hypot(x / 0.44, (y + 0.22) / 0.5) - 1, 120));
    rgb = blend([232, 178, 142], rgb, cover(Math.hypot(x / 0.33, (y + 0.08) / 0.4) - 1, 120));
    rgb = blend([60, 40, 40], rgb, cover(Math.hypot(Math.abs(x) - 0.13, y + 0.12) - 0.03, 320));
    rgb = blend([170, 60, 60], rgb, cover(Math.abs(Math.hypot(x, y + 0.06) - 0.18) - 0.015 + Math.max(0, 0.02 - y) * 4, 320));
    const grain = (source.draw(19, py * 320 + px, 7) - 3) * 0.6;
    return [byte(rgb[0] + grain), byte(rgb[1] + grain), byte(rgb[2] + grain), 255];
  });
}

/** The pictures of one world, drawn when first asked for and kept per class. */
export function pictures(world) {
  const kept = new Map();
  const keep = (key, draw) => kept.get(key) ?? kept.set(key, draw()).get(key);
  return {
    /** A class's picture, or the one that it had at first (`version` 0), or another of those put in its place. */
    badge({ index, shape, svg, name, size, versions }, version = versions ? versions.length - 1 : 0) {
      const given = versions?.[version];
      return given?.bytes ?? keep(`badge ${index}`, () => ((given ?? { svg }).svg ? drawSvg(index, shape, given?.title ?? name) : drawBadge(index, shape, world.source, size)));
    },
    logo: ({ index }) => keep(`logo ${index}`, () => drawBadge(40 + index, index % 2 ? "square" : "circle", world.source)),
    portrait: () => keep("portrait", () => drawPortrait(world.source)),
    /** Pictures of wallet imports: number `index` of three; the last is an SVG. */
    imported: (index) => keep(`import ${index}`, () => (index === 2 ? drawSvg(62, "rosette", "Imported") : drawBadge(60 + index, "pentagon", world.source))),
  };
}
