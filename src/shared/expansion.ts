import { readGroups, type Token, tokensOf } from './expansion-groups';
import { type Bound, boundTo, oneText, type Part, sum, type Texts } from './expansion-texts';

/** Something odd about a text, at its place: offsets into the text as typed. */
export interface PromptProblem {
  readonly from: number;
  readonly to: number;
  /** A sentence, with what would be sent where it does not block. */
  readonly message: string;
  /** True when nothing may be sent before it is put right. */
  readonly blocks: boolean;
}

/** What a text as typed stands for. */
export interface Expansion {
  /** The first of them in order: what stands further to the right changes first, variables that occur twice change last. */
  readonly prompts: readonly string[];
  /** How many there are in all: exact, or Infinity above `Number.MAX_SAFE_INTEGER`. */
  readonly total: number;
  /** Names of the variables in the order of their first use. */
  readonly variables: readonly string[];
  /** By place; at most a hundred of those that block, and a hundred others. */
  readonly problems: readonly PromptProblem[];
}

/** How a text is to be read; see `Draft`. */
export interface ExpansionRules {
  readonly values: Readonly<Record<string, string>>;
  readonly literal: boolean;
  readonly perLine: boolean;
  /** The most prompts that are built. */
  readonly limit: number;
}

const MOST_PROBLEMS = 100;
/** Characters of all prompts together: a long text times a thousand rows must not fill the memory. */
const MOST_BUILT = 16_000_000;
const UNBOUND: Bound = new Map();

/**
 * Takes alternatives `{red|blue}`, ranges `{1..10..2}` and variables `{{name}}` apart. `\{`, `\|` and `\}` are the signs
 * themselves; any other backslash is one. Braces without a bar or a range in them stand for themselves, and so does a
 * piece of JSON. Takes time by the length of the text and of what is built, never by `total`.
 */
export function expandPrompt(text: string, rules: ExpansionRules): Expansion {
  const findings = createFindings();
  const lines = rules.perLine ? linesOf(text) : [{ text, from: 0 }];
  const sources = lines.map((line) => (rules.literal ? oneText(line.text) : readLine(line, rules, findings)));
  const prompts: string[] = [];
  let room = MOST_BUILT;
  for (const source of sources) {
    for (let row = 0; row < source.count && prompts.length < rules.limit && room >= 0; row++) {
      const prompt = source.at(row, UNBOUND);
      prompts.push(prompt);
      room -= prompt.length;
    }
  }
  if (room < 0) findings.say(0, text.length, 'Together these prompts are too long. Take some of them out.', true);
  const total = sum(sources.map(({ count }) => count));
  return { prompts, total, variables: [...findings.variables], problems: findings.problems() };
}

/** A prompt as typed, and where it begins in the whole. */
interface Line {
  readonly text: string;
  readonly from: number;
}

/** Lines with something in them, without the spaces around it. */
function linesOf(text: string): readonly Line[] {
  const lines = Array.from(text.matchAll(/[^\r\n]+/g), ({ 0: line, index }) => {
    return { text: line.trim(), from: index + line.length - line.trimStart().length };
  });
  return lines.filter((line) => line.text !== '');
}

/** What was found in a text. */
interface Findings {
  readonly variables: Set<string>;
  /** Values that were spoken of: once is enough. */
  readonly spokenOf: Set<string>;
  say(from: number, to: number, message: string, blocks: boolean): void;
  problems(): readonly PromptProblem[];
}

function createFindings(): Findings {
  const blocking: PromptProblem[] = [];
  const others: PromptProblem[] = [];
  return {
    variables: new Set(),
    spokenOf: new Set(),
    say(from, to, message, blocks) {
      const problems = blocks ? blocking : others;
      if (problems.length < MOST_PROBLEMS) problems.push({ from, to, message, blocks });
    },
    problems: () => [...blocking, ...others].sort((a, b) => a.from - b.from),
  };
}

function readLine(line: Line, rules: ExpansionRules, findings: Findings): Texts {
  const tokens = tokensOf(line.text);
  const uses = new Map<string, number>();
  for (const { kind, text: name } of tokens) if (kind === 'variable') uses.set(name, (uses.get(name) ?? 0) + 1);
  const values = new Map<string, Texts>();
  // What is named twice in a prompt is the same thing both times.
  const isLinked = (name: string, value: Texts): boolean => value.count > 1 && (uses.get(name) ?? 0) > 1;
  const variable = (token: Token): Part => {
    const { text: name } = token;
    const value = values.get(name) ?? valueOf(token, line, rules, findings);
    values.set(name, value);
    return isLinked(name, value) ? { count: 1, at: (_, bound) => bound.get(name) ?? '' } : value;
  };
  const say = (at: Pick<Token, 'from' | 'to'>, message: string, blocks: boolean): void => {
    findings.say(line.from + at.from, line.from + at.to, message, blocks);
  };
  const texts = readGroups(line.text, tokens, { variable, say, limit: rules.limit });
  const linked = [...values].filter(([name, value]) => isLinked(name, value));
  return linked.length === 0 ? texts : boundTo(linked, texts);
}

/** What a variable stands for. A value may hold alternatives, but no variables: nothing can go in circles. */
function valueOf(token: Token, line: Line, rules: ExpansionRules, findings: Findings): Texts {
  const { text: name, from, to } = token;
  const isFirst = !findings.spokenOf.has(name);
  findings.variables.add(name);
  findings.spokenOf.add(name);
  const say = (message: string, blocks: boolean): void => {
    if (isFirst) findings.say(line.from + from, line.from + to, message, blocks);
  };
  const value = Object.hasOwn(rules.values, name) ? (rules.values[name] ?? '') : '';
  if (value.trim() === '') {
    say(`Say what {{${name}}} stands for.`, true);
    return oneText(line.text.slice(from, to));
  }
  return readGroups(value, tokensOf(value), {
    variable: ({ text: other }) => {
      say(`The value of {{${name}}} can’t hold {{${other}}}. Write it into the prompt itself.`, true);
      return `{{${other}}}`;
    },
    say: (_, message, blocks) => {
      say(`In the value of {{${name}}}: ${message}`, blocks);
    },
    limit: rules.limit,
  });
}
