import type { PromptExport } from '../../shared/prompts';
import type { PromptEntry, ReadEntry } from './entry';
import { addTo, checkedEntry, itemOf, itemText, listOf, listText, problem, timeOf, timeText } from './entry';

/** To be read by people, in pieces. Texts stand in fences that are longer than any row of backticks in them. */
export function* markdownFile(what: PromptExport['what'], entries: Iterable<PromptEntry>): Generator<string> {
  yield what === 'history' ? '# Prompts\n' : '# Templates\n';
  for (const entry of entries) yield `\n${sectionOf(entry)}`;
}

function sectionOf(entry: PromptEntry): string {
  switch (entry.kind) {
    case 'prompt':
      return `${promptHead(entry)}\n${fenced('prompt', entry.text)}`;
    case 'template':
      return `## ${itemText(entry.name)}\n\n${fenced('template', entry.text)}`;
    case 'variable':
      return `## ${itemText(entry.name)}\n\n${entry.list.map((value) => fenced('value', value)).join('\n')}`;
  }
}

function promptHead(entry: Extract<PromptEntry, { kind: 'prompt' }>): string {
  const { tags, favourite, firstUsedAt, lastUsedAt, uses } = entry;
  const title = entry.text.split('\n', 1)[0]?.slice(0, 60) ?? '';
  const facts: readonly (readonly [string, string])[] = [
    ['Tags', listText(tags)],
    ['Favourite', favourite ? 'yes' : ''],
    ['First used', timeText(firstUsedAt)],
    ['Last used', timeText(lastUsedAt)],
    ['Uses', uses.length > 0 ? String(uses.length) : ''],
  ];
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${value}\n`);
  return `## ${title}\n\n${lines.join('')}`;
}

function fenced(kind: 'prompt' | 'template' | 'value', text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${kind}\n${text}\n${fence}\n`;
}

const OPENING = /^(`{3,})(prompt|template|value)\s*$/;
const FACT = /^[-*] (Tags|Favourite|First used|Last used): (.*)$/;

/** Entries of such a file; whatever else stands in it is passed over. */
export function* readMarkdown(text: string): Generator<ReadEntry> {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const lists = new Map<string, string[]>();
  let facts = new Map<string, string>();
  let heading = '';
  let found = false;
  for (let at = 0; at < lines.length; at += 1) {
    const current = lines[at] ?? '';
    const opening = OPENING.exec(current);
    const fact = FACT.exec(current);
    if (current.startsWith('## ')) [heading, facts] = [itemOf(current.slice(3).trim()), new Map<string, string>()];
    if (fact) facts.set(fact[1] ?? '', fact[2] ?? '');
    if (!opening) continue;
    found = true;
    const [, fence = '', kind = ''] = opening;
    const where = `Line ${String(at + 1)}`;
    const end = lines.indexOf(fence, at + 1);
    if (end < 0) {
      yield problem(`${where}: the text has no end.`);
      break;
    }
    const content = lines.slice(at + 1, end).join('\n');
    at = end;
    if (kind === 'prompt') yield promptOf(where, content, facts);
    else if (kind === 'template') yield checkedEntry(where, { kind, name: heading, text: content });
    else addTo(lists, heading, content);
  }
  for (const [name, list] of lists) yield checkedEntry(`“${name}”`, { kind: 'variable', name, list, recent: [] });
  if (!found) yield problem('There are no prompts in it.');
}

function promptOf(where: string, text: string, facts: ReadonlyMap<string, string>): ReadEntry {
  return checkedEntry(where, {
    ...{ kind: 'prompt', text, tags: listOf(facts.get('Tags') ?? ''), favourite: facts.get('Favourite') === 'yes' },
    firstUsedAt: timeOf(facts.get('First used')),
    lastUsedAt: timeOf(facts.get('Last used')),
    uses: [],
  });
}
