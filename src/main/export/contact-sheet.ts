/** A picture on a contact sheet. */
export interface SheetPicture {
  /** A thumbnail; null where there is none. */
  readonly webp: Uint8Array | null;
  readonly title: string;
}

/** One image of a contact sheet. All of it is text, never markup. */
export interface SheetItem extends SheetPicture {
  /** Empty for what was imported without one. */
  readonly prompt: string;
  /** Such as "22 Nov 2026, 13:14 · Grok Imagine Pro · 1792 × 1008 · ★★★". */
  readonly facts: string;
  /** The exported file beside the sheet; null when there is none. */
  readonly file: string | null;
  /** What an edit started from. */
  readonly sources: readonly SheetPicture[];
}

/** One HTML page that holds everything it shows, in pieces: it needs no network, runs no script, and can be printed. */
export function contactSheet(title: string, items: readonly SheetItem[]): readonly Uint8Array[] {
  return [head(title, items.length), ...items.map(figure), '</main>\n</body>\n</html>\n'].map((part) =>
    Buffer.from(part),
  );
}

function head(title: string, count: number): string {
  // The policy holds even where a reader ignores that there is no script: pictures inside the page, its own style, no more.
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)} <small>${String(count)} ${count === 1 ? 'image' : 'images'}</small></h1>
<main>
`;
}

function figure(item: SheetItem): string {
  const isEdit = item.sources.length > 0;
  const before = item.sources.map((source) => framed(picture(source), 'Before'));
  const after = isEdit ? framed(picture(item), 'After') : picture(item);
  const name = item.file === null ? '' : `<a href="./${encodeURIComponent(item.file)}">${escaped(item.file)}</a>`;
  return `<figure${isEdit ? ' class="edit"' : ''}>
<div>${before.join('')}${after}</div>
<figcaption>
<p>${escaped(item.prompt === '' ? item.title : item.prompt)}</p>
<small>${escaped(item.facts)}${name}</small>
</figcaption>
</figure>
`;
}

function picture({ webp, title }: SheetPicture): string {
  if (webp === null) return '<span role="img" aria-label="No picture">No picture</span>';
  return `<img alt="${escaped(title)}" src="data:image/webp;base64,${Buffer.from(webp).toString('base64')}">`;
}

function framed(shown: string, word: string): string {
  return `<div class="part">${shown}<b>${word}</b></div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '').replace(/\0/g, '\ufffd');
}

const STYLE = `
:root { --ground: #fbfbfc; --ink: #18181b; --quiet: #55555d; --none: #ececee; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0e0e0f; --ink: #ededee; --quiet: #a4a4ab; --none: #1c1c1f; }
}
@media print { :root { --ground: #fff; --ink: #000; --quiet: #444; --none: #eee; } }
* { box-sizing: border-box; margin: 0; }
body { padding: 24px; background: var(--ground); color: var(--ink); font: 13px/1.45 system-ui, sans-serif; }
h1 { margin-bottom: 20px; font-size: 17px; font-weight: 600; }
small { color: var(--quiet); font-size: 12px; font-weight: 400; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 24px 16px; align-items: start; }
figure { break-inside: avoid; }
.edit { grid-column: span 2; }
figure > div { display: flex; gap: 8px; align-items: end; }
.part { flex: 1; min-width: 0; }
.part b { display: block; margin-top: 4px; color: var(--quiet); font-size: 11px; font-weight: 500; }
img { display: block; width: 100%; height: auto; max-height: 360px; object-fit: contain; object-position: 0 100%; border-radius: 4px; }
span { display: grid; place-content: center; width: 100%; height: 140px; border-radius: 4px; background: var(--none); color: var(--quiet); }
figcaption { margin-top: 8px; }
p { overflow-wrap: anywhere; white-space: pre-line; }
small a { display: block; overflow-wrap: anywhere; color: inherit; }
@media (max-width: 520px) { .edit { grid-column: auto; } }
@media print { body { padding: 0; } main { grid-template-columns: repeat(3, 1fr); } }
`;
