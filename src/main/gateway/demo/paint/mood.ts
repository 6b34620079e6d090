import { hex } from './colour';
import type { Colour } from './colour';
import { hashText } from './random';

/** The colours of a scene. */
export interface Mood {
  readonly name: string;
  /** The sky from its top to the horizon. */
  readonly top: Colour;
  readonly middle: Colour;
  readonly horizon: Colour;
  /** What lies nearest to the eye. */
  readonly near: Colour;
  /** Sun, moon or lamp. */
  readonly glow: Colour;
  /** The second voice of abstract scenes. */
  readonly accent: Colour;
  readonly night: boolean;
  /** Words of a prompt that ask for it. */
  readonly words: RegExp;
}

function mood(name: string, words: RegExp, colours: readonly string[], night = false): Mood {
  const [top = '#000000', middle = top, horizon = top, near = top, glow = top, accent = top] = colours;
  return {
    name,
    words,
    night,
    top: hex(top),
    middle: hex(middle),
    horizon: hex(horizon),
    near: hex(near),
    glow: hex(glow),
    accent: hex(accent),
  };
}

/** Every mood, those that are asked for most plainly first. Colours: top, middle, horizon, near, glow, accent. */
export const MOODS: readonly Mood[] = [
  mood(
    'night',
    /\b(night|midnight|moon\w*|dark|star\w*)\b/i,
    ['#070b1d', '#14284d', '#476f96', '#05080f', '#f3ead0', '#7fb4ff'],
    true,
  ),
  mood('dusk', /\b(dusk|sunset|evening|twilight)\b/i, [
    '#2b2a5e',
    '#a8466f',
    '#ffab66',
    '#170f26',
    '#ffd9a0',
    '#ff6f61',
  ]),
  mood('dawn', /\b(dawn|sunrise|morning|spring|pastel|peach)\b/i, [
    '#5877a8',
    '#d9a0a6',
    '#ffdcae',
    '#26304d',
    '#fff0cf',
    '#f2a38f',
  ]),
  mood('gold', /\b(gold\w*|amber|autumn|honey|warm|joy)\b/i, [
    '#7d8fa3',
    '#e3ba7c',
    '#ffe2a1',
    '#33200f',
    '#fff1c4',
    '#f0a53a',
  ]),
  mood('red', /\b(red|crimson|mars|fire|lava|rust|terracotta)\b/i, [
    '#4b1420',
    '#b4392f',
    '#ffa566',
    '#22080c',
    '#ffd7a3',
    '#ff5a3c',
  ]),
  mood('violet', /\b(violet|purple|neon|pink|magenta|lavender|dream\w*)\b/i, [
    '#231450',
    '#7c45a8',
    '#ffb2cf',
    '#130a26',
    '#ffe3ef',
    '#ff6ab0',
  ]),
  mood('teal', /\b(teal|turquoise|sea|ocean|blue|water|aqua|lagoon)\b/i, [
    '#12506a',
    '#5fa9b3',
    '#e9f1dc',
    '#08242c',
    '#fff6d8',
    '#2fc1b4',
  ]),
  mood('green', /\b(green|forest|moss|jungle|meadow|tree\w*|pine\w*)\b/i, [
    '#7fa79b',
    '#c4d8bd',
    '#f4f1d6',
    '#0d2119',
    '#fff8d9',
    '#6fae5e',
  ]),
  mood('winter', /\b(snow\w*|winter|white|mist\w*|fog\w*|ice|grey|gray|minimal\w*)\b/i, [
    '#8497ab',
    '#c3ced7',
    '#f1efe9',
    '#27313b',
    '#fffaf0',
    '#7d97b5',
  ]),
  mood('desert', /\b(desert|sand\w*|dune\w*|sahara|canyon)\b/i, [
    '#4f8cab',
    '#e6c79a',
    '#fbe6c2',
    '#7c3a1c',
    '#fff3d6',
    '#d9763a',
  ]),
];

/** The first mood with a word in the prompt (the time of day counts before the subject), or one by chance of the words. */
export function moodFor(prompt: string): Mood {
  const chance = MOODS[hashText(prompt) % MOODS.length];
  const mood = MOODS.find(({ words }) => words.test(prompt)) ?? chance;
  if (!mood) throw new Error('There is no mood to paint in.');
  return mood;
}
